// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/status/read_only_proof.h"

#include "rig/platform/open_files.h"

#include <fcntl.h>
#include <filesystem>
#include <system_error>

namespace gui {

ReadOnlyProof proveReadOnly(const QString& segmentPath)
{
    ReadOnlyProof proof;
    proof.allReadOnly = true;
    std::error_code error;
    const auto path = std::filesystem::weakly_canonical(segmentPath.toStdString(), error);
    for (const int descriptor : rig::descriptors_on(path)) {
        const QString flags = QString::fromStdString(rig::flags_of(descriptor));
        bool ok = false;
        const int value = flags.toInt(&ok, 8);
        proof.allReadOnly = proof.allReadOnly && ok && (value & O_ACCMODE) == O_RDONLY;
        if (proof.descriptors++ == 0) {
            proof.flags = flags;
        }
        proof.mapped = proof.mapped || rig::is_mapped(descriptor);
    }
    return proof;
}

}  // namespace gui
