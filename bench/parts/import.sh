# shellcheck shell=bash disable=SC2154 # What is not set here is bench/run's.
#
# An import: the whole sample register, and 2,000 generated rows, as CSV, into a register without rows; again when nothing is new in
# them; and beside the generated ones PostgreSQL's own \copy of the rows that came of them, which looks nothing up and checks nothing
# but its constraints. Alternating; each in a fresh database.

measure_import() {
    local round
    make_register empty
    node "$root/bench/csv.mjs" "$work/csv"
    prepare_copy
    for ((round = 1; round <= rounds; round++)); do
        say "round $round of $rounds, import"
        fresh_register sample
        take_time sample "$daemon" import "$root/sample"
        take_time sample-again "$daemon" import "$root/sample"
        fresh_register import
        take_time import "$daemon" import "$work/csv"
        take_time again "$daemon" import "$work/csv"
        fresh_register copy
        take_time copy psql -Xq1 -v ON_ERROR_STOP=1 -f "$work/copy.sql"
    done
    [[ $(ask "$(counts_text)") = "$counts" ]] || die "\\copy made another register than the import"
    node "$root/bench/import.mjs" "$work/results.import" "$(imported_rows)"
}

# fresh_register NAME: empty, and used from now on.
fresh_register() {
    logged "$work/create.log" dropdb -U postgres --if-exists "$1"
    logged "$work/create.log" createdb -U postgres -O proeftuin -T empty "$1"
    use_register "$1"
}

# take_time NAME COMMAND...: milliseconds of a run that must succeed, into the results.
take_time() {
    local name=$1 begin end
    shift
    begin=${EPOCHREALTIME//[!0-9]/}
    logged "$work/$name.log" "$@"
    end=${EPOCHREALTIME//[!0-9]/}
    printf '%s %s %s\n' "$name" "$(((end - begin) / 1000))" "$rows" >>"$work/results.import"
}

# How many rows of the sample came in, as the import itself says.
imported_rows() {
    sed -n '$s/^[^0-9]*\([0-9]*\).*/\1/p' "$work/sample.log" # its last line, in whatever language
}

# What an import made, as files, and a script that brings them in: every table that has rows by then and had none before, in the order in
# which they came, without what triggers and constraints make of it.
prepare_copy() {
    local table columns tables=(document organisation area pilot pilot_area pilot_link decision progress_report deliverable)
    fresh_register import
    logged "$work/import.log" "$daemon" import "$work/csv"
    rows=0
    for table in "${tables[@]}"; do
        columns=$(ask "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = '$table' AND is_generated = 'NEVER'")
        psql -Xqc "\\copy $table ($columns) TO '$work/$table.copy'"
        printf "\\copy %s (%s) FROM '%s'\n" "$table" "$columns" "$work/$table.copy" >>"$work/copy.sql"
        rows=$((rows + $(wc -l <"$work/$table.copy")))
    done
    counts=$(ask "$(counts_text)")
}

counts_text() {
    printf 'SELECT (SELECT count(*) FROM pilot), (SELECT count(*) FROM decision), (SELECT count(*) FROM pilot_status)'
}
