# shellcheck shell=bash disable=SC2034,SC2154 # What is not set here is bench/run's.
#
# What the change log costs: changes of one pilot and new pilots, in a register as it is and in a copy of it whose triggers for the log
# are disabled. Nothing waits for the disk here, so the log's share is as large as it can be. The job that seals the log runs beside it.

measure_writes() {
    local question
    make_register logged 20000 200
    copy_unlogged
    ask "SELECT 'PATCH /v1/pilots/' || id FROM pilot ORDER BY random() LIMIT 5000" >"$work/patch.paths"
    ask "SELECT 'POST /v1/pilots ' || municipality FROM pilot ORDER BY random() LIMIT 100" >"$work/post.paths"
    script[patch]=writes.lua script[post]=writes.lua
    use_register logged
    start_contender logged "$daemon" serve
    use_register unlogged
    start_contender unlogged "$daemon" serve
    for question in patch post; do
        measure_rounds writes "$question" logged unlogged
    done
    report writes
}

copy_unlogged() {
    logged "$work/create.log" createdb -U postgres -O proeftuin -T logged unlogged
    psql -XAtqc "SELECT format('ALTER TABLE %s DISABLE TRIGGER %I;', tgrelid::regclass, tgname) FROM pg_trigger
        WHERE tgname LIKE '%\\_\\_log\\_%'" unlogged | psql -Xqv ON_ERROR_STOP=1 unlogged
}
