# shellcheck shell=bash disable=SC2154 # work is the caller's.
#
# A throw-away Debian in a directory, to try packages and images in. To be sourced after common.sh, by a script of root's that
# sets `work`, a directory for logs.

release=bookworm

# make_debian DIRECTORY: the smallest Debian, from where this machine's apt gets its own. No service starts by itself in it.
make_debian() {
    local mirror
    mirror=$(debian_mirror)
    [[ -n $mirror ]] || die "apt knows no source of Debian $release"
    debootstrap --variant=minbase "$release" "$1" "$mirror" >"$work/debootstrap.log" 2>&1 ||
        failed "$work/debootstrap.log"
    printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d"
    chmod +x "$1/usr/sbin/policy-rc.d"
}

# shellcheck disable=SC2016 # apt expands these.
debian_mirror() {
    apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(REPO_URI)' |
        awk -v release="$release" '$1 == "Debian" && $2 == release { print $3; exit }'
}

# inside DIRECTORY COMMAND...: runs a command of that Debian.
inside() {
    local directory=$1
    shift
    chroot "$directory" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@" \
        </dev/null
}

# failed LOG: the end of a log, and of the script.
failed() {
    tail -n 40 "$1" >&2
    die "the end of $1 is above"
}
