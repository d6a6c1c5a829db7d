# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Sourced by ./dev: its command package.

# package [try]
package()
{
    local out=build/packages file
    [ -z "${1:-}" ] || [ "$1" = try ] || { usage >&2; exit 64; }
    setup package
    say "building package"
    cmake --preset release -B build/package -DRINGSCOPE_BUILD_TESTS=OFF -DCMAKE_INSTALL_PREFIX=/usr --log-level=WARNING
    cmake --build build/package
    rm -rf $out
    (cd build/package && cpack -B ../packages) | sed -n 's/.*package: .*\/\(.*\.deb\) generated.*/\1/p'
    rm -rf $out/_CPack_Packages
    desktop-file-validate resources/desktop/ringscope.desktop
    appstreamcli validate --no-net resources/desktop/ringscope.metainfo.xml
    # The project has no address where mail arrives.
    lintian --allow-root --fail-on error,warning --suppress-tags bogus-mail-host,bogus-mail-host-in-debian-changelog "$out"/*.deb
    for file in "$out"/*.deb; do
        say "$file, $(stat -c %s "$file") bytes"
        dpkg-deb -f "$file" Package Depends
    done
    [ -z "${1:-}" ] || tests/install/check_packages.sh $out build/clean-root
}
