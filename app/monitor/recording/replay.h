// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/reader.h"
#include "monitor/ring_model.h"

#include <utility>
#include <vector>

namespace monitor::recording {

/// Leads a recording through the model that judges live rings: the same readings, from the same
/// code. What becomes of each reading is said by the class that inherits it.
class Replay : public RecordingVisitor {
public:
    /// What was heard of one ring so far.
    struct Ring {
        explicit Ring(const std::string& name, const RingModelOptions& options)
            : model(name, options)
        {
        }
        RingModel model;
        ProcessFacts facts;
    };

    void configured(const Configuration& configuration) override;
    void ring(const std::string& name) override;
    void attached(std::size_t ring, const ringlib::RingInfo& info) override;
    void lost(std::size_t ring, const Loss& loss) override;
    void process(std::size_t ring, const SeenProcess& process) override;
    void sample(std::size_t ring, const ringlib::RingSnapshot& snapshot) override;

protected:
    /// After each sample, and when the ring was lost.
    virtual void reading(std::size_t ring, const RingReading& reading) = 0;

    /// As they are now: enough to go on from there.
    [[nodiscard]] const std::vector<Ring>& rings() const noexcept { return m_rings; }
    void go_on_with(std::vector<Ring> rings) { m_rings = std::move(rings); }

private:
    RingModelOptions m_options;
    std::vector<Ring> m_rings;
};

}  // namespace monitor::recording
