# shellcheck shell=bash disable=SC2034,SC2154 # work is the caller's; who measures reads pid and url.
#
# Servers under measurement: started, stopped. To be sourced after common.sh.

servers=()       # to be stopped at the end
server_pid=      # what start_server started last
server_url=
declare -A pid=() url=() # of the servers under measurement, by name

# start_server COMMAND...: starts a server on a free port, waits until it says where it listens; sets server_pid and server_url.
start_server() {
    local log=$work/server.log
    : >"$log" # what the one before it said is not the address of this one
    PROEFTUIN_LISTEN=127.0.0.1:0 child TERM -- "$@" >"$log" 2>&1 </dev/null &
    server_pid=$!
    servers+=("$server_pid")
    until server_url=$(sed -n 's/.*listening on //p' "$log") && [[ -n $server_url ]]; do
        if ! kill -0 "$server_pid" 2>/dev/null; then
            cat "$log" >&2
            die "did not start: $*"
        fi
        sleep 0.05
    done
}

# start_contender NAME COMMAND...: likewise, under a name by which it is measured.
start_contender() {
    local name=$1
    shift
    start_server "$@"
    pid[$name]=$server_pid url[$name]=$server_url
}

stop_servers() {
    local server
    for server in "${servers[@]}"; do
        stop_group "$server"
    done
    servers=() pid=() url=()
}
