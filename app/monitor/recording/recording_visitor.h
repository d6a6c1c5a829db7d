// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/recording/format.h"
#include "monitor/recording/latency_codec.h"
#include "monitor/recording/records.h"

#include <ringlib/snapshot.h>

#include <cstddef>
#include <string>

namespace monitor::recording {

/// Is given the records of a recording, in their order.
class RecordingVisitor {
public:
    RecordingVisitor() = default;
    RecordingVisitor(const RecordingVisitor&) = delete;
    RecordingVisitor& operator=(const RecordingVisitor&) = delete;
    RecordingVisitor(RecordingVisitor&&) = delete;
    RecordingVisitor& operator=(RecordingVisitor&&) = delete;
    virtual ~RecordingVisitor() = default;

    virtual void configured(const Configuration& configuration) = 0;
    /// The next ring: the first is 0.
    virtual void ring(const std::string& name) = 0;
    virtual void attached(std::size_t ring, const ringlib::RingInfo& info) = 0;
    virtual void lost(std::size_t ring, const Loss& loss) = 0;
    virtual void process(std::size_t ring, const SeenProcess& process) = 0;
    virtual void sample(std::size_t ring, const ringlib::RingSnapshot& snapshot) = 0;
    virtual void verdict(std::size_t ring, const Verdict& verdict) = 0;
    virtual void ring_verdict(std::size_t ring, const RingVerdict& verdict) = 0;
    virtual void happening(std::size_t ring, const ringlib::HappeningRecord& record) = 0;
    virtual void missed(std::size_t ring, const MissedTicks& ticks) = 0;
    virtual void latency(std::size_t ring, const SeenLatency& latency) = 0;
    virtual void note(std::size_t ring, const Note& note) = 0;
};

}  // namespace monitor::recording
