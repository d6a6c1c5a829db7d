// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/status/read_only_proof.h"

#include <QString>

#include <vector>

namespace gui {

/// "read-only: O_RDONLY, not mapped", or what is wrong.
[[nodiscard]] QString proofInShort(const ReadOnlyProof& proof);
/// The same with the numbers behind it.
[[nodiscard]] QString proofInFull(const ReadOnlyProof& proof, const QString& segmentPath);
/// What read-only rests on.
[[nodiscard]] QString readOnlyExplanation();
/// Of what is seen in a recording.
[[nodiscard]] QString recordedInFull(const QString& file);

/// A question and what the kernel answers.
struct ProofLine {
    QString question;
    QString value;
};
[[nodiscard]] std::vector<ProofLine> proofLines(
    const ReadOnlyProof& proof, const QString& segmentPath);

}  // namespace gui
