// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/crew.h"

#include "rig/worker_arguments.h"

#include <algorithm>
#include <utility>

namespace rig {
namespace {

ringlib::Unexpected refusal(ringlib::Errc code, std::string detail)
{
    ringlib::Error error{};
    error.code = code;
    error.detail = std::move(detail);
    return ringlib::Unexpected{std::move(error)};
}

}  // namespace

Crew::Crew(Topology topology, RingTarget ring, std::filesystem::path program, StartLimit limit,
    RigWorker::Listener listener)
    : m_topology(std::move(topology))
    , m_ring(std::move(ring))
    , m_program(std::move(program))
    , m_limit(std::move(limit))
    , m_listener(std::move(listener))
{
}

ringlib::Expected<RigWorker*> Crew::start_producer(
    ringlib::OnExisting on_existing, std::string_view first_line)
{
    return start(std::string(kProducerName), m_program,
        producer_arguments(m_topology, m_ring, on_existing), first_line);
}

ringlib::Expected<RigWorker*> Crew::start_consumer(
    const ConsumerPlan& plan, std::string_view first_line)
{
    return start(plan.id, m_program, consumer_arguments(plan, m_ring), first_line);
}

ringlib::Expected<RigWorker*> Crew::start_again(std::string_view name, std::string_view first_line)
{
    if (name == kProducerName) {
        return start_producer(ringlib::OnExisting::TakeOver, first_line);
    }
    const ConsumerPlan* const plan = m_topology.find_consumer(name);
    if (plan == nullptr) {
        return refusal(
            ringlib::Errc::InvalidId, "no consumer " + std::string(name) + " in this rig");
    }
    return start_consumer(*plan, first_line);
}

ringlib::Expected<RigWorker*> Crew::start_beside(std::string name,
    const std::vector<std::string>& arguments, const std::filesystem::path& program)
{
    return start(std::move(name), program.empty() ? m_program : program, arguments, {});
}

ringlib::Expected<RigWorker*> Crew::start(std::string name, const std::filesystem::path& program,
    const std::vector<std::string>& arguments, std::string_view first_line)
{
    const auto now = std::chrono::steady_clock::now();
    if (auto full = m_limit.take(now, running())) {
        return refusal(ringlib::Errc::Os, name + " is not started: " + *full);
    }
    auto process = WorkerProcess::start(program, arguments, first_line);
    if (!process) {
        return ringlib::Unexpected{std::move(process.error())};
    }
    m_workers.push_back(std::make_unique<RigWorker>(std::move(name), std::move(*process), now));
    return m_workers.back().get();
}

void Crew::plan_work(std::string_view consumer, std::chrono::nanoseconds work)
{
    for (ConsumerPlan& plan : m_topology.consumers) {
        if (plan.id == consumer) {
            plan.work = {work, work};
        }
    }
}

void Crew::look(TimePoint now)
{
    for (const auto& worker : m_workers) {
        worker->look(now, m_listener);
    }
}

std::vector<RigWorker*> Crew::workers() const
{
    std::vector<RigWorker*> workers;
    workers.reserve(m_workers.size());
    for (const auto& worker : m_workers) {
        workers.push_back(worker.get());
    }
    return workers;
}

RigWorker* Crew::find(std::string_view name) const
{
    const auto found = std::find_if(m_workers.rbegin(), m_workers.rend(),
        [name](const auto& worker) { return worker->name() == name; });
    return found != m_workers.rend() ? found->get() : nullptr;
}

RigWorker* Crew::find_running(std::string_view name) const
{
    RigWorker* const worker = find(name);
    return worker != nullptr && !worker->has_ended() ? worker : nullptr;
}

std::size_t Crew::running() const
{
    return static_cast<std::size_t>(std::count_if(m_workers.begin(), m_workers.end(),
        [](const auto& worker) { return !worker->has_ended(); }));
}

}  // namespace rig
