# Debian's HAProxy with the configuration beside this file.
FROM debian:12-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends haproxy \
    && rm -rf /var/lib/apt/lists/*
COPY haproxy.cfg /etc/haproxy/haproxy.cfg
USER haproxy
# Ports that need no privilege; compose.yaml shows them as 443 and 80.
ENV PROXY_TLS=:8443
ENV PROXY_PLAIN=:8080
EXPOSE 8443 8080
STOPSIGNAL SIGUSR1
CMD ["haproxy", "-db", "-f", "/etc/haproxy/haproxy.cfg"]
