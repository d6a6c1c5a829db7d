// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/rig_worker.h"
#include "rig/start_limit.h"
#include "rig/topology.h"
#include "rig/worker/worker_options.h"

#include <ringlib/error.h>
#include <ringlib/options.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rig {

/// The processes of a topology: all that were ever started, in that order.
class Crew {
public:
    using TimePoint = RigWorker::TimePoint;

    Crew(Topology topology, RingTarget ring, std::filesystem::path program, StartLimit limit,
        RigWorker::Listener listener);

    /// @param first_line as WorkerProcess::start takes it.
    /// @errors those of that, and Os for the limit.
    [[nodiscard]] ringlib::Expected<RigWorker*> start_producer(
        ringlib::OnExisting on_existing, std::string_view first_line = {});
    [[nodiscard]] ringlib::Expected<RigWorker*> start_consumer(
        const ConsumerPlan& plan, std::string_view first_line = {});
    /// Whoever has that name in the topology, as it was planned; a producer takes its ring over.
    [[nodiscard]] ringlib::Expected<RigWorker*> start_again(
        std::string_view name, std::string_view first_line = {});
    /// Another process, under a name that nobody else has.
    /// @param program the worker's when it is empty.
    [[nodiscard]] ringlib::Expected<RigWorker*> start_beside(std::string name,
        const std::vector<std::string>& arguments, const std::filesystem::path& program = {});

    /// Looks at each worker. Never waits.
    void look(TimePoint now);

    [[nodiscard]] const Topology& topology() const { return m_topology; }
    /// For whoever is started from now on.
    void plan_rate(Rate rate) { m_topology.producer.rate = rate; }
    void plan_work(std::string_view consumer, std::chrono::nanoseconds work);
    [[nodiscard]] const RingTarget& ring() const { return m_ring; }
    void set_program(std::filesystem::path program) { m_program = std::move(program); }
    [[nodiscard]] const std::filesystem::path& program() const { return m_program; }
    [[nodiscard]] std::vector<RigWorker*> workers() const;
    /// The last one of that name; nullptr: none was started.
    [[nodiscard]] RigWorker* find(std::string_view name) const;
    /// The last one of that name, if it runs.
    [[nodiscard]] RigWorker* find_running(std::string_view name) const;
    [[nodiscard]] std::size_t running() const;

private:
    [[nodiscard]] ringlib::Expected<RigWorker*> start(std::string name,
        const std::filesystem::path& program, const std::vector<std::string>& arguments,
        std::string_view first_line);

    Topology m_topology;
    RingTarget m_ring;
    std::filesystem::path m_program;
    StartLimit m_limit;
    RigWorker::Listener m_listener;
    std::vector<std::unique_ptr<RigWorker>> m_workers;
};

}  // namespace rig
