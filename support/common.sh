# shellcheck shell=bash disable=SC2154 # root, me and lock_fd are the caller's.
#
# What the scripts of this project share: messages, child processes that can't outlive the script, and the build.
# To be sourced. The script that does so sets `root` (the checkout) and `me` (its name in messages) first, and
# may set `lock_fd` (a file that it has locked).

say() {
    printf '%s: %s\n' "$me" "$*"
}

die() {
    printf '%s: %s\n' "$me" "$*" >&2
    exit 1
}

# child SIGNAL [setpriv option...] -- COMMAND...
#
# Turns this subshell into the command, so use it as `child TERM -- command &`. The command gets a session of its own,
# so that a Ctrl-C at the terminal reaches only the script, which then stops its children in the right order; and the
# kernel sends it SIGNAL when the script dies without a chance to stop anything (kill -9). It does not inherit the
# script's lock.
child() {
    local signal=$1
    shift
    if [[ -n ${lock_fd:-} ]]; then
        exec {lock_fd}>&-
    fi
    exec setsid setpriv --pdeathsig "$signal" "$@"
}

# await PID SECONDS: waits for a child that was told to stop, and kills it when the time is up. Returns the child's
# status.
await() {
    local pid=$1 ticks=$(($2 * 20))
    while ((ticks-- > 0)) && kill -0 "$pid" 2>/dev/null; do
        sleep 0.05
    done
    kill -KILL -- "-$pid" 2>/dev/null || true
    wait "$pid"
}

# stop_group PID: ends a step and all that it started.
stop_group() {
    kill -TERM -- "-$1" 2>/dev/null || kill -TERM "$1" 2>/dev/null || true
    await "$1" 10 2>/dev/null || true
}

# step COMMAND...: runs a command in such a way that a signal to this script is handled at once and not after the
# command. `step_pid` is what the script has to stop when that happens.
step_pid=
step() {
    local status=0
    child TERM -- "$@" </dev/null &
    step_pid=$!
    wait "$step_pid" || status=$?
    step_pid=
    return "$status"
}

# build_directory NAME: where the build called NAME goes; each choice of sanitizers has a directory of its own.
build_directory() {
    printf '%s/%s%s\n' "$root" "$1" "${SANITIZE:+-${SANITIZE//,/-}}"
}

# build DIRECTORY TARGET [CMAKE OPTION...]: configures once, then builds what has changed.
build() {
    local directory=$1 target=$2
    shift 2
    mkdir -p "$directory"
    if [[ ! -f $directory/Makefile ]]; then
        say "configuring; the first build takes a few minutes"
        logged "$directory/build.log" cmake -S "$root" -B "$directory" -G "Unix Makefiles" \
            -DSANITIZE="${SANITIZE:-}" "$@"
    fi
    say "building in ${directory#"$root"/}"
    logged "$directory/build.log" cmake --build "$directory" --target "$target" --parallel "$(nproc)"
}

# logged FILE COMMAND...: a step whose output is only shown when it fails.
logged() {
    local file=$1
    shift
    if ! step "$@" >"$file" 2>&1; then
        cat "$file" >&2
        die "failed: $*"
    fi
}
