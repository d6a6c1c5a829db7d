#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# A function that returns Expected is [[nodiscard]]: tl::expected 1.0 is not so by itself, and an ignored error is a
# lost one. Not so the calls whose error is also sticky, told by another call, or visible in the value.
# Usage: check_nodiscard.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh
sticky='publish|publish_with_timeout|publish_batch|publish_managed|publish_batch_managed'
sticky+='|enable_required_consumer_liveness|register_counter|finish|build_producer|build_consumer|handle_events_with|snapshot'
project_files 'ringlib/*.h' 'app/*.h' 'widgets/*.h' | tr '\n' '\0' | xargs -0 awk -v sticky="^($sticky)$" '
    FNR == 1 { before = "" }
    /^ *\/\// { next }
    {
        # A declaration may begin on the line before: `[[nodiscard]] static` or `template <…>` and then the type.
        head = before ~ /[;{}:]$/ ? "" : before
        line = $0
        before = $0
        if (line !~ /^ *((static|inline|constexpr|virtual|template *<.*>) +)*(ringlib::)?Expected<.*> +[A-Za-z_:]+ *\(/) next
        if ((head line) ~ /\[\[nodiscard\]\]/) next
        name = line
        sub(/ *\(.*/, "", name)
        sub(/.*[ :>]/, "", name)
        if (name ~ sticky) next
        print FILENAME ":" FNR ": " line
    }' | complain "an Expected that may be ignored: add [[nodiscard]]"
exit $failed
