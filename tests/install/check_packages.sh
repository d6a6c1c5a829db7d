#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Installs the packages with apt in a root that has nothing but a base system, uses them there, and removes them.
# Usage: check_packages.sh <folder of the .debs> <folder for the root>; as root, and with the archive that apt uses here.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
packages=$(realpath "$1")
root=$2

if [ "${INSIDE:-}" != yes ]; then
    [ "$(id -u)" = 0 ] || { echo "check_packages: a clean root needs root" >&2; exit 1; }
    if [ ! -x "$root/usr/bin/apt-get" ]; then
        archive=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' | awk '$2 == "bookworm" { print $1; exit }')
        [ -n "$archive" ] || { echo "check_packages: apt has no bookworm here" >&2; exit 1; }
        rm -rf "$root"
        debootstrap --variant=minbase bookworm "$root" "$archive"
        apt-config dump | grep -E '^Acquire::https?:' >"$root/etc/apt/apt.conf.d/50archive" || true  # a proxy
    fi
    cp -rL /etc/ssl/certs "$root/etc/ssl/" 2>/dev/null || true
    cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
    rm -rf "$root/packages"
    mkdir "$root/packages"
    cp "$packages"/*.deb "$root/packages/"
    # Mounts and processes of its own, gone with it.
    INSIDE=yes exec unshare --mount --pid --fork bash "$0" "$packages" "$root"
fi

mount -t proc proc "$root/proc"
mount -t devtmpfs dev "$root/dev" || mount --bind /dev "$root/dev"
mkdir -p "$root/dev/shm"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
inside() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }
step() { printf '== %s\n' "$*"; }

step "install"
inside apt-get update -qq
inside sh -c 'apt-get -o Dpkg::Use-Pty=0 install -y -qq --no-install-recommends /packages/*.deb >/packages/apt.log' || { tail -n 30 "$root/packages/apt.log"; exit 1; }
inside dpkg-query -W -f '${Package} ${Version} ${db:Status-Status}\n' ringscope ringscope-tools libringlib-dev libringlib-metrics-dev

step "the tools need no Qt"
if inside sh -c 'ldd /usr/bin/ringctl /usr/bin/ringworker' | grep -i qt; then
    exit 1
fi

step "a scenario"
inside sh -c 'cd /tmp && ringctl run baseline-1p1c'

step "the demo, without a display"
inside env QT_QPA_PLATFORM=offscreen ringscope --demo --duration 12s --screenshot /packages/demo.png --quit
[ -s "$root/packages/demo.png" ]

step "versions, manual pages, completions, desktop entry"
for program in ringctl ringworker ringscope; do
    inside env QT_QPA_PLATFORM=offscreen $program --version
    inside gzip -t /usr/share/man/man1/$program.1.gz
    inside bash -n /usr/share/bash-completion/completions/$program
done
for file in applications/ringscope.desktop metainfo/org.ringscope.ringscope.metainfo.xml mime/packages/ringscope.xml \
    icons/hicolor/scalable/apps/ringscope.svg; do
    inside test -s "/usr/share/$file"
done

step "the library, found by CMake and by pkg-config"
inside sh -c 'apt-get -o Dpkg::Use-Pty=0 install -y -qq --no-install-recommends g++ cmake make pkg-config >/packages/apt.log'
cp -r "$here/foreign" "$root/packages/"
inside sh -c 'cd /packages/foreign && cmake -B build -DCMAKE_BUILD_TYPE=Release >/packages/cmake.log && cmake --build build >/packages/cmake.log && build/foreign'
inside sh -c 'cd /packages/foreign && g++ -std=c++20 -O2 main.cpp $(pkg-config --cflags --libs ringlib) -o by_pkg_config && ./by_pkg_config'

step "removal leaves nothing"
ours=$(inside sh -c 'for file in /packages/*.deb; do dpkg-deb -f "$file" Package; done')
inside sh -c "dpkg -L $(tr '\n' ' ' <<<"$ours") | sort -u >/packages/files"
inside sh -c "apt-get -o Dpkg::Use-Pty=0 purge -y -qq $(tr '\n' ' ' <<<"$ours") >/packages/apt.log"
# A directory may be of other packages too.
inside sh -c 'while read -r file; do
    if [ -e "$file" ] && { [ ! -d "$file" ] || ! dpkg -S "$file" >/dev/null 2>&1; }; then echo "left: $file"; exit 1; fi
done </packages/files'
left=$(ls -A "$root/dev/shm")
[ -z "$left" ] || { echo "left in /dev/shm: $left"; exit 1; }
step "all of it was as it should be"
