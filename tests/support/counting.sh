# shellcheck shell=bash
#
# What the suites add up to. To be sourced by tests/run.

passed=0
failed=0
skipped=0

# count PASSED FAILED SKIPPED
count() {
    passed=$((passed + $1))
    failed=$((failed + $2))
    skipped=$((skipped + $3))
}

# The closing line. Nothing that ran is a failure too: a filter that matches nothing must not look like success.
total() {
    printf '%s\n' "$(counts "$passed" "$failed" "$skipped")"
    ((failed == 0 && passed > 0))
}

counts() {
    printf '%d passed, %d failed' "$1" "$2"
    if (($3 > 0)); then
        printf ', %d skipped' "$3"
    fi
}
