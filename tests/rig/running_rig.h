// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/leftovers.h"
#include "rig/rig.h"

#include "rig_support.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace ringtest {

using rig::Fault;
using rig::FaultKind;
using rig::kProducerName;
using rig::Rig;
using rig::RigOptions;
using rig::Topology;
namespace scenario = rig::scenario;
using scenario::FaultObservation;
using scenario::WorkerObservation;

inline Topology three(ringlib::Backend backend)
{
    Topology topology;
    topology.backend = backend;
    topology.capacity = 1024;
    topology.producer.rate = rig::Rate{20'000};
    topology.producer.batch = 8;
    for (const char* const id : {"cp_0", "cp_1", "cp_2"}) {
        topology.consumers.emplace_back().id = id;
        topology.consumers.back().work
            = {std::chrono::microseconds(1), std::chrono::microseconds(1)};
    }
    return topology;
}

/// A rig that runs, and what is seen of it.
class RunningRig {
public:
    explicit RunningRig(Topology topology, const std::vector<scenario::PlannedFault>& faults = {},
        RigOptions options = {.program = RINGWORKER})
        : m_rig(std::move(topology), std::move(options))
    {
        const auto started = m_rig.start(faults);
        EXPECT_TRUE(started) << started.error().message();
    }

    /// Ticks until then, with the watchdog. @returns whether it came to that.
    bool reaches(const std::function<bool(const scenario::Observations&)>& condition)
    {
        const auto limit = std::chrono::steady_clock::now() + kWatchdog;
        do {
            std::this_thread::sleep_until(m_rig.next_tick());
            m_rig.tick(std::chrono::steady_clock::now());
            m_seen = m_rig.observe();
            if (condition(m_seen)) {
                return true;
            }
        } while (std::chrono::steady_clock::now() < limit);
        return false;
    }
    /// Everybody is in the ring and has read so much.
    bool runs(std::int64_t published = 2'000)
    {
        const auto is_running = [](const WorkerObservation& worker) {
            return worker.phase == scenario::WorkerPhase::Running;
        };
        return reaches([&](const scenario::Observations& seen) {
            return std::all_of(seen.workers.begin(), seen.workers.end(), is_running)
                && seen.ring.published > published;
        });
    }
    FaultObservation injected(const Fault& fault)
    {
        m_rig.inject({"f", fault});
        return proven();
    }
    FaultObservation proven()
    {
        EXPECT_TRUE(reaches([this](const auto&) {
            return this->fault().proven || !this->fault().trouble.empty();
        }));
        EXPECT_EQ(fault().trouble, "");
        EXPECT_TRUE(fault().requested && fault().proven);
        return fault();
    }
    FaultObservation healed()
    {
        m_rig.heal_all();
        EXPECT_TRUE(reaches([this](const auto&) {
            return this->fault().healed || !this->fault().trouble.empty();
        }));
        EXPECT_EQ(fault().trouble, "");
        EXPECT_TRUE(fault().heal_requested && fault().healed);
        return fault();
    }

    [[nodiscard]] const FaultObservation& fault() const
    {
        static const FaultObservation kNone{};
        return m_seen.faults.empty() ? kNone : m_seen.faults.back();
    }
    [[nodiscard]] const scenario::Observations& seen() const { return m_seen; }
    /// The last process of that name.
    [[nodiscard]] WorkerObservation worker(std::string_view name) const
    {
        const auto found = std::find_if(m_seen.workers.rbegin(), m_seen.workers.rend(),
            [name](const WorkerObservation& each) { return each.name == name; });
        return found != m_seen.workers.rend() ? *found : WorkerObservation{};
    }
    [[nodiscard]] std::size_t processes(std::string_view name) const
    {
        return static_cast<std::size_t>(std::count_if(m_seen.workers.begin(), m_seen.workers.end(),
            [name](const WorkerObservation& each) { return each.name == name; }));
    }
    Rig& rig() { return m_rig; }

    /// Ends as a stream does: everybody whole, nothing left.
    void expect_clean_end()
    {
        m_rig.end();
        EXPECT_TRUE(reaches([this](const auto&) { return m_rig.has_ended(); }));
        for (const auto& consumer : m_rig.topology().consumers) {
            const WorkerObservation last = worker(consumer.id);
            EXPECT_EQ(last.end, "closed") << consumer.id << ' ' << last.last_error;
            EXPECT_TRUE(last.totals.is_clean()) << consumer.id;
            const WorkerObservation producer = worker(kProducerName);
            if (last.totals.events > 0 && producer.totals.events > 0) {  // not only just back
                EXPECT_EQ(last.totals.last, producer.totals.last) << consumer.id;
            }
        }
    }
    void expect_nothing_left()
    {
        m_rig.stop();
        for (const WorkerObservation& each : m_seen.workers) {
            EXPECT_TRUE(is_dead(each.pid)) << each.name;
        }
        const std::filesystem::path ring = rig::file_of(m_rig.ring());
        EXPECT_FALSE(std::filesystem::exists(ring));
        EXPECT_FALSE(std::filesystem::exists(
            ring.parent_path() / ("." + ring.filename().string() + ".lock")));
    }

private:
    Rig m_rig;
    scenario::Observations m_seen;
};

inline Fault on(FaultKind kind, std::string target)
{
    return {.kind = kind, .target = std::move(target), .parameters = {}, .duration = {}};
}

inline bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace ringtest
