# shellcheck shell=bash disable=SC2154 # work, rounds, seconds, batch, processes, plan_alike, pid, url and root are the caller's.
#
# One measurement: so many seconds of load, the rate, and the CPU time that it took. To be sourced by bench/run after postgres.sh.

clients=1 # of pgbench
declare -A script=() # of wrk, by question; else requests.lua

# measure_rounds PART QUESTION CONTENDER...: measures one after the other, then in the opposite order, and so on, so that a machine
# that becomes slower or faster favours nobody; into the part's results. Before that each is warmed up.
measure_rounds() {
    local part=$1 question=$2 contender round order
    shift 2
    order=("$@")
    for contender in "$@"; do
        measure "$contender" "$question" 2 >/dev/null
    done
    for ((round = 1; round <= rounds; round++)); do
        say "round $round of $rounds, $part, $question"
        for contender in "${order[@]}"; do
            printf '%s %s %s ' "$round" "$question" "$contender" >>"$work/results.$part"
            measure "$contender" "$question" "$seconds" >>"$work/results.$part"
        done
        mapfile -t order < <(printf '%s\n' "${order[@]}" | tac)
    done
}

# write_paths QUESTION NAME: what to ask in the register that is used now, into the file NAME.paths.
write_paths() {
    ask "SELECT path FROM bench.key WHERE question = '$1' ORDER BY n" >"$work/$2.paths"
}

# measure CONTENDER QUESTION SECONDS: prints requests a second, and CPU microseconds a request of the server, of PostgreSQL and of
# what makes the load.
measure() {
    local server=${pid[$1]:-} before after rate requests
    before=("$(cpu_ticks "$server")" "$(cpu_ticks "$pg_pid")" "$(awaited_ticks)")
    if [[ $1 = pgbench ]]; then
        load_with_pgbench "$2" "$3"
    else
        load_with_wrk "$1" "$2" "$3"
    fi
    after=("$(awaited_ticks)" "$(cpu_ticks "$server")" "$(cpu_ticks "$pg_pid")")
    read -r rate requests <"$work/load"
    awk -v rate="$rate" -v requests="$requests" -v server=$((after[1] - before[0])) -v postgres=$((after[2] - before[1])) \
        -v load=$((after[0] - before[2])) -v tick="$(getconf CLK_TCK)" 'BEGIN {
            each = 1000000 / tick / requests
            printf "%.1f %.2f %.2f %.2f\n", rate, server * each, postgres * each, load * each
        }'
}

# load_with_wrk CONTENDER QUESTION SECONDS: leaves the rate and the number of requests in the file `load`. An error spoils the
# measurement. A contender may have paths of its own.
load_with_wrk() {
    local requests microseconds errors paths=$work/$2.paths
    if [[ -f $work/$2.$1.paths ]]; then
        paths=$work/$2.$1.paths
    fi
    logged "$work/wrk.log" wrk --threads 1 --connections 64 --duration "$3s" --script "$root/bench/${script[$2]:-requests.lua}" \
        "${url[$1]}" -- "$paths"
    read -r _ requests microseconds errors < <(grep '^measured ' "$work/wrk.log")
    ((errors == 0)) || die "$errors of $requests requests to $1 failed"
    awk -v requests="$requests" -v us="$microseconds" 'BEGIN { print requests * 1000000 / us, requests }' >"$work/load"
}

# load_with_pgbench QUESTION SECONDS: likewise.
load_with_pgbench() {
    PGOPTIONS=$plan_alike logged "$work/pgbench.log" pgbench --no-vacuum --protocol prepared \
        --client "$clients" --jobs "$((clients < processes ? clients : processes))" --time "$2" \
        --define batches="$(ask "SELECT max(n) FROM bench.keys WHERE question = '$1'")" --file "$work/$1.pgbench"
    awk -v batch="$batch" '
        /^number of transactions actually processed:/ { sub(/\/.*/, "", $NF); requests = $NF * batch }
        /^tps = / { rate = $3 * batch }
        END { print rate, requests }' "$work/pgbench.log" >"$work/load"
}

# choose_clients QUESTION: as many clients as serve pgbench best.
choose_clients() {
    local tried rate best=0 chosen=1
    for tried in 2 4 8 16 32; do
        clients=$tried
        load_with_pgbench "$1" 1
        read -r rate _ <"$work/load"
        if ((${rate%.*} > best)); then
            best=${rate%.*} chosen=$tried
        fi
    done
    clients=$chosen
    say "pgbench is fastest with $clients clients"
}

# cpu_ticks PID: processor time of a process, of its group, of its children, also of those that have ended; 0 without a PID. A
# process that ends while we look is its parent's by then.
cpu_ticks() {
    { cat /proc/[0-9]*/stat 2>/dev/null || true; } | awk -v pid="$1" '
        { own = $1; sub(/^.*\) /, "") } # the name may hold blanks
        pid && (own == pid || $2 == pid || $3 == pid) { ticks += $12 + $13 }
        pid && own == pid { ticks += $14 + $15 }
        END { print ticks + 0 }'
}

# awaited_ticks: processor time of what this script has started and waited for, so of the load and hardly anything else.
awaited_ticks() {
    awk '{ sub(/^.*\) /, ""); print $14 + $15 }' "/proc/$$/stat"
}
