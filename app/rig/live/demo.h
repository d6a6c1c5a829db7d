// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/live/demo_story.h"
#include "rig/live/rig_script.h"
#include "rig/topology.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace rig {

/// How far a demo's story has come; a copy.
struct DemoStatus {
    std::chrono::steady_clock::time_point started;  ///< captions and the fault count from here
    DemoPhase phase{};
    std::vector<DemoCaption> captions;
    std::optional<DemoFault> fault;
    bool story_over = false;
    Verdict verdict{};
    std::string reason;  ///< why the verdict is not PASS
};

/// The demo: its story, told over a live rig of its topology. Once it is told, the rig is the
/// user's; so it is as soon as he takes a hand in it.
class DemoScript : public RigScript {
public:
    explicit DemoScript(DemoPlan plan = {});

    [[nodiscard]] const Topology& topology() const { return m_topology; }
    /// From any thread. Once the rig has ended it is the last word, with what the workers found
    /// wrong.
    [[nodiscard]] DemoStatus status() const;

    void advance(Rig& rig, const scenario::Observations& seen, const std::string& trouble) override;
    void interrupt(Rig& rig) override;
    void conclude(const scenario::Observations& seen) override;

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] DemoObservation observe(
        const scenario::Observations& seen, const std::string& trouble);
    void act(Rig& rig, std::optional<DemoAction> action);
    void publish_status();

    const Clock::time_point m_started = Clock::now();
    const Topology m_topology;
    // The rig's thread's own.
    DemoStory m_story;
    std::string m_trouble;  // the first; what follows from it is not told
    Verdict m_end_verdict = Verdict::Pass;  // of what the workers said at their end
    std::string m_end_reason;

    mutable std::mutex m_mutex;
    DemoStatus m_status;  // guarded by m_mutex
};

}  // namespace rig
