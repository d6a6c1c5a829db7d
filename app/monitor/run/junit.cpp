// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/junit.h"

#include "monitor/markup.h"
#include "monitor/wording.h"

#include <algorithm>

namespace monitor::run {
namespace {

using rig::scenario::LineStatus;
using rig::scenario::ResultLine;

std::string attribute(std::string_view name, std::string_view value)
{
    return ' ' + std::string(name) + "=\"" + in_markup(value) + '"';
}

std::size_t count(const RunRecord& record, LineStatus status)
{
    const auto& lines = record.result.lines;
    return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(),
        [status](const ResultLine& line) { return line.status == status; }));
}

std::size_t errors_of(const RunRecord& record)
{
    return count(record, LineStatus::NotJudged) + count(record, LineStatus::Open);
}

// GitLab shows the text alone, so that everything stands in it.
std::string explanation(const RunRecord& record, const ResultLine& line)
{
    std::string text
        = line.name + "\nexpected:  " + line.expected + "\nmeasured:  " + line.measured;
    if (line.at) {
        text += "\nseen at:   " + wall_clock(record.environment, time_of(*line.at)) + ", "
            + fixed(to_seconds(time_of(*line.at) - record.environment.begun), 3)
            + " s after the begin";
    }
    text += "\nseed:      " + std::to_string(record.seed) + "\nreproduce: " + record.reproduce;
    if (!record.folder.empty()) {
        text += "\nreport:    " + (record.folder / "report.html").string();
    }
    return text + '\n';
}

std::string outcome(const RunRecord& record, const ResultLine& line)
{
    if (line.status == LineStatus::Passed || line.status == LineStatus::NotNeeded) {
        return {};
    }
    const bool failed = line.status == LineStatus::Failed;
    const std::string_view tag = failed ? "failure" : "error";
    const std::string type = failed                      ? line.type
        : record.result.verdict == rig::Verdict::Aborted ? "Aborted"
                                                         : "Inconclusive";
    return "      <" + std::string(tag) + attribute("type", type)
        + attribute("message", line.measured) + '>' + in_markup(explanation(record, line)) + "</"
        + std::string(tag) + ">\n";
}

std::string suite(const RunRecord& record)
{
    const auto& lines = record.result.lines;
    std::string text = "  <testsuite" + attribute("name", record.title())
        + attribute("tests", std::to_string(lines.size()))
        + attribute("failures", std::to_string(count(record, LineStatus::Failed)))
        + attribute("errors", std::to_string(errors_of(record))) + attribute("skipped", "0")
        + attribute("time", fixed(record.seconds(), 3))
        + attribute("timestamp", utc_iso(record.environment.begun_unix_ns).substr(0, 19))
        + attribute("hostname", record.environment.host) + ">\n";
    const std::string class_name = "scenario." + record.scenario.name + '.'
        + std::string(to_string(record.scenario.topology.backend));
    for (const ResultLine& line : lines) {
        const std::string inner = outcome(record, line);
        text += "    <testcase" + attribute("classname", class_name) + attribute("name", line.name)
            + attribute("time", fixed(record.seconds() / static_cast<double>(lines.size()), 3))
            + (inner.empty() ? "/>\n" : ">\n" + inner + "    </testcase>\n");
    }
    return text + "  </testsuite>\n";
}

}  // namespace

std::string junit_xml(std::span<const RunRecord> records)
{
    std::size_t tests = 0;
    std::size_t failures = 0;
    std::size_t errors = 0;
    double seconds = 0;
    std::string suites;
    for (const RunRecord& record : records) {
        tests += record.result.lines.size();
        failures += count(record, LineStatus::Failed);
        errors += errors_of(record);
        seconds += record.seconds();
        suites += suite(record);
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ringctl run\""
        + attribute("tests", std::to_string(tests))
        + attribute("failures", std::to_string(failures))
        + attribute("errors", std::to_string(errors)) + attribute("skipped", "0")
        + attribute("time", fixed(seconds, 3)) + ">\n" + suites + "</testsuites>\n";
}

}  // namespace monitor::run
