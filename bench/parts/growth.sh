# shellcheck shell=bash disable=SC2154 # What is not set here is bench/run's.
#
# What a request costs as the register grows: the same questions to daemons over registers of 1,000, 10,000 and 100,000 pilots, 334 of a
# municipality in each, and of 100,000 that are all one municipality's. All keys are asked for, at random. What counts is the CPU time of
# daemon and PostgreSQL a request.

measure_growth() {
    local question pilots
    for pilots in 1000 10000 100000; do
        add_register "$pilots" "$pilots" 334
    done
    add_register huge 100000 100000
    for question in one list filtered status; do
        measure_rounds growth "$question" 1000 10000 100000 huge
    done
    report growth
}

# add_register NAME PILOTS EACH: with its daemon.
add_register() {
    local question
    make_register "pilots_$1" "$2" "$3"
    for question in one list filtered status; do
        write_paths "$question" "$question.$1"
    done
    start_contender "$1" "$daemon" serve
}
