// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/demo.h"

#include "rig/orderly_end.h"
#include "rig/owned_names.h"
#include "rig/topology.h"
#include "rig/worker_arguments.h"

#include <ringlib/printable.h>
#include <ringlib/remove.h>

#include <algorithm>
#include <csignal>
#include <unistd.h>
#include <utility>

namespace rig {
namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 10ms;
// A show, not a measurement: four processes together leave the machine alone (2 % of a core each).
constexpr std::uint64_t kBatchesPerSecond = 1250;  // of 8 events: the ring fills to its last slot
constexpr auto kConsumerWait = 500us;

Topology topology_of(const DemoPlan& plan)
{
    Topology topology;
    topology.capacity = plan.capacity;
    topology.event_size = plan.event_size;
    topology.producer.rate = Rate{plan.events_per_s};
    topology.producer.batch = std::max<std::uint64_t>(plan.events_per_s / kBatchesPerSecond, 1);
    topology.producer.coordination
        = ringlib::CoordinationMode::wait_for_consumers(plan.consumers.size(), plan.start_limit);
    for (const std::string_view id : plan.consumers) {
        topology.consumers.push_back({.id = std::string(id),
            .work = {},
            .batch = {},
            .wait = ringlib::WaitStrategy::sleep(kConsumerWait),
            .ready_timeout = plan.start_limit});
    }
    return topology;
}

std::string with_error(std::string text, const DemoWorker& worker)
{
    return worker.last_error.empty()
        ? text
        : std::move(text) + ": " + ringlib::printable(worker.last_error);
}

std::string anomalies_text(const StreamTotals& totals)
{
    return std::to_string(totals.gaps) + " gaps, " + std::to_string(totals.duplicates)
        + " duplicates, " + std::to_string(totals.out_of_order) + " out of order, "
        + std::to_string(totals.torn) + " torn in " + std::to_string(totals.events) + " events";
}

}  // namespace

DemoRig::DemoRig(DemoPlan plan)
    : DemoRig(plan, {}, demo_ring_name(::getpid()))
{
}

DemoRig::DemoRig(DemoPlan plan, std::filesystem::path program, std::string ring)
    : m_ring(std::move(ring))
    , m_story(plan)
{
    publish_status(false);
    m_thread = std::jthread(
        [this, program = std::move(program)](const std::stop_token& stop) { run(stop, program); });
}

DemoRig::~DemoRig()
{
    stop();
}

DemoStatus DemoRig::status() const
{
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

void DemoRig::request_stop()
{
    m_thread.request_stop();
}

void DemoRig::stop()
{
    request_stop();
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_status.stopped; });
}

void DemoRig::run(const std::stop_token& stop, const std::filesystem::path& program)
{
    start_workers(program);
    while (!stop.stop_requested()) {
        read_workers();
        if (!m_story.is_over()) {
            const DemoObservation seen = observe();
            if (const auto action = m_story.advance(Clock::now() - m_started, seen)) {
                act(*action);
            }
        }
        publish_status(false);
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, stop, kTick, [] { return false; });
    }
    end_workers();
    judge_workers();
    publish_status(true);
}

void DemoRig::start_workers(std::filesystem::path program)
{
    if (program.empty()) {
        auto found = find_worker_program();
        if (!found) {
            m_trouble = found.error().message();
            return;
        }
        program = std::move(*found);
    }
    // Of an earlier program with our pid, for example. Consumers would attach to it.
    const auto removed = ringlib::remove_ring(m_ring);
    if (!removed && removed.error().code != ringlib::Errc::NotFound) {
        m_trouble = removed.error().message();
        return;
    }
    const Topology topology = topology_of(m_story.plan());
    const RingTarget ring{ringlib::Backend::Shm, m_ring};
    bool started = start_worker(program, std::string(kProducerName),
        producer_arguments(topology, ring, ringlib::OnExisting::Refuse));
    for (const ConsumerPlan& consumer : topology.consumers) {
        started = started && start_worker(program, consumer.id, consumer_arguments(consumer, ring));
    }
}

bool DemoRig::start_worker(const std::filesystem::path& program, std::string name,
    const std::vector<std::string>& arguments)
{
    Worker worker;
    worker.shown.name = std::move(name);
    auto process = WorkerProcess::start(program, arguments);
    if (process) {
        worker.shown.pid = process->pid();
        worker.process.emplace(worker.shown.name, std::move(*process), Clock::now());
    } else {
        worker.shown.state = ProcessState::Exited;
        worker.shown.last_error = process.error().message();
        m_trouble = worker.shown.name + ": " + worker.shown.last_error;
    }
    m_workers.push_back(std::move(worker));
    return process.has_value();
}

void DemoRig::read_workers()
{
    for (Worker& worker : m_workers) {
        if (!worker.process) {
            continue;
        }
        const RigWorker& seen = *worker.process;
        worker.process->look(Clock::now());
        worker.shown = {.name = seen.name(),
            .pid = seen.seen().pid,
            .state = seen.state(),
            .ready = seen.is_ready(),
            .exit = seen.exit(),
            .last_output = seen.last_output(),
            .last_error = seen.last_error()};
    }
}

DemoObservation DemoRig::observe()
{
    DemoObservation seen;
    for (const Worker& worker : m_workers) {
        const DemoWorker& shown = worker.shown;
        if (shown.exit && !m_trouble) {
            m_trouble
                = with_error(shown.name + (shown.ready ? " ended unasked: " : " could not start: ")
                        + shown.exit->text(),
                    shown);
        }
        if (!shown.ready) {
            seen.waiting_for += (seen.waiting_for.empty() ? "" : ", ") + shown.name;
        }
    }
    const Worker* const victim = find_worker(m_story.plan().victim);
    seen.victim_stopped = victim != nullptr && victim->shown.state == ProcessState::Stopped;
    seen.ring = observe_ring();
    seen.trouble = m_trouble;
    if (seen.waiting_for.empty() && !seen.ring) {
        seen.waiting_for = m_ring_trouble;
    }
    return seen;
}

std::optional<DemoObservation::Ring> DemoRig::observe_ring()
{
    if (!m_observer) {
        auto attached = ringlib::RingObserver::attach(m_ring);
        if (!attached) {
            m_ring_trouble = attached.error().message();
            return std::nullopt;  // it may not be there yet
        }
        m_observer = std::move(*attached);
    }
    if (const auto read = m_observer->snapshot(m_snapshot); !read) {
        m_trouble = m_trouble.value_or(read.error().message());
        return std::nullopt;
    }
    const auto& consumers = m_snapshot.consumers;
    const auto victim = std::find_if(consumers.begin(), consumers.end(),
        [this](const auto& consumer) { return consumer.id == m_story.plan().victim; });
    if (victim == consumers.end()) {
        m_ring_trouble = std::string(m_story.plan().victim) + " is not in the ring " + m_ring;
        return std::nullopt;
    }
    const ringlib::ProducerSnapshot& producer = m_snapshot.producer;
    DemoObservation::Ring seen{.victim_sequence = victim->sequence,
        .victim_lag_events = static_cast<std::uint64_t>(producer.sequence - victim->sequence),
        .producer_held_by = {}};
    if (producer.blocked_since_ns != 0) {
        seen.producer_held_by = producer.gated_by.value_or("somebody");
    }
    return seen;
}

void DemoRig::act(DemoAction action)
{
    // One that has ended meanwhile is told as trouble at the next look.
    if (Worker* const victim = find_worker(m_story.plan().victim)) {
        victim->process->process().signal(action == DemoAction::Stall ? SIGSTOP : SIGCONT);
    }
}

void DemoRig::end_workers()
{
    m_observer.reset();
    std::vector<RigWorker*> workers;
    for (Worker& worker : m_workers) {
        if (worker.process) {
            workers.push_back(&*worker.process);
        }
    }
    OrderlyEnd end;
    read_workers();  // who cannot write does not end
    while (!end.advance(Clock::now(), workers)) {
        const auto left = std::find_if(workers.begin(), workers.end(),
            [](const RigWorker* worker) { return !worker->has_ended(); });
        static_cast<void>((*left)->process().wait(kTick));
        read_workers();
    }
    // Absent after a clean end. One that a stranger is attached to stays until that one leaves.
    static_cast<void>(ringlib::remove_ring(m_ring));
}

void DemoRig::judge_workers()
{
    const Worker* const producer = find_worker(kProducerName);
    for (const Worker& worker : m_workers) {
        judge_worker(worker, producer);
    }
}

void DemoRig::judge_worker(const Worker& worker, const Worker* producer)
{
    const std::string& name = worker.shown.name;
    const std::string exit = worker.shown.exit ? worker.shown.exit->text() : "has not ended";
    const auto summary = worker.process ? worker.process->summary() : std::nullopt;
    if (!summary) {
        note_end(
            Verdict::Inconclusive, with_error(name + " gave no summary: " + exit, worker.shown));
        return;
    }
    const StreamTotals& totals = summary->totals;
    const auto produced = producer != nullptr ? producer->process->summary() : std::nullopt;
    const bool read_to_end = summary->end == "closed";
    if (!totals.is_clean()) {
        note_end(Verdict::Fail, name + ": " + anomalies_text(totals));
    } else if (read_to_end && produced && totals.last != produced->totals.last) {
        note_end(Verdict::Fail,
            name + " read up to event " + std::to_string(totals.last)
                + ", the producer wrote up to " + std::to_string(produced->totals.last));
    } else if (!worker.shown.exit || !worker.shown.exit->is_success()
        || (&worker != producer && !read_to_end)) {
        note_end(Verdict::Inconclusive,
            with_error(name + " ended by " + ringlib::printable(summary->end) + ": " + exit,
                worker.shown));
    }
}

void DemoRig::note_end(Verdict verdict, std::string reason)
{
    if (m_end_verdict == Verdict::Pass || (m_end_verdict != verdict && verdict == Verdict::Fail)) {
        m_end_verdict = verdict;
        m_end_reason = std::move(reason);
    }
}

void DemoRig::publish_status(bool stopped)
{
    // What the workers found wrong outweighs the story; what they did not say only spoils a PASS.
    const bool end_counts = m_end_verdict == Verdict::Fail
        || (m_end_verdict != Verdict::Pass && m_story.verdict() == Verdict::Pass);
    const std::scoped_lock lock(m_mutex);
    m_status.ring = m_ring;
    m_status.started = m_started;
    m_status.phase = m_story.phase();
    m_status.captions = m_story.captions();
    m_status.fault = m_story.fault();
    m_status.workers.clear();
    for (const Worker& worker : m_workers) {
        m_status.workers.push_back(worker.shown);
    }
    m_status.story_over = m_story.is_over();
    m_status.verdict = end_counts ? m_end_verdict : m_story.verdict();
    m_status.reason = end_counts ? m_end_reason : m_story.reason();
    m_status.stopped = stopped;
    m_changed.notify_all();
}

DemoRig::Worker* DemoRig::find_worker(std::string_view name)
{
    const auto found = std::find_if(m_workers.begin(), m_workers.end(),
        [name](const Worker& worker) { return worker.shown.name == name && worker.process; });
    return found != m_workers.end() ? &*found : nullptr;
}

}  // namespace rig
