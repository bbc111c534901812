# shellcheck shell=bash disable=SC2154 # root is the caller's.
#
# The fuzz targets: which there are, building them, what a run says. To be sourced after common.sh.

# fuzz_targets [NAME]
fuzz_targets() {
    local source
    for source in "$root"/tests/fuzz/*.c; do
        source=$(basename "$source" .c)
        if [[ -z ${1:-} || $1 = "$source" ]]; then
            printf '%s\n' "$source"
        fi
    done
}

# Sets fuzz_dir. Clang's sanitizers are always in, so SANITIZE makes no difference here.
build_fuzz_targets() {
    fuzz_dir=$root/build-fuzz
    build "$fuzz_dir" fuzz -DFUZZ=ON -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DCMAKE_C_FLAGS_RELWITHDEBINFO="-O1 -g"
}

# fuzz_summary LOG: "123456 runs, 4115 a second"
fuzz_summary() {
    awk '/^stat::number_of_executed_units:/ { runs = $2 } /^stat::average_exec_per_sec:/ { rate = $2 }
        END { printf "%d runs, %d a second\n", runs, rate }' "$1"
}
