# shellcheck shell=bash disable=SC2154 # What is not set here is bench/run's.
#
# A cold start: from exec to the first pilot, with the database up and migrated.

measure_start() {
    use_pilots
    write_paths one one
    node "$root/bench/start.mjs" "$daemon" "$work/start" "$(head -n 1 "$work/one.paths")"
}
