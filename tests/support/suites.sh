# shellcheck shell=bash disable=SC2154 # root, work, build_dir and filter are the caller's.
#
# How each kind of suite is run and counted. To be sourced by tests/run, which sets root, work, build_dir and filter.

suite_limit=1800 # seconds: for a test that hangs

# run_suite NAME
run_suite() {
    local before=("$passed" "$failed" "$skipped") start=$SECONDS
    case $1 in
    unit) run_unit_suite ;;
    lint) run_lint_suite ;;
    fuzz) run_fuzz_suite ;;
    *) run_node_suite "$1" ;;
    esac
    if ((passed + failed + skipped > before[0] + before[1] + before[2])); then
        say "$1: $(counts $((passed - before[0])) $((failed - before[1])) $((skipped - before[2])))," \
            "$((SECONDS - start)) s"
    fi
}

# limited COMMAND...: a step that can't hang for ever.
limited() {
    local prefix=()
    # GCC 12's thread sanitizer can't live with the wide address randomisation of later kernels.
    if [[ ${SANITIZE:-} = *thread* ]] && setarch --addr-no-randomize true 2>/dev/null; then
        prefix=(setarch --addr-no-randomize)
    fi
    step timeout --kill-after=20 "$suite_limit" "${prefix[@]}" "$@"
}

# failure NAME FILE: shows the output of what failed.
failure() {
    printf 'not ok - %s\n' "$1"
    sed 's/^/    /' "$2"
}

# matching FILE...: those that exist and have the filter in their name.
matching() {
    local file
    for file in "$@"; do
        if [[ -f $file && ${file##*/} = *"$filter"* ]]; then
            printf '%s\n' "$file"
        fi
    done
}

# By the sources: the build directory may still hold a program whose source is gone.
run_unit_suite() {
    local source sources
    mapfile -t sources < <(matching "$root"/tests/unit/*/*_test.c)
    for source in "${sources[@]}"; do
        run_unit_program "$(basename "$source" .c)"
    done
}

# A program that ends badly without a failed check (a leak, a crash before the summary) counts as one failure.
run_unit_program() {
    local name=$1 log=$work/logs/$1 status=0 result
    createdb "unit_$name"
    export PROEFTUIN_TEST_DATABASE="postgresql://$PGUSER@/unit_$name?host=$PGHOST"
    limited "$build_dir/unit/$name" >"$log" 2>&1 || status=$?
    unset PROEFTUIN_TEST_DATABASE
    read -ra result < <(check_summary "$log")
    if ((status != 0 && result[1] == 0)); then
        result[1]=1
        printf 'ended with status %d\n' "$status" >>"$log"
    fi
    if ((result[1] > 0)); then
        failure "$name" "$log"
    fi
    count "${result[0]}" "${result[1]}" 0
}

# Check's summary: "100%: Checks: 12, Failures: 0, Errors: 0".
check_summary() {
    awk -F '[:,] *' '/^[0-9]+%: Checks: / { checks += $3; bad += $5 + $7 } END { print checks - bad, bad + 0 }' "$1"
}

# run_node_suite FOLDER: tests/FOLDER/*.test.mjs, one file after the other; those of db, which hardly ever wait, two at a time.
run_node_suite() {
    local files file="$work/logs/$1.counts" status=0 result=(0 0 0) together=1
    if [[ $1 = db ]]; then
        together=2
    fi
    mapfile -t files < <(matching "$root/tests/$1"/*.test.mjs)
    if ((${#files[@]} == 0)) || ! make_templates; then
        return
    fi
    PROEFTUIN_TEST_COUNTS=$file limited node --test --test-concurrency="$together" --test-reporter="$root/tests/support/reporter.mjs" \
        --test-reporter-destination=stdout "${files[@]}" || status=$?
    if [[ -f $file ]]; then
        read -ra result <"$file"
    fi
    if ((status != 0 && result[1] == 0)); then
        result[1]=1
        printf 'not ok - %s: node ended with status %d\n' "$1" "$status"
    fi
    count "${result[@]}"
}

# Migrating and importing once: each test file then starts with a copy, which takes a few milliseconds. When this fails
# there is nothing to test, and that counts once.
templates=none
make_templates() {
    if [[ $templates = none ]]; then
        templates=broken
        if make_template migrated template1 migrate &&
            psql -Xq -v ON_ERROR_STOP=1 -d template_migrated -f "$root/tests/support/key.sql" &&
            make_template sample template_migrated import "$root/sample/oude-ijsselstreek" &&
            make_template register template_migrated import "$root/sample"; then
            templates=made
        else
            count 0 1 0
        fi
    fi
    [[ $templates = made ]]
}

# make_template NAME FROM DAEMON-ARGUMENTS...
make_template() {
    local name=$1 from=$2 log=$work/logs/template_$1
    shift 2
    createdb -T "$from" "template_$name"
    if ! DATABASE_URL="postgresql://$PGUSER@/template_$name?host=$PGHOST" \
        limited "$PROEFTUIN_TEST_BINARY" "$@" >"$log" 2>&1; then
        failure "proeftuind $*" "$log"
        return 1
    fi
}

# Each target replays its corpus and goes on for some seconds, two at a time.
fuzz_seconds=5
run_fuzz_suite() {
    local target targets=() log
    for target in $(fuzz_targets); do
        if [[ $target = *"$filter"* ]]; then
            targets+=("$target")
        fi
    done
    if ((${#targets[@]} == 0)); then
        return
    fi
    build_fuzz_targets
    printf '%s\n' "${targets[@]}" >"$work/targets"
    # shellcheck disable=SC2016 # For the shells that xargs starts.
    limited xargs --arg-file="$work/targets" --max-procs=2 -I '{}' bash -c \
        '"$1/tests/fuzz/one" "$2" "$3" "$5" >"$4/fuzz_$5" 2>&1 && touch "$4/fuzz_$5.passed"' \
        - "$root" "$fuzz_dir" "$fuzz_seconds" "$work/logs" '{}' || true
    for target in "${targets[@]}"; do
        log=$work/logs/fuzz_$target
        if [[ -f $log.passed ]]; then
            count 1 0 0
        else
            failure "fuzz $target" "$log"
            count 0 1 0
        fi
    done
}

run_lint_suite() {
    local check checks log
    mapfile -t checks < <(matching "$root"/tests/lint/*)
    for check in "${checks[@]}"; do
        log=$work/logs/${check##*/}
        if limited "$check" "$build_dir" >"$log" 2>&1; then
            count 1 0 0
        else
            failure "lint ${check##*/}" "$log"
            count 0 1 0
        fi
    done
}
