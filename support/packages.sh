# shellcheck shell=bash disable=SC2154 # root is the caller's.
#
# The Debian packages of packages.txt: which ones are missing, and how they come. To be sourced after common.sh.

# require_packages GROUP...: installs what is missing of these groups, and says which.
require_packages() {
    local missing
    if ! command -v dpkg-query >/dev/null; then
        say "this is not Debian: install by hand what packages.txt lists"
        return
    fi
    mapfile -t missing < <(missing_packages "$@")
    if ((${#missing[@]} > 0)); then
        say "installing missing Debian packages: ${missing[*]}"
        install_packages "${missing[@]}"
    fi
}

missing_packages() {
    local names
    mapfile -t names < <(packages_of "$@")
    comm -23 <(printf '%s\n' "${names[@]}" | sort) <(installed_packages "${names[@]}" | sort)
}

packages_of() {
    awk -v groups=" $* " '!/^#/ && index(groups, " " $1 " ") { print $2 }' "$root/packages.txt"
}

# dpkg-query fails when it does not know one of the names; what it does know is printed all the same.
installed_packages() {
    dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' || true
}

install_packages() {
    local as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || die "no sudo here; as root: apt-get install --no-install-recommends $*"
        as_root=(sudo)
    fi
    # In a subshell for its EXIT trap. Not interruptible: half an installation is worse than a late Ctrl-C.
    (
        keep_postgresql_quiet
        apt_get update -qq
        apt_get install -y -qq --no-install-recommends "$@"
    ) >/dev/null || die "apt-get could not install: $*"
}

# The lock may be held for a moment by the machine's own automatic updates.
apt_get() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 "$@" </dev/null
}

# Debian makes and starts a cluster for the whole machine when PostgreSQL is installed for the first time. Nobody asked
# for one: say no while we install, and leave the machine's own setting as it was.
keep_postgresql_quiet() {
    local folder=/etc/postgresql-common/createcluster.d
    local file=$folder/proeftuin.conf
    if compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; then
        return
    fi
    # shellcheck disable=SC2064 # The names are fixed now.
    trap "${as_root[*]} rm -f $file" EXIT
    "${as_root[@]}" mkdir -p "$folder"
    printf 'create_main_cluster = false\n' | "${as_root[@]}" tee "$file" >/dev/null
}
