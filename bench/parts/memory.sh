# shellcheck shell=bash disable=SC2154 # What is not set here is bench/run's.
#
# Memory: what the daemon has resident after so many connections have each asked for a pilot and a list of 50, all at the same time and
# all still open; and after each has asked for a list of 200 as well, the most that a page has. A fresh daemon for each number.

measure_memory() {
    local connections
    use_pilots
    write_paths one one
    write_paths list list
    for connections in 64 1000; do
        start_server "$daemon" serve
        node "$root/bench/memory.mjs" "$server_url" "$server_pid" "$connections" "$work/one.paths" "$work/list.paths"
        stop_servers
    done
}
