# shellcheck shell=bash
#
# A private PostgreSQL: found, made, started and stopped. It listens on a Unix socket in a directory that only its user
# can enter, never on TCP, so that every login can be trusted. To be sourced after common.sh.
#
# PostgreSQL refuses to run as root. When root runs the script, its processes and files belong to the user `postgres`.

pg_bin=     # directory of the programs
pg_pid=     # the postmaster, our own child
pg_data=    # its cluster
pg_sockets= # directory of its socket: what libpq calls the host

# postgres_find [DATA]: the newest PostgreSQL from 15 on, or the one that made the cluster in DATA.
postgres_find() {
    local version=''
    if [[ -n ${1:-} ]] && version=$(as_postgres cat "$1/PG_VERSION" 2>/dev/null); then
        pg_bin=/usr/lib/postgresql/$version/bin
        [[ -x $pg_bin/postgres ]] || die "the data in $1 was made by PostgreSQL $version: install postgresql-$version"
        return
    fi
    version=$(postgres_versions | tail -n 1)
    [[ -n $version ]] || die "no PostgreSQL 15 or later in /usr/lib/postgresql"
    pg_bin=/usr/lib/postgresql/$version/bin
}

postgres_versions() {
    local program
    for program in /usr/lib/postgresql/*/bin/postgres; do
        if [[ $program =~ /postgresql/([0-9]+)/ && -x $program ]] && ((BASH_REMATCH[1] >= 15)); then
            printf '%s\n' "${BASH_REMATCH[1]}"
        fi
    done | sort -n
}

# postgres_identity: the setpriv options that make a process PostgreSQL's, one a line.
postgres_identity() {
    if ((EUID == 0)); then
        printf '%s\n' --reuid=postgres --regid=postgres --init-groups
    fi
}

# In / because PostgreSQL's user may not be allowed into the directory where the script was started.
as_postgres() {
    local identity
    mapfile -t identity < <(postgres_identity)
    (cd / && setpriv "${identity[@]}" -- "$@")
}

give_to_postgres() {
    if ((EUID == 0)); then
        chown postgres: "$@"
    fi
}

# postgres_admit DIRECTORY: lets PostgreSQL's user into a directory that stays root's.
postgres_admit() {
    if ((EUID == 0)) && ! as_postgres test -x "$1"; then
        chgrp postgres "$1"
        chmod g+rx "$1"
        as_postgres test -x "$1" || die "the user postgres can't reach $1: choose a directory outside /root"
    fi
}

# postgres_create DATA ROLE ATTRIBUTES [INITDB OPTION...]: a cluster with a role and its database, both called ROLE. The
# role is not a superuser: what works here also works on a server where somebody else is. Under another name first, so
# that an interruption can't leave half a cluster behind.
postgres_create() {
    local data=$1 role=$2 attributes=$3 new=$1.new
    shift 3
    rm -rf "$new"
    mkdir -m 0700 "$new"
    give_to_postgres "$new"
    (
        umask 077
        as_postgres "$pg_bin/initdb" -D "$new" -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 --data-checksums \
            --no-instructions "$@"
        printf 'CREATE ROLE %s LOGIN %s\nCREATE DATABASE %s OWNER %s\n' "$role" "$attributes" "$role" "$role" |
            as_postgres "$pg_bin/postgres" --single -D "$new" postgres
    ) >"$data.log" 2>&1 </dev/null || postgres_failed "$data.log"
    mv "$new" "$data"
}

# postgres_start DATA [POSTGRES OPTION...]: starts the cluster in DATA and waits until it answers; sets pg_pid and
# pg_sockets.
postgres_start() {
    local data=$1 identity
    shift
    postgres_end_previous "$data"
    pg_data=$data
    pg_sockets=$(mktemp -d /tmp/proeftuin-XXXXXX) # short: a socket's path has at most 107 bytes
    give_to_postgres "$pg_sockets"
    printf '%s\n' "$pg_sockets" >"$data.sockets" # for whoever has to clean up after us
    mapfile -t identity < <(postgres_identity)
    # Compiling queries takes longer than running the small ones that we have.
    (cd / && child INT "${identity[@]}" -- "$pg_bin/postgres" -D "$data" -k "$pg_sockets" -c listen_addresses= \
        -c jit=off "$@") >>"$data.log" 2>&1 </dev/null &
    pg_pid=$!
    until "$pg_bin/pg_isready" -q -h "$pg_sockets"; do
        kill -0 "$pg_pid" 2>/dev/null || postgres_failed "$data.log"
        sleep 0.05
    done
}

postgres_failed() {
    tail -n 20 "$1" >&2
    die "PostgreSQL did not start; the end of $1 is above"
}

# What a kill -9 or a power cut leaves: a postmaster on its way out (the kernel told it to stop), a pid file whose
# number may by now be somebody else's, the directory of the socket. Only for a cluster of which the caller holds the
# lock.
postgres_end_previous() {
    local data=$1 pid
    if pid=$(as_postgres head -n 1 "$data/postmaster.pid" 2>/dev/null); then
        if [[ $(readlink "/proc/$pid/cwd") = "$data" ]]; then
            kill -INT "$pid" 2>/dev/null || true
            while kill -0 "$pid" 2>/dev/null; do
                sleep 0.05
            done
        fi
        rm -f "$data/postmaster.pid"
    fi
    if [[ -f $data.sockets ]]; then
        pg_sockets=$(<"$data.sockets")
        remove_sockets "$data"
    fi
}

# postgres_stop: a fast stop: sessions end, what was committed is safe.
postgres_stop() {
    if [[ -n $pg_pid ]]; then
        kill -INT "$pg_pid" 2>/dev/null || true
        await "$pg_pid" 60 || true
        pg_pid=
    fi
    if [[ -n $pg_sockets ]]; then
        remove_sockets "$pg_data"
    fi
}

remove_sockets() {
    rm -f "$pg_sockets"/.s.PGSQL.*
    rmdir "$pg_sockets" 2>/dev/null || true
    rm -f "$1.sockets"
    pg_sockets=
}
