// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace gui {

/// What the kernel says about this process and one segment. Read from /proc/self, not from what we
/// meant to do.
struct ReadOnlyProof {
    int descriptors = 0;  ///< open on the segment
    bool allReadOnly = false;  ///< each of them O_RDONLY, by its flags in fdinfo
    bool mapped = false;  ///< the segment stands in /proc/self/maps
    QString flags;  ///< as fdinfo has them, octal; of the first descriptor

    [[nodiscard]] bool holds() const { return descriptors > 0 && allReadOnly && !mapped; }
};

/// Cost: one look at each open descriptor and at the list of mappings; some 100 µs.
[[nodiscard]] ReadOnlyProof proveReadOnly(const QString& segmentPath);

}  // namespace gui
