// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/run_html.h"

#include "monitor/markup.h"
#include "monitor/recording/html_parts.h"
#include "monitor/run/card.h"
#include "monitor/run/run_svg.h"
#include "monitor/wording.h"

#include "rig/scenario/description.h"

namespace monitor::run {
namespace {

using rig::scenario::LineStatus;
using rig::scenario::ResultLine;

/// Of more than these, those that passed are only listed: each has a page of its own.
constexpr std::size_t kRunsShownWhole = 4;
/// Of more than these, lines that passed are only counted, and steps not listed.
constexpr std::size_t kLinesShown = 400;
/// Bytes, from which on runs are only named.
constexpr std::size_t kPageMax = 400'000;

constexpr std::string_view kStyle = R"(<style>
.badge { display: inline-block; padding: .1rem .6rem; border-radius: .3rem; font-weight: 700; border: 2px solid currentColor; margin-right: .6rem; }
.pass { color: #00674b; } .fail { color: #b3261e; } .unsure { color: #8a5200; }
@media (prefers-color-scheme: dark) { .pass { color: #4fd1a5; } .fail { color: #ff8a80; } .unsure { color: #ffb74d; } }
td.mark { width: 1.6rem; font-weight: 700; } pre { background: color-mix(in srgb, var(--ink) 6%, var(--page)); padding: .6rem .8rem; border-radius: .3rem; white-space: pre-wrap; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { color: var(--dim); } dd { margin: 0; }
section + section { border-top: 2px solid var(--line); margin-top: 3rem; }
svg .name { fill: var(--ink); } svg .word { font-size: 10px; fill: #101418; } svg .edge { stroke: var(--ink); }
@media print { :root { color-scheme: light; --ink: #000; --dim: #444; --line: #bbb; --page: #fff; } body { margin: 0; max-width: none; } section { break-inside: auto; } svg, table, dl { break-inside: avoid; } .pass, .fail, .unsure { color: #000; } * { print-color-adjust: exact; } }
</style>
)";

std::string_view class_of(rig::Verdict verdict)
{
    return verdict == rig::Verdict::Pass ? "pass"
        : verdict == rig::Verdict::Fail  ? "fail"
                                         : "unsure";
}

std::string_view class_of(LineStatus status)
{
    return status == LineStatus::Passed   ? "pass"
        : status == LineStatus::Failed    ? "fail"
        : status == LineStatus::NotNeeded ? "dim"
                                          : "unsure";
}

std::string expectations(const RunRecord& record)
{
    std::string rows
        = "<h3>Expectations</h3>\n<table><tr><th></th><th>expected</th><th>measured</th>"
          "<th class=\"n\">at</th></tr>\n";
    std::size_t shown = 0;
    std::size_t left_out = 0;
    for (const ResultLine& line : record.result.lines) {
        if (++shown > kLinesShown && line.status == LineStatus::Passed) {
            ++left_out;
            continue;
        }
        const std::string_view kind = class_of(line.status);
        rows += "<tr><td class=\"mark " + std::string(kind) + "\" title=\""
            + std::string(to_string(line.status)) + "\">" + std::string(mark_of(line.status))
            + "</td><td>" + in_markup(line.name)
            + (line.expected != line.name
                    ? "<br><span class=\"dim\">" + in_markup(line.expected) + "</span>"
                    : std::string())
            + "</td><td" + (line.status == LineStatus::Failed ? " class=\"fail\"" : "") + ">"
            + in_markup(line.measured) + "</td><td class=\"n dim\">"
            + (line.at ? "+" + fixed(to_seconds(time_of(*line.at) - record.environment.begun), 3)
                        + " s"
                       : std::string())
            + "</td></tr>\n";
    }
    return rows + "</table>\n"
        + (left_out == 0 ? std::string()
                         : "<p class=\"dim\">And " + std::to_string(left_out)
                    + " more that passed: summary.json has them.</p>\n");
}

std::string plan(const RunRecord& record)
{
    const std::size_t steps = record.scenario.method.size();
    return steps <= kLinesShown ? plan_of(record.scenario)
                                : record.scenario.name + ": " + std::to_string(steps) + " steps\n";
}

std::string entry(std::string_view name, std::string_view value)
{
    return "<dt>" + in_markup(name) + "</dt><dd>" + in_markup(value) + "</dd>";
}

std::string surroundings(const RunRecord& record)
{
    const Environment& environment = record.environment;
    const rig::scenario::Result& result = record.result;
    return "<h3>Environment</h3>\n<dl>"
        + entry("machine", environment.host + ", " + environment.system)
        + entry("cores", std::to_string(environment.cores)) + entry("program", environment.program)
        + entry("begun", utc_iso(environment.begun_unix_ns))
        + entry("looks",
            std::to_string(result.sampler_ticks) + ", " + std::to_string(result.sampler_missed)
                + " missed")
        + entry("woken late by at most",
            fixed(std::chrono::duration<double, std::milli>(result.overshoot).count(), 1) + " ms")
        + entry("seed", std::to_string(record.seed)) + "</dl>\n<h3>Reproduce</h3>\n<pre>"
        + in_markup(record.reproduce) + "</pre>\n";
}

/// @param heading its tag: "h1" where it is all of the page.
std::string section(const RunRecord& record, const std::string& heading)
{
    const rig::scenario::Result& result = record.result;
    const std::string reason = result.verdict == rig::Verdict::Pass
        ? "everything that was expected came"
        : result.reason;
    return "<section>\n<" + heading + "><span class=\"badge "
        + std::string(class_of(result.verdict)) + "\">"
        + std::string(rig::to_string(result.verdict)) + "</span>" + in_markup(record.title()) + "</"
        + heading + ">\n<p><strong>" + in_markup(reason) + ".</strong> "
        + fixed(record.seconds(), 1) + " s, seed " + std::to_string(record.seed)
        + ".</p>\n<p class=\"dim\">" + in_markup(record.scenario.why) + "</p>\n"
        + expectations(record) + "<h3>Timeline</h3>\n" + timeline_svg(record)
        + "<h3>Scenario</h3>\n<pre>" + in_markup(plan(record)) + "</pre>\n" + surroundings(record)
        + "</section>\n";
}

}  // namespace

std::string run_page(std::span<const RunRecord> records)
{
    const std::string title = records.size() == 1
        ? std::string(rig::to_string(records.front().result.verdict)) + ' '
            + records.front().title()
        : std::to_string(records.size()) + " runs";
    std::string text = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                       "<meta name=\"viewport\" content=\"width=device-width\"><title>"
        + in_markup(title) + "</title>\n" + std::string(recording::page_style())
        + std::string(kStyle) + "</head><body>\n";
    if (records.size() > 1) {
        text += "<h1>" + in_markup(title) + "</h1>\n<table>\n";
        for (const RunRecord& record : records) {
            text += "<tr><td class=\"" + std::string(class_of(record.result.verdict)) + "\">"
                + std::string(rig::to_string(record.result.verdict)) + "</td><td>"
                + in_markup(record.title()) + "</td><td class=\"n\">" + fixed(record.seconds(), 1)
                + " s</td></tr>\n";
        }
        text += "</table>\n";
    }
    for (const RunRecord& record : records) {
        if (records.size() <= kRunsShownWhole || record.result.verdict != rig::Verdict::Pass) {
            std::string whole = section(record, records.size() == 1 ? "h1" : "h2");
            const bool fits = records.size() == 1 || text.size() + whole.size() <= kPageMax;
            text += fits ? std::move(whole)
                         : "<section>\n<h2>" + in_markup(record.title()) + "</h2>\n<p><strong>"
                    + in_markup(record.result.reason) + ".</strong> Its own page: "
                    + in_markup((record.folder / "report.html").string()) + "</p></section>\n";
        }
    }
    return text + "</body></html>\n";
}

}  // namespace monitor::run
