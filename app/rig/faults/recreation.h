// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/injection.h"
#include "rig/orderly_end.h"

namespace rig {

/// Heals a ring that cannot be used on: its workers end, what is left of its file is removed, and
/// all of the topology are started at a new one.
class Recreation {
public:
    void begin() { m_phase = Phase::Ending; }
    [[nodiscard]] Proof seen(Stage& stage);

private:
    enum class Phase { None, Ending, Starting };

    [[nodiscard]] ringlib::Expected<void> start_all(Stage& stage);

    Phase m_phase = Phase::None;
    OrderlyEnd m_end;
};

}  // namespace rig
