# shellcheck shell=bash disable=SC2154 # work, root and daemon are the caller's.
#
# The private PostgreSQL of bench/run, and registers in it: databases of their own. To be sourced after postgres.sh.

# The measurements hardly write, so nothing is lost by not waiting for the disk, and nothing may start cleaning up meanwhile.
start_cluster() {
    local cluster=$work/postgres
    # shellcheck disable=SC2119 # No data yet.
    postgres_find
    postgres_create "$cluster" proeftuin CREATEROLE --no-sync
    postgres_start "$cluster" -c fsync=off -c shared_buffers=1GB -c max_connections=200 -c autovacuum=off
    export PATH=$pg_bin:$PATH # before Debian's wrappers
    export PGHOST=$pg_sockets PGUSER=proeftuin
}

# use_register NAME: the one that psql, pgbench and what is started from here on mean.
use_register() {
    export PGDATABASE=$1
    export DATABASE_URL="postgresql://proeftuin@/$1?host=$pg_sockets"
}

# make_register NAME [PILOTS EACH]: migrated, and filled with so many pilots, so many of each municipality; unless it is there. Used
# from now on.
make_register() {
    use_register "$1"
    if [[ -f $work/register.$1 ]]; then
        return
    fi
    logged "$work/create.log" createdb -U postgres -O proeftuin "$1"
    logged "$work/migrate.log" "$daemon" migrate
    logged "$work/key.log" psql -X -v ON_ERROR_STOP=1 -f "$root/tests/support/key.sql"
    if (($# > 1)); then
        say "generating $2 pilots"
        logged "$work/pilots.log" psql -X -v ON_ERROR_STOP=1 -v pilots="$2" -v each="$3" -f "$root/bench/pilots.sql"
        logged "$work/keys.log" psql -X -v ON_ERROR_STOP=1 -v batch="$batch" -f "$root/bench/keys.sql"
    fi
    : >"$work/register.$1"
}

# The register that most parts ask.
use_pilots() {
    make_register pilots 20000 200
}

ask() {
    psql -XAtqc "$1"
}
