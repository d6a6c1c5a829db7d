// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_session.h"

#include "widgets/diagnosis_bar.h"
#include "widgets/state_shape.h"

#include <QString>

#include <vector>

namespace gui {

/// The session's sentence, as the bar shows it.
[[nodiscard]] widgets::DiagnosisText diagnosisText(const RingSession& session);

/// Why a consumer is said to be in its state.
struct EvidenceLine {
    widgets::StateShape shape{};
    widgets::Tone tone{};
    QString lead;  ///< "cp_1 is STOPPED."
    QString text;

    [[nodiscard]] bool operator==(const EvidenceLine&) const = default;
};

/// Of the selected consumer first, then of others that want attention.
[[nodiscard]] std::vector<EvidenceLine> evidenceLines(const RingSession& session, std::size_t most);

}  // namespace gui
