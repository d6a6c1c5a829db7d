// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/faults/injection.h"
#include "rig/scenario/observations.h"

#include <memory>
#include <string>

namespace rig {

/// One fault on one target, from the request to the proof that it is healed. "Requested" is never
/// shown as done.
class FaultRun {
public:
    FaultRun(std::string id, Fault fault);

    void begin(Stage& stage);
    /// Looks for what is to be shown next; heals when its time is over.
    void advance(Stage& stage);
    /// Once; whatever was begun is undone, proven or not.
    void heal(Stage& stage);

    [[nodiscard]] const Fault& fault() const { return m_fault; }
    [[nodiscard]] const scenario::FaultObservation& seen() const { return m_seen; }
    /// Whether a further step may start a process.
    [[nodiscard]] bool may_start() const;
    /// Nothing is left to be waited for.
    [[nodiscard]] bool is_over() const { return m_seen.healed || !m_begun || m_gave_up; }

private:
    void inject(Stage& stage);
    void look(Stage& stage);
    void note_trouble(const ringlib::Error& error);

    Fault m_fault;
    std::unique_ptr<Injection> m_injection;
    scenario::FaultObservation m_seen;
    bool m_begun = false;  // something was done that has to be undone
    bool m_gave_up = false;  // it cannot be healed
};

/// `fault` as much as its intensity says.
[[nodiscard]] Fault scaled(Fault fault);

}  // namespace rig
