# shellcheck shell=bash disable=SC2154 # What is not set here is bench/run's.
#
# A constant answer, beside nginx: /health/live, with the same body and the same headers. So this is HTTP alone, without a database.
# Both have a worker a processor, write no line a request, and draw an id for each; the daemon also counts and times it.

measure_nginx() {
    make_register empty
    start_contender proeftuin "$daemon" serve
    start_nginx
    echo /health/live | tee "$work/live.paths" |
        node "$root/bench/compare.mjs" "${url[proeftuin]}" "${url[nginx]}" || die "the answers differ"
    measure_rounds nginx live proeftuin nginx
    report nginx
}

# Its configuration names the port, so this one is looked for; and it says nothing, so it is asked. Debian's own nginx is left alone.
start_nginx() {
    local port
    port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => {
        console.log(s.address().port); s.close() })')
    sed "s|@work@|$work|; s|@port@|$port|; s|@processes@|$processes|" "$root/bench/nginx.conf" >"$work/nginx.conf"
    # shellcheck disable=SC2016 # The inner shell's.
    start_contender nginx bash -c '
        until curl -sfo /dev/null "$1"; do sleep 0.05; done && echo "listening on $1" &
        exec nginx -e stderr -c "$2"' - "http://127.0.0.1:$port" "$work/nginx.conf"
}
