// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/scenario_run.h"

#include "monitor/recording/writer.h"
#include "monitor/ring_details.h"
#include "monitor/ring_watch.h"
#include "monitor/run/junit.h"
#include "monitor/run/run_folder.h"
#include "monitor/run/run_html.h"
#include "monitor/run/run_summary.h"

#include "rig/rig.h"
#include "rig/scenario/engine.h"
#include "rig/scenario/soak.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace monitor::run {
namespace {

using Json = nlohmann::ordered_json;
using rig::scenario::Action;
using rig::scenario::FaultObservation;
using rig::scenario::Observations;

constexpr Duration kPeriod = std::chrono::milliseconds(10);
constexpr Duration kTellInterval = std::chrono::milliseconds(50);

RingWatchOptions watch_options()
{
    RingWatchOptions options;
    options.model.limits.tick = kPeriod;
    options.facts_interval = std::chrono::milliseconds(50);
    options.attach_interval = kPeriod;
    return options;
}

recording::Configuration configuration_of(const Environment& environment)
{
    recording::Configuration configuration;
    configuration.program = environment.program;
    configuration.started_unix_ns = environment.begun_unix_ns;
    configuration.started_ns = static_cast<std::uint64_t>(to_ns(environment.begun));
    configuration.rate_hz = 1 / to_seconds(kPeriod);
    configuration.rate_span = watch_options().model.rate_span;
    configuration.limits = watch_options().model.limits;
    return configuration;
}

Json action_json(const Action& action)
{
    if (const auto* inject = std::get_if<rig::scenario::InjectFault>(&action)) {
        return {{"action", "inject"}, {"id", inject->planned.id},
            {"fault", to_string(inject->planned.fault.kind)},
            {"target", inject->planned.fault.target}};
    }
    if (const auto* heal = std::get_if<rig::scenario::HealFault>(&action)) {
        return {{"action", "heal"}, {"id", heal->id}};
    }
    return {{"action",
        std::holds_alternative<rig::scenario::StartWorkers>(action)  ? "start"
            : std::holds_alternative<rig::scenario::HealAll>(action) ? "heal all"
                                                                     : "end"}};
}

/// Where a run writes what it sees, and when and on what machine it began.
struct Outset {
    RunFolder folder;
    std::unique_ptr<recording::RecordingWriter> writer;
    Environment environment;
};

/// One run, from its first process to its last word.
class ScenarioRun {
public:
    ScenarioRun(rig::scenario::Scenario scenario, const RunOptions& options, Outset outset)
        : m_options(options)
        , m_folder(std::move(outset.folder))
        , m_writer(std::move(outset.writer))
        , m_engine(std::move(scenario))
        , m_rig(m_engine.scenario().topology, rig_options())
        , m_track(m_writer->add(m_rig.ring().name_or_path()))
        , m_watch(m_rig.ring().name_or_path(), watch_options(), &m_track)
    {
        m_record.scenario = m_engine.scenario();
        m_record.seed = options.seed;
        m_record.environment = std::move(outset.environment);
        m_record.reproduce = options.reproduce;
        m_record.folder = m_folder.path();
    }

    tl::expected<RunRecord, std::string> run()
    {
        note_begin();
        bool wanted = true;
        for (TimePoint due = Clock::now(); !m_engine.is_over(); due = m_rig.next_tick()) {
            wanted = m_options.wait(due) && wanted;
            const TimePoint now = Clock::now();
            if (const auto done = step(now, wanted); !done) {
                m_rig.stop();
                return tl::unexpected(done.error().message());
            }
        }
        m_rig.stop();
        return finish();
    }

private:
    rig::RigOptions rig_options()
    {
        rig::RigOptions options;
        options.program = m_options.worker;
        options.sampling_period = kPeriod;
        options.listener = [this](const rig::RigWorker& worker, rig::RigWorker::Stream stream,
                               std::string_view line) {
            m_folder.keep_line(
                worker.name(), worker.seen().pid, stream == rig::RigWorker::Stream::Errors, line);
        };
        return options;
    }

    ringlib::Expected<void> step(TimePoint now, bool wanted)
    {
        m_rig.tick(now);
        m_watch.tick();
        const Observations seen = observe(wanted);
        m_record.timeline.add(m_watch.reading(), now);
        m_track.said(m_watch.reading());
        read_details(now);
        note_faults(seen);
        for (const Action& action : m_engine.advance(now.time_since_epoch(), seen)) {
            note(action_json(action));
            if (auto done = m_rig.perform(action); !done) {
                return done;
            }
        }
        const bool enters = m_phase != m_engine.phase();
        if (enters) {
            m_phase = m_engine.phase();
            note({{"phase", to_string(m_phase)}});
            m_folder.flush();
        }
        m_writer->tick(now);
        if (m_options.watch && (enters || now >= m_tell_due)) {
            m_tell_due = now + kTellInterval;
            tell(now, seen);
        }
        return {};
    }

    void tell(TimePoint now, const Observations& seen)
    {
        rig::scenario::Result result = m_engine.result();
        m_options.watch(
            {m_rig.ring().name_or_path(), m_record.environment.begun, now, m_engine.phase(),
                std::move(result.phases), std::move(result.lines), seen.faults, seen.workers});
    }

    // The rig sees the ring, the monitor says what that means.
    Observations observe(bool wanted)
    {
        Observations seen = m_rig.observe();
        const RingReading& reading = m_watch.reading();
        seen.abort_requested = !wanted;
        seen.ring.state = to_string(reading.state);
        seen.ring.reason = reading.reason;
        for (auto& consumer : seen.ring.consumers) {
            const auto same = std::find_if(reading.consumers.begin(), reading.consumers.end(),
                [&consumer](const ConsumerReading& each) { return each.id == consumer.id; });
            if (same != reading.consumers.end()) {
                consumer.state = to_string(same->state);
            }
        }
        return seen;
    }

    void read_details(TimePoint now)
    {
        if (!m_details_due || now >= *m_details_due) {
            m_details_due = now + kDetailsInterval;
            m_details.happenings.clear();
            m_watch.read_details(m_details);
            m_track.happened(m_details.happenings);
        }
    }

    void note(Json entry)
    {
        entry["at_s"] = to_seconds(Clock::now() - m_record.environment.begun);
        m_folder.note(entry);
    }
    void note_begin()
    {
        note({{"schema", "ringscope.journal/1"}, {"scenario", m_record.scenario.name},
            {"backend", to_string(m_record.scenario.topology.backend)}, {"seed", m_record.seed},
            {"ring", m_rig.ring().name_or_path()}, {"reproduce", m_record.reproduce},
            {"program", m_record.environment.program}, {"host", m_record.environment.host}});
        m_folder.flush();
    }
    enum class Told : std::uint8_t { Nothing, Requested, Proven, Healed, Trouble };
    static Told stage_of(const FaultObservation& fault)
    {
        return !fault.trouble.empty() ? Told::Trouble
            : fault.healed            ? Told::Healed
            : fault.proven            ? Told::Proven
                                      : Told::Requested;
    }
    static std::string words_of(const FaultObservation& fault)
    {
        switch (stage_of(fault)) {
        case Told::Trouble:
            return "trouble: " + fault.trouble;
        case Told::Healed:
            return "healed: " + fault.heal_proof;
        case Told::Proven:
            return "proven: " + fault.proof;
        default:
            return "requested";
        }
    }
    void note_faults(const Observations& seen)
    {
        m_told.resize(seen.faults.size());
        for (std::size_t i = 0; i < m_told.size(); ++i) {
            const FaultObservation& fault = seen.faults[i];
            if (m_told[i] != stage_of(fault)) {
                m_told[i] = stage_of(fault);
                note({{"fault", fault.id}, {"is", words_of(fault)}});
            }
        }
    }

    tl::expected<RunRecord, std::string> finish()
    {
        m_watch.read_details(m_details);
        m_track.happened(m_details.happenings);
        m_record.result = m_engine.result();
        m_record.ended = Clock::now();
        m_writer->close("ended with " + std::string(rig::to_string(m_record.result.verdict)));
        note({{"verdict", rig::to_string(m_record.result.verdict)},
            {"reason", m_record.result.reason}});
        m_folder.flush();
        const std::vector<RunRecord> all{m_record};
        const auto kept
            = m_folder.write("report.html", run_page(all))
                  .and_then([&] { return m_folder.write("junit.xml", junit_xml(all)); })
                  .and_then([&] {
                      return m_folder.write("summary.json", run_json(m_record).dump(2) + '\n');
                  });
        if (!kept) {
            return tl::unexpected(kept.error());
        }
        m_folder.point_latest();
        return std::move(m_record);
    }

    const RunOptions& m_options;
    RunFolder m_folder;
    std::unique_ptr<recording::RecordingWriter> m_writer;
    rig::scenario::Engine m_engine;
    rig::Rig m_rig;
    recording::RecordingWriter::Track& m_track;
    RingWatch m_watch;
    RingDetails m_details;
    std::optional<TimePoint> m_details_due;
    TimePoint m_tell_due;
    rig::scenario::Phase m_phase = rig::scenario::Phase::Prepare;
    std::vector<Told> m_told;  // of the fault at the same place, last
    RunRecord m_record;
};

}  // namespace

rig::scenario::Scenario as_run(rig::scenario::Scenario scenario, std::uint64_t seed)
{
    if (scenario.soak) {
        scenario.method = draw_method(*scenario.soak, seed);
    }
    scenario.topology.producer.seed = seed;
    return scenario;
}

tl::expected<RunRecord, std::string> run_scenario(
    rig::scenario::Scenario scenario, const RunOptions& options)
{
    Environment environment = this_environment(options.program);
    auto folder = RunFolder::create(options.runs, scenario.name,
        utc_stamp(environment.begun_unix_ns) + '-' + std::to_string(options.seed));
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    auto writer = recording::RecordingWriter::create(
        folder->path() / kRecordingFile, configuration_of(environment));
    if (!writer) {
        return tl::unexpected(writer.error().what);
    }
    return ScenarioRun(as_run(std::move(scenario), options.seed), options,
        {std::move(*folder), std::move(*writer), std::move(environment)})
        .run();
}

}  // namespace monitor::run
