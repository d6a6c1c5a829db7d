// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/rig.h"

#include "rig/leftovers.h"
#include "rig/owned_names.h"
#include "rig/waiting_text.h"
#include "rig/worker/option_values.h"

#include <ringlib/remove.h>

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <system_error>
#include <type_traits>
#include <utility>
#include <variant>

namespace rig {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr auto kCleanEndLimit = std::chrono::seconds(10);  // a slow one reads a whole ring

constexpr auto kRateWindow = std::chrono::milliseconds(250);

RingTarget ring_in(const fs::path& directory, ringlib::Backend backend, std::string name)
{
    if (backend == ringlib::Backend::Mmap) {
        return {.backend = backend, .name = (directory / kRingFile).string()};
    }
    return {
        .backend = backend, .name = name.empty() ? directory.filename().string() : std::move(name)};
}

}  // namespace

Rig::Rig(const Topology& topology, RigOptions options)
    : m_options(std::move(options))
    , m_directory(directory_of_rigs() / next_rig_name())
    , m_directory_error(::mkdir(m_directory.c_str(), S_IRWXU) == 0 ? 0 : errno)
    , m_crew(topology, ring_in(m_directory, topology.backend, m_options.ring), m_options.program,
          m_options.limit, m_options.listener)
    , m_view(m_crew.ring())
    , m_last_tick(Clock::now())
{
}

Rig::~Rig()
{
    stop();
}

Stage Rig::stage(TimePoint now)
{
    return {.crew = m_crew, .ring = m_view, .directory = m_directory, .now = now};
}

// A ring that lay there would be attached to.
ringlib::Expected<void> Rig::make_room() const
{
    auto removed = ringlib::remove_ring(ring().name_or_path());
    if (!removed && removed.error().code == ringlib::Errc::NotFound) {
        return {};
    }
    return removed;
}

ringlib::Expected<void> Rig::start(const std::vector<scenario::PlannedFault>& faults)
{
    if (m_options.program.empty()) {
        auto found = find_worker_program();
        if (!found) {
            return ringlib::Unexpected{std::move(found.error())};
        }
        m_crew.set_program(std::move(*found));
    }
    if (m_directory_error != 0) {
        return trouble(m_directory.parent_path().string() + ": no directory can be made there: "
            + std::generic_category().message(m_directory_error) + " (see TMPDIR)");
    }
    if (auto room = make_room(); !room) {
        return room;
    }
    const TimePoint now = Clock::now();
    m_started_at = now;
    for (const scenario::PlannedFault& planned : faults) {
        const bool keeps_back
            = shape_of(planned.fault.kind).before_start && planned.fault.parameters.intensity > 0;
        if (keeps_back) {
            m_kept_back.insert(planned.fault.target);
        }
        inject(planned);
    }
    for (const ConsumerPlan& plan : topology().consumers) {
        if (!m_kept_back.contains(plan.id)) {
            m_due_later.insert(plan.id);
        }
    }
    if (auto producer = m_crew.start_producer(ringlib::OnExisting::Refuse); !producer) {
        return ringlib::Unexpected{std::move(producer.error())};
    }
    return start_due(now);
}

ringlib::Expected<void> Rig::start_due(TimePoint now)
{
    for (const ConsumerPlan& plan : topology().consumers) {
        const bool is_due = m_started_at && now >= *m_started_at + plan.joins_after;
        if (!is_due || m_due_later.erase(plan.id) == 0) {
            continue;
        }
        if (auto started = m_crew.start_consumer(plan); !started) {
            return ringlib::Unexpected{std::move(started.error())};
        }
    }
    return {};
}

void Rig::inject(const scenario::PlannedFault& planned)
{
    m_faults.push_back(std::make_unique<FaultRun>(planned.id, planned.fault));
    Stage now = stage(Clock::now());
    m_faults.back()->begin(now);
}

void Rig::heal(std::string_view fault)
{
    Stage now = stage(Clock::now());
    for (const auto& run : m_faults) {
        if (run->seen().id == fault) {
            run->heal(now);
        }
    }
}

const Fault* Rig::find_fault(std::string_view id) const
{
    const auto found = std::find_if(
        m_faults.begin(), m_faults.end(), [id](const auto& run) { return run->seen().id == id; });
    return found != m_faults.end() ? &(*found)->fault() : nullptr;
}

void Rig::heal_all()
{
    Stage now = stage(Clock::now());
    for (const auto& run : m_faults) {
        run->heal(now);
    }
}

void Rig::end()
{
    if (!m_end) {
        end(OrderlyEnd(kCleanEndLimit));
    }
}

void Rig::end(OrderlyEnd how)
{
    m_due_later.clear();
    m_end = how;
}

ringlib::Expected<void> Rig::start_worker(std::string_view name)
{
    if (m_end || m_crew.find_running(name) != nullptr) {
        return trouble(m_end ? "the rig ends" : std::string(name) + " runs already");
    }
    m_due_later.erase(std::string(name));
    return m_crew.start_again(name).map([](RigWorker*) {});
}

ringlib::Expected<void> Rig::stop_worker(std::string_view name)
{
    RigWorker* const worker = m_crew.find_running(name);
    if (worker == nullptr) {
        return trouble(std::string(name) + " does not run");
    }
    m_stops.begin(*worker, Clock::now());
    return {};
}

ringlib::Expected<void> Rig::restart_worker(std::string_view name)
{
    RigWorker* const worker = m_crew.find_running(name);
    if (worker == nullptr) {
        return start_worker(name);
    }
    m_stops.begin(*worker, Clock::now(), WorkerStops::Then::Start);
    return {};
}

ringlib::Expected<void> Rig::perform(const scenario::Action& action)
{
    return std::visit(
        [this](const auto& what) -> ringlib::Expected<void> {
            using What = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<What, scenario::StartWorkers>) {
                return start(what.faults);
            } else if constexpr (std::is_same_v<What, scenario::InjectFault>) {
                inject(what.planned);
            } else if constexpr (std::is_same_v<What, scenario::HealFault>) {
                heal(what.id);
            } else if constexpr (std::is_same_v<What, scenario::HealAll>) {
                heal_all();
            } else {
                static_assert(std::is_same_v<What, scenario::End>);
                end();
            }
            return {};
        },
        action);
}

ringlib::Expected<void> Rig::command(
    std::string_view worker, const std::string& values, std::string what)
{
    RigWorker* const found = m_crew.find_running(worker);
    if (found == nullptr || !found->process().send_line(R"({"set":{)" + values + "}}")) {
        return trouble(std::string(worker) + " does not run, or does not listen");
    }
    m_changes.push_back({.at = Clock::now().time_since_epoch(),
        .worker = std::string(worker),
        .what = std::move(what)});
    return {};
}

ringlib::Expected<void> Rig::set_rate(Rate rate)
{
    auto set = command(kProducerName, R"("rate":")" + to_text(rate) + '"', "rate " + to_text(rate));
    if (set) {
        m_crew.plan_rate(rate);
    }
    return set;
}

ringlib::Expected<void> Rig::set_work(std::string_view consumer, std::chrono::nanoseconds work)
{
    auto set = command(
        consumer, R"("work_ns":)" + std::to_string(work.count()), "work " + to_text(work));
    if (set) {
        m_crew.plan_work(consumer, work);
    }
    return set;
}

void Rig::tick(TimePoint now)
{
    measure(now);
    m_crew.look(now);
    m_view.look();
    date_alerts();
    if (m_end) {
        const auto workers = m_crew.workers();
        static_cast<void>(m_end->advance(now, workers));
    } else {
        static_cast<void>(start_due(now));  // one that cannot be started is missed by whoever waits
        m_stops.advance(m_crew, now);
    }
    Stage seen = stage(now);
    for (const auto& run : m_faults) {
        if (!m_end || !run->may_start()) {
            run->advance(seen);
        }
    }
}

// Late is what lies between two ticks beyond the period.
void Rig::measure(TimePoint now)
{
    const auto since = now - m_last_tick;
    if (m_ticks > 0 && since > m_options.sampling_period) {
        m_overshoot = std::max(m_overshoot, since - m_options.sampling_period);
        m_missed += static_cast<std::uint64_t>(since / m_options.sampling_period - 1);
    }
    ++m_ticks;
    m_last_tick = now;
}

void Rig::date_alerts()
{
    for (RigWorker* const worker : m_crew.workers()) {
        const auto& alerts = worker->seen().alerts;
        for (std::size_t i = worker->dated_alerts(); i < alerts.size(); ++i) {
            worker->date_alert(m_view.alerted_at(alerts[i].consumer).value_or(alerts[i].at));
        }
    }
}

scenario::Observations Rig::observe() const
{
    scenario::Observations seen;
    seen.ring = m_view.seen();
    for (const RigWorker* const worker : m_crew.workers()) {
        seen.workers.push_back(worker->seen());
        seen.workers.back().waiting_for
            = waiting_text(worker->seen(), topology(), m_view, m_last_tick.time_since_epoch());
    }
    for (const auto& run : m_faults) {
        seen.faults.push_back(run->seen());
    }
    seen.sampler_ticks = m_ticks;
    seen.sampler_missed = m_missed;
    seen.sampling_period = m_options.sampling_period;
    seen.overshoot = m_overshoot;
    return seen;
}

std::optional<double> Rig::rate_of(std::string_view worker) const
{
    return m_view.positions().rate(worker, kRateWindow);
}

void Rig::stop()
{
    if (m_stopped) {
        return;
    }
    m_stopped = true;
    const auto workers = m_crew.workers();
    OrderlyEnd end;
    m_crew.look(Clock::now());
    while (!end.advance(Clock::now(), workers)) {
        const auto left = std::find_if(workers.begin(), workers.end(),
            [](const RigWorker* worker) { return !worker->has_ended(); });
        static_cast<void>((*left)->process().wait(m_options.sampling_period));
        m_crew.look(Clock::now());  // who cannot write does not end
    }
    remove_ring_of_rig(ring());
    if (m_directory_error == 0) {  // else it is somebody else's, if it is there
        std::error_code ignored;
        fs::remove_all(m_directory, ignored);
    }
}

}  // namespace rig
