# shellcheck shell=bash
#
# The files that the checks in tests/lint look at: what git tracks and what it would track, so that a new file is
# checked before it is added. To be sourced; goes to the root of the checkout.

cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit

# project_files PATTERN...: git's patterns; one path a line. The checkout may belong to another user.
project_files() {
    git -c safe.directory="$PWD" ls-files --cached --others --exclude-standard -- "$@" | while IFS= read -r file; do
        if [[ -f $file && ! -L $file ]]; then
            printf '%s\n' "$file"
        fi
    done
}
