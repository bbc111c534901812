# shellcheck shell=bash disable=SC2154 # What is not set here is bench/run's.
#
# The SMART check of 100,000 goals, in CPU time: the library alone, without a database or a daemon.

measure_smart() {
    build "$build_in" bench_smart -DTESTS=OFF
    "$build_in/bench_smart"
}
