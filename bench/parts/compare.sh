# shellcheck shell=bash disable=SC2154 # What is not set here is bench/run's.
#
# Beside others that do the same work: Fastify with pg, a common way to build such a service, once as its documentation shows and once
# tuned by hand, and pgbench, which is about the most that PostgreSQL can give. The questions are one pilot with its parts, and a list
# of 50. All get the same statements, which are the daemon's own, and before anything is measured their answers are compared.

batch=20 # keys that pgbench draws at once
plan_alike='-c cpu_operator_cost=0.01' # as the daemon's read lane: all run the same plans
questions=(one list)
# In bench/fastify, and in how many processes: one, as `node app.mjs` gives, or one a processor.
declare -A app=([fastify]=idiomatic [cluster]=idiomatic [tuned]=tuned)
declare -A nodes=([fastify]=1 [cluster]=$(nproc) [tuned]=$(nproc))

measure_compare() {
    local question
    say "installing Fastify and pg"
    logged "$work/npm.log" npm ci --prefix "$root/bench/fastify"
    use_pilots
    for question in "${questions[@]}"; do
        write_paths "$question" "$question"
    done
    learn_statements
    start_contenders
    compare
    for question in "${questions[@]}"; do
        choose_clients "$question"
        measure_rounds compare "$question" proeftuin fastify cluster tuned pgbench
    done
    report compare
}

# A daemon whose sessions log every statement answers each question once.
learn_statements() {
    local pilot question
    pilot=$(ask 'SELECT pilot_id FROM pilot_area JOIN pilot_link USING (pilot_id) JOIN pilot_line USING (pilot_id) LIMIT 1')
    log_statements "SET log_statement = 'all'"
    start_server "$daemon" serve
    node "$root/bench/statements.mjs" "$server_url" "$work/postgres.log" "$pilot" \
        "$(ask "SELECT municipality FROM pilot WHERE id = '$pilot'")" >"$work/statements.json"
    stop_servers
    log_statements 'RESET log_statement'
    for question in "${questions[@]}"; do
        node "$root/bench/pgbench.mjs" "$work/statements.json" "$question" "$batch" >"$work/$question.pgbench"
    done
}

log_statements() {
    psql -Xqc "ALTER ROLE proeftuin $1" -U postgres postgres
}

start_contenders() {
    start_contender proeftuin "$daemon" serve
    local name
    for name in "${!app[@]}"; do
        PGOPTIONS=$plan_alike start_contender "$name" node "$root/bench/fastify/${app[$name]}.mjs" "$work/statements.json" \
            "${nodes[$name]}"
    done
}

# Every twentieth pilot, and all lists.
compare() {
    local name
    for name in "${!app[@]}"; do
        { awk 'NR % 20 == 0' "$work/one.paths" && cat "$work/list.paths"; } |
            node "$root/bench/compare.mjs" "${url[proeftuin]}" "${url[$name]}" || die "the answers differ: $name"
    done
}
