// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/read_only_proof.h"

#include <QString>

namespace gui {

/// "read-only: O_RDONLY, not mapped", or what is wrong.
[[nodiscard]] QString proofInShort(const ReadOnlyProof& proof);
/// The same with the numbers behind it.
[[nodiscard]] QString proofInFull(const ReadOnlyProof& proof, const QString& segmentPath);
/// What read-only rests on.
[[nodiscard]] QString readOnlyExplanation();

}  // namespace gui
