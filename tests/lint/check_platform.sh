#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What Linux has and POSIX has not stands in two folders, behind a narrow header each; docs/macos.md names every file there.
# Usage: check_platform.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh
mapfile -t sources < <(project_files 'ringlib/include/*.h' 'ringlib/src/*.h' 'ringlib/src/*.cpp' 'ringlib/metrics/*.h' 'ringlib/metrics/*.cpp' \
    'app/*.h' 'app/*.cpp' 'widgets/*.h' 'widgets/*.cpp' | grep -vE '/(platform|bench)/')

# elsewhere <pattern>: where it stands, but for comments
elsewhere() { grep -nHE "$1" "${sources[@]}" | grep -vE '^[^:]*:[0-9]+: *//' | grep -vE '^[^:]*:[0-9]+:.*//.*('"$1"')' || true; }

headers='linux/|sys/(epoll|eventfd|fanotify|inotify|mount|pidfd|prctl|random|sendfile|signalfd|statfs|syscall|sysinfo|sysmacros|timerfd|vfs|xattr)\.h'
elsewhere "^ *# *include *<($headers|sched\.h|spawn\.h|mntent\.h|link\.h|malloc\.h)" | grep -v '^ringlib/src/waiter\.h:.*<sched\.h>' \
    | complain "a header of Linux"  # sched_yield is of POSIX
calls='syscall|prctl|inotify_[a-z0-9_]+|signalfd|eventfd|timerfd_[a-z]+|epoll_[a-z0-9]+|pidfd_[a-z_]+|memfd_create|sched_[gs]etaffinity'
calls+='|renameat2|f?statfs|posix_fallocate|fallocate|clock_nanosleep|gettid|ppoll|posix_spawn[a-z_]*|getrandom|mremap|madvise|statx'
calls+='|copy_file_range|close_range|getauxval|process_vm_[a-z]+|unshare|setns|pipe2|accept4|sigtimedwait|sigabbrev_np'
elsewhere "(^|[^A-Za-z0-9_.>])($calls)\(" | complain "a call that POSIX does not have, or not everywhere"
words='F_OFD_[A-Z]+|O_TMPFILE|O_PATH|PR_SET_[A-Z]+|P_PIDFD|MFD_[A-Z]+|CPU_(SET|ZERO)|MAP_(POPULATE|FIXED_NOREPLACE|NORESERVE)'
words+='|SOCK_(NONBLOCK|CLOEXEC)|RENAME_NOREPLACE|AT_EMPTY_PATH|MADV_[A-Z]+|FUTEX_[A-Z]+|MEMBARRIER_[A-Z_]+|EFD_[A-Z]+|SFD_[A-Z]+|IN_(CREATE|DELETE|MOVED_[A-Z]+)'
elsewhere "\b($words)\b" | complain "a word of Linux"
elsewhere '"/(proc|sys|dev/shm)\b' | grep -vE '^(ringlib/include/ringlib/shm_directory\.h|app/gui/(status/read_only_words|window/diagnostics)\.cpp):' \
    | complain "a path that Linux has"  # the one place, and what is shown to people

project_files 'ringlib/src/platform/*.cpp' 'app/rig/platform/*.cpp' | while IFS= read -r file; do
    grep -qF "${file##*/}" docs/macos.md || echo "$file"
done | complain "docs/macos.md does not say how this would be done there"
grep -oE '`(ringlib/src|app/rig)/platform/[a-z_]+\.cpp`' docs/macos.md | tr -d '`' | while IFS= read -r file; do
    [ -f "$file" ] || echo "docs/macos.md: $file"
done | complain "a file that is not there"
exit $failed
