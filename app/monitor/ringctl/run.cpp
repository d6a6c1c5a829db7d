// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/commands.h"

#include "monitor/new_file.h"
#include "monitor/ring_json.h"
#include "monitor/ringctl/interrupts.h"
#include "monitor/run/card.h"
#include "monitor/run/junit.h"
#include "monitor/run/named_scenario.h"
#include "monitor/run/run_html.h"
#include "monitor/run/run_summary.h"
#include "monitor/run/scenario_run.h"
#include "monitor/wording.h"

#include "rig/leftovers.h"
#include "rig/scenario/description.h"
#include "rig/version.h"
#include "rig/worker_process.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace ringctl {
namespace {

using monitor::NewFile;
using monitor::run::NamedScenario;
using monitor::run::NoScenario;
using monitor::run::RunRecord;

/// Why nothing is run.
struct Refusal {
    Exit exit;
};

std::vector<ringlib::Backend> backends_of(
    const NamedScenario& named, const std::optional<std::string>& wanted)
{
    using ringlib::Backend;
    if (named.scenario.names_backend) {
        return {named.scenario.topology.backend};
    }
    const std::string word = wanted.value_or(named.built_in ? "both" : "shm");
    return word == "shm" ? std::vector{Backend::Shm}
        : word == "mmap" ? std::vector{Backend::Mmap}
                         : std::vector{Backend::Shm, Backend::Mmap};
}

/// All that is wrong with any of them is said before anything is started.
std::vector<NamedScenario> plan(const RunScenarioOptions& options)
{
    std::vector<NamedScenario> all;
    bool bad = false;
    for (const std::string& name : options.scenarios) {
        auto found = monitor::run::find_scenario(name);
        if (!found) {
            const NoScenario& no = found.error();
            bad = true;
            for (const std::string& line : no.lines) {
                if (no.why != NoScenario::Why::Wrong) {
                    complain(line);
                    throw Refusal{static_cast<Exit>(no.exit_code())};
                }
                std::fputs((line + '\n').c_str(), stderr);
            }
            continue;
        }
        for (const auto backend : backends_of(*found, options.backend)) {
            found->scenario.topology.backend = backend;
            all.push_back(*found);
        }
    }
    if (bad) {
        throw Refusal{Exit::Usage};
    }
    return all;
}

std::string plan_text(const std::vector<NamedScenario>& all)
{
    std::string text;
    for (const NamedScenario& planned : all) {
        text += plan_of(planned.scenario) + "  backend    "
            + std::string(monitor::run::to_string(planned.scenario.topology.backend)) + "\n";
    }
    return text;
}

/// @returns what is to be printed as soon as one is over; empty where all is printed at the end.
std::string told_at_once(const RunRecord& record, const RunScenarioOptions& options, bool alone)
{
    switch (options.format) {
    case Format::Text: {
        const bool passed = record.result.verdict == rig::Verdict::Pass;
        return monitor::run::verdict_line(record) + '\n'
            + (passed && !alone ? "" : monitor::run::card_text(record));
    }
    case Format::JsonLines:
        return monitor::json_text(run_json(record)) + '\n';
    case Format::Csv:
        return record.scenario.name + ','
            + std::string(monitor::run::to_string(record.scenario.topology.backend)) + ','
            + std::string(rig::to_string(record.result.verdict)) + ','
            + monitor::fixed(record.seconds(), 3) + ',' + std::to_string(record.seed) + ','
            + record.folder.string() + '\n';
    case Format::Json:
        break;
    }
    return {};
}

std::string told_at_the_end(const std::vector<RunRecord>& records, Format format)
{
    if (format != Format::Json) {
        return {};
    }
    nlohmann::ordered_json runs = nlohmann::ordered_json::array();
    for (const RunRecord& record : records) {
        runs.push_back(run_json(record));
    }
    return monitor::json_text({{"schema", "ringscope.runs/1"}, {"runs", std::move(runs)}}, 2)
        + '\n';
}

// FAIL over ABORTED over INCONCLUSIVE over PASS.
/// @param all whether none is left out.
Exit worst_of(const std::vector<RunRecord>& records, bool all)
{
    for (const rig::Verdict verdict :
        {rig::Verdict::Fail, rig::Verdict::Aborted, rig::Verdict::Inconclusive}) {
        if (std::any_of(records.begin(), records.end(),
                [verdict](const RunRecord& each) { return each.result.verdict == verdict; })) {
            return static_cast<Exit>(verdict);  // its values are exit codes
        }
        if (verdict == rig::Verdict::Aborted && !all) {
            return static_cast<Exit>(verdict);
        }
    }
    return Exit::Done;
}

std::optional<NewFile> make(const std::optional<std::filesystem::path>& path)
{
    if (!path) {
        return std::nullopt;
    }
    auto file = NewFile::create(*path, NewFile::IfThere::Replace);
    if (!file) {
        complain(file.error());
        throw Refusal{Exit::NotUsable};
    }
    return std::move(*file);
}

/// Before anything runs: a run that is not kept is none.
void expect_place(const std::filesystem::path& runs)
{
    std::error_code unknown;
    std::filesystem::path there = std::filesystem::absolute(runs, unknown);
    while (!std::filesystem::exists(there, unknown) && there.has_relative_path()) {
        there = there.parent_path();
    }
    std::error_code refused;
    if (!std::filesystem::is_directory(there, unknown)) {
        refused = std::make_error_code(std::errc::not_a_directory);
    } else if (::access(there.c_str(), W_OK | X_OK) != 0) {
        refused = {errno, std::generic_category()};
    }
    if (refused) {
        complain(runs.string() + ": no run can be kept there: " + refused.message()
            + " (name another place with --runs, or let this user write there)");
        throw Refusal{Exit::NotUsable};
    }
}

class Runs {
public:
    explicit Runs(const RunScenarioOptions& options)
        : m_options(options)
        , m_all(plan(options))
    {
    }

    Exit run()
    {
        if (m_options.dry_run) {
            return write_out(plan_text(m_all));
        }
        expect_place(m_options.runs);
        for (const std::string& ring : rig::remove_leftovers()) {
            complain(ring + ": removed; a run that was killed had left it");
        }
        auto junit = make(m_options.junit);
        auto html = make(m_options.html);
        auto worker = rig::find_worker_program();
        if (!worker) {
            complain(worker.error().detail);
            return Exit::NoRing;
        }
        m_worker = std::move(*worker);
        const Exit ran = run_all();
        const Exit kept = m_records.empty() ? Exit::Done : keep(junit, html);
        if (ran != Exit::Done || kept != Exit::Done) {
            return ran != Exit::Done ? ran : kept;
        }
        const bool all = m_records.size() == m_all.size();
        if (!all) {
            complain("interrupted: " + std::to_string(m_all.size() - m_records.size()) + " of "
                + std::to_string(m_all.size()) + " were not run");
        }
        const Exit said = write_out(told_at_the_end(m_records, m_options.format));
        return said == Exit::Done ? worst_of(m_records, all) : said;
    }

private:
    // Also what came before something went wrong.
    Exit keep(std::optional<NewFile>& junit, std::optional<NewFile>& html) const
    {
        if (junit) {
            junit->write(monitor::run::junit_xml(m_records));
        }
        if (html) {
            html->write(monitor::run::run_page(m_records));
        }
        for (auto* file : {&junit, &html}) {
            if (*file) {
                if (const auto written = (*file)->commit(); !written) {
                    complain(written.error());
                    return Exit::Internal;
                }
            }
        }
        return Exit::Done;
    }

    Exit run_all()
    {
        Interrupts interrupts(false);
        if (m_options.format == Format::Csv) {
            if (write_out("scenario,backend,verdict,seconds,seed,folder\n") != Exit::Done) {
                return Exit::Internal;
            }
        }
        for (const NamedScenario& planned : m_all) {
            auto record = run_one(planned, interrupts);
            if (!record) {
                complain(record.error());
                return Exit::Internal;
            }
            m_records.push_back(std::move(*record));
            const std::string told
                = told_at_once(m_records.back(), m_options, m_options.scenarios.size() == 1);
            if (!told.empty() && write_out(told) != Exit::Done) {
                return Exit::Internal;
            }
            if (interrupts.end()) {
                break;
            }
        }
        return Exit::Done;
    }

    tl::expected<RunRecord, std::string> run_one(
        const NamedScenario& planned, Interrupts& interrupts)
    {
        monitor::run::RunOptions options;
        options.seed = m_options.seed;
        options.runs = m_options.runs;
        options.worker = m_worker;
        options.program = rig::program_and_version("ringctl");
        options.reproduce = monitor::run::reproduce_command(planned, m_options.seed);
        options.wait = [&interrupts, ends = false](monitor::TimePoint due) mutable {
            while (monitor::Clock::now() < due && !interrupts.end()) {
                interrupts.wait_until(due);
            }
            if (interrupts.end() && !std::exchange(ends, true)) {
                complain("interrupted: heals, and ends its processes (once more ends at once)");
                interrupts.let_through();
            }
            std::this_thread::sleep_until(due);  // also while it ends
            return !interrupts.end();
        };
        return monitor::run::run_scenario(planned.scenario, options);
    }

    const RunScenarioOptions& m_options;
    std::vector<NamedScenario> m_all;
    std::filesystem::path m_worker;
    std::vector<RunRecord> m_records;
};

}  // namespace

Exit run_scenarios(const RunScenarioOptions& options)
{
    try {
        return Runs(options).run();
    } catch (const Refusal& refusal) {
        return refusal.exit;
    }
}

}  // namespace ringctl
