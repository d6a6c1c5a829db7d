// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/live/live_rig.h"

#include "rig/platform/process_stat.h"
#include "rig/worker_arguments.h"

#include <algorithm>
#include <utility>

namespace rig {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kOutputMax = 4000;  // lines that nobody took yet
// So that nobody is left two seconds later, whatever he does.
constexpr auto kHurriedCleanLimit = 800ms;
constexpr auto kHurriedSignalLimit = 400ms;

const scenario::WorkerObservation* last_of(
    const std::vector<scenario::WorkerObservation>& workers, std::string_view name)
{
    const auto found = std::find_if(workers.rbegin(), workers.rend(),
        [name](const scenario::WorkerObservation& worker) { return worker.name == name; });
    return found != workers.rend() ? &*found : nullptr;
}

/// Nobody would steer it.
std::string by_hand(std::vector<std::string> arguments)
{
    std::erase(arguments, "--control");
    return shell_line("ringworker", arguments);
}

std::string to_words(const ringlib::Error& error)
{
    return error.detail.empty() ? error.message() : error.detail;
}

}  // namespace

LiveRig::LiveRig(Topology topology, LiveRigOptions options)
    : m_script(std::move(options.script))
    , m_started(Clock::now().time_since_epoch())
    , m_rig(std::move(topology), [this, &options] {
        options.rig.listener = [this](const RigWorker& worker, RigWorker::Stream stream,
                                   std::string_view line) { keep_line(worker, stream, line); };
        return std::move(options.rig);
    }())
{
    publish_status(LivePhase::Starting);
    m_thread = std::thread([this] { run(); });
}

LiveRig::~LiveRig()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_hurries = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

LiveStatus LiveRig::status() const
{
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

std::vector<OutputLine> LiveRig::take_output()
{
    const std::scoped_lock lock(m_mutex);
    std::vector<OutputLine> lines(m_output.begin(), m_output.end());
    m_output.clear();
    return lines;
}

void LiveRig::keep_line(const RigWorker& worker, RigWorker::Stream stream, std::string_view line)
{
    const std::scoped_lock lock(m_mutex);
    m_output.push_back({.at = Clock::now().time_since_epoch(),
        .worker = worker.name(),
        .pid = worker.seen().pid,
        .is_error = stream == RigWorker::Stream::Errors,
        .text = std::string(line)});
    if (m_output.size() > kOutputMax) {
        m_output.pop_front();
    }
}

void LiveRig::post(Command command)
{
    const std::scoped_lock lock(m_mutex);
    m_commands.emplace_back([this, command = std::move(command)] {
        if (m_script) {
            m_script->interrupt(m_rig);
        }
        command();
    });
}

void LiveRig::try_to(const std::string& what, const ringlib::Expected<void>& done)
{
    if (!done) {
        m_events.add({.kind = LiveEvent::Kind::Trouble,
            .at = Clock::now().time_since_epoch(),
            .text = what + ": " + to_words(done.error())});
    }
}

void LiveRig::inject(Fault fault)
{
    post([this, fault = std::move(fault)] { strike(fault); });
}

void LiveRig::strike(const Fault& fault)
{
    if (const std::string why = m_faults.inject(m_rig, fault); !why.empty()) {
        m_events.add(
            {.kind = LiveEvent::Kind::Trouble, .at = Clock::now().time_since_epoch(), .text = why});
    }
}

void LiveRig::heal(std::string id)
{
    post([this, id = std::move(id)] { m_rig.heal(id); });
}

void LiveRig::heal_all()
{
    post([this] { m_rig.heal_all(); });
}

void LiveRig::set_rate(Rate rate)
{
    post([this, rate] { try_to("set the rate", m_rig.set_rate(rate)); });
}

void LiveRig::set_work(std::string consumer, std::chrono::nanoseconds work)
{
    post([this, consumer = std::move(consumer), work] {
        try_to("set the work of " + consumer, m_rig.set_work(consumer, work));
    });
}

void LiveRig::start_worker(std::string name)
{
    post([this, name = std::move(name)] { try_to("start " + name, m_rig.start_worker(name)); });
}

void LiveRig::stop_worker(std::string name)
{
    post([this, name = std::move(name)] { try_to("stop " + name, m_rig.stop_worker(name)); });
}

void LiveRig::restart_worker(std::string name)
{
    const LiveStatus now = status();
    const LiveWorker* const worker = now.find_worker(name);
    if (name == kProducerName && worker != nullptr && worker->runs()) {
        inject({.kind = FaultKind::Restart, .target = name, .parameters = {}, .duration = {}});
        return;
    }
    post([this, name = std::move(name)] { try_to("restart " + name, m_rig.restart_worker(name)); });
}

void LiveRig::rejoin(std::string name)
{
    post([this, name = std::move(name)] { bring_back(name); });
}

void LiveRig::bring_back(const std::string& name)
{
    const auto& faults = m_faults.all();
    const auto keeps_away
        = std::find_if(faults.rbegin(), faults.rend(), [&](const LiveFault& each) {
              const FaultKind kind = each.fault.kind;
              return each.is_active() && each.fault.target == name
                  && (kind == FaultKind::Kill || kind == FaultKind::Crash
                      || kind == FaultKind::Terminate);
          });
    const LiveWorker worker = describe(name);
    if (keeps_away != faults.rend()) {
        m_rig.heal(keeps_away->seen.id);
    } else if (!worker.runs()) {
        try_to("start " + name, m_rig.start_worker(name));
    } else {
        strike({.kind = name == kProducerName ? FaultKind::Restart : FaultKind::Rejoin,
            .target = name,
            .parameters = {},
            .duration = {}});
    }
}

void LiveRig::start_all()
{
    post([this] { start_missing(); });
}

void LiveRig::start_missing()
{
    for (const LiveWorker& worker : describe_workers()) {
        if (worker.planned && !worker.runs()) {
            try_to("start " + worker.name, m_rig.start_worker(worker.name));
        }
    }
}

void LiveRig::stop_all()
{
    post([this] {
        for (const LiveWorker& worker : describe_workers()) {
            if (worker.runs()) {
                try_to("stop " + worker.name, m_rig.stop_worker(worker.name));
            }
        }
    });
}

void LiveRig::request_stop()
{
    const std::scoped_lock lock(m_mutex);
    m_commands.emplace_back([this] {
        m_is_ending = true;
        m_rig.end(OrderlyEnd());
    });
}

void LiveRig::stop()
{
    request_stop();
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_status.phase == LivePhase::Ended; });
}

void LiveRig::run()
{
    if (auto started = m_rig.start(); !started) {
        m_trouble = to_words(started.error());
    }
    bool hurries = false;
    while (!m_is_ending || !m_rig.has_ended()) {
        take_commands();
        play();
        publish_status(phase());
        std::unique_lock lock(m_mutex);
        m_changed.wait_until(
            lock, m_rig.next_tick(), [this, hurries] { return m_hurries && !hurries; });
        if (m_hurries && !hurries) {
            hurries = m_is_ending = true;
            m_rig.end(OrderlyEnd(kHurriedCleanLimit, kHurriedSignalLimit));
        }
    }
    play();  // what was said at the end
    if (m_script) {
        m_script->conclude(m_seen);
    }
    m_rig.stop();
    publish_status(LivePhase::Ended);
}

void LiveRig::take_commands()
{
    std::vector<Command> commands;
    {
        const std::scoped_lock lock(m_mutex);
        commands.swap(m_commands);
    }
    for (const Command& command : commands) {
        if (m_is_ending) {
            return;
        }
        command();
    }
}

void LiveRig::play()
{
    const auto now = Clock::now();
    m_rig.tick(now);
    m_seen = m_rig.observe();
    m_faults.look(m_rig, m_seen, now.time_since_epoch());
    for (std::string& trouble : m_faults.take_troubles()) {
        m_events.add({.kind = LiveEvent::Kind::Trouble,
            .at = now.time_since_epoch(),
            .text = std::move(trouble)});
    }
    m_events.look(m_rig, m_seen);
    if (m_script && !m_is_ending) {
        m_script->advance(m_rig, m_seen, m_trouble);
    }
}

LivePhase LiveRig::phase() const
{
    if (m_is_ending) {
        return LivePhase::Ending;
    }
    const bool is_starting = std::any_of(m_seen.workers.begin(), m_seen.workers.end(),
        [](const scenario::WorkerObservation& worker) {
            return worker.phase == scenario::WorkerPhase::Starting;
        });
    return is_starting ? LivePhase::Starting : LivePhase::Running;
}

LiveWorker LiveRig::describe(const std::string& name) const
{
    const Topology& topology = m_rig.topology();
    LiveWorker worker;
    worker.name = name;
    worker.required = topology.is_required(name);
    worker.seen.name = name;
    const ConsumerPlan* const plan = topology.find_consumer(name);
    if (name == kProducerName) {
        worker.rate = topology.producer.rate;
        worker.command
            = by_hand(producer_arguments(topology, m_rig.ring(), ringlib::OnExisting::TakeOver));
    } else if (plan != nullptr) {
        worker.work = plan->work.longest;
        worker.command = by_hand(consumer_arguments(*plan, m_rig.ring()));
    } else {
        worker.planned = false;
    }
    if (const auto* const seen = last_of(m_seen.workers, name)) {
        worker.seen = *seen;
        if (seen->exited_at) {
            worker.exit = ExitStatus{.code = seen->exit_code, .signal = seen->exit_signal}.text();
        } else {
            const auto stat = read_process_stat(seen->pid);
            worker.kernel_state = stat ? stat->state : '?';
            worker.events_per_s = m_rig.rate_of(name);
        }
    }
    return worker;
}

std::vector<LiveWorker> LiveRig::describe_workers() const
{
    std::vector<LiveWorker> all{describe(std::string(kProducerName))};
    const auto add = [&](const std::string& name) {
        const bool known = std::any_of(all.begin(), all.end(),
            [&name](const LiveWorker& worker) { return worker.name == name; });
        if (!known) {
            all.push_back(describe(name));
        }
    };
    for (const ConsumerPlan& plan : m_rig.topology().consumers) {
        add(plan.id);
    }
    for (const scenario::WorkerObservation& worker : m_seen.workers) {
        add(worker.name);
    }
    return all;
}

void LiveRig::publish_status(LivePhase phase)
{
    LiveStatus status{.ring = m_rig.ring(),
        .phase = phase,
        .started = m_started,
        .topology = m_rig.topology(),
        .trouble = m_trouble,
        .seen = m_seen.ring,
        .workers = describe_workers(),
        .faults = m_faults.all(),
        .events = m_events.all()};
    const std::scoped_lock lock(m_mutex);
    m_status = std::move(status);
    m_changed.notify_all();
}

}  // namespace rig
