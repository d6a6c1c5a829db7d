// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/scenarios.h"

#include "monitor/ring_json.h"
#include "monitor/ringctl/commands.h"
#include "monitor/ringctl/words.h"
#include "monitor/run/named_scenario.h"

#include "rig/quantity.h"
#include "rig/scenario/builtin.h"
#include "rig/scenario/parse.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace ringctl {
namespace {

std::string csv_cell(std::string_view text)
{
    std::string cell = "\"";
    for (const char c : text) {
        cell += c == '"' ? "\"\"" : std::string(1, c);
    }
    return cell + '"';
}

std::string scenario_list(Format format)
{
    std::string text = format == Format::Csv ? "name,why\n" : "";
    std::size_t width = 0;
    for (const auto& each : rig::scenario::builtin_scenarios()) {
        width = std::max(width, each.name.size());
    }
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const auto& each : rig::scenario::builtin_scenarios()) {
        const auto scenario = rig::scenario::parse_scenario(each.text);
        const std::string why = scenario ? scenario->why : std::string();
        const nlohmann::ordered_json json{{"name", each.name}, {"why", why}};
        switch (format) {
        case Format::Text:
            text += std::string(each.name) + std::string(width + 2 - each.name.size(), ' ') + why
                + '\n';
            break;
        case Format::Csv:
            text += std::string(each.name) + ',' + csv_cell(why) + '\n';
            break;
        case Format::JsonLines:
            text += monitor::json_text(json) + '\n';
            break;
        case Format::Json:
            all.push_back(json);
        }
    }
    if (format == Format::Json) {
        text = monitor::json_text(
                   {{"schema", "ringscope.scenarios/1"}, {"scenarios", std::move(all)}}, 2)
            + '\n';
    }
    return text;
}

}  // namespace

ScenarioCommands::ScenarioCommands(CLI::App& app)
{
    m_scenarios = app.add_subcommand(
        "scenarios", "Shows the scenarios that are built in, and what each shows");
    m_scenarios->add_flag("--reference", m_reference, "Prints what a scenario file may hold");
    add_format(*m_scenarios, m_format);

    m_run = app.add_subcommand(
        "run", "Runs scenarios with real processes on a ring of their own, and judges them");
    m_run->add_option("SCENARIO", m_names, "Names of built-in scenarios, or files")->type_name("");
    m_run->add_flag("--all", m_all, "Runs all that are built in");
    m_run
        ->add_option("--backend", m_backend,
            "Where the ring lies: shm, mmap or both; both. What a file says of it holds")
        ->type_name("WHERE");
    m_run->add_option("--seed", m_seed, "For all that is drawn by lot; another one each time")
        ->type_name("N");
    m_run->add_option("--junit", m_junit, "Writes one file for all runs, for CI")
        ->type_name("FILE");
    m_run->add_option("--html", m_html, "Writes one page for all runs")->type_name("FILE");
    m_run->add_option("--runs", m_runs, "Where runs are kept; runs")->type_name("DIR");
    m_run->add_flag("--dry-run", m_dry_run, "Says what it would do, and starts nothing");
    add_format(*m_run, m_format);
}

std::optional<Exit> ScenarioCommands::run() const
{
    if (m_scenarios->parsed()) {
        const Format format = format_of(m_format);
        return write_out(m_reference ? rig::scenario::scenario_reference() : scenario_list(format));
    }
    if (m_run->parsed()) {
        return run_scenarios();
    }
    return std::nullopt;
}

Exit ScenarioCommands::run_scenarios() const
{
    RunScenarioOptions options;
    if (m_names.empty() == !m_all) {
        throw BadValue{m_all ? "--all: with names beside it (give one of them)"
                             : "SCENARIO: missing (name some, or give --all)"};
    }
    options.scenarios = m_names;
    for (const auto& each : rig::scenario::builtin_scenarios()) {
        if (m_all) {
            options.scenarios.emplace_back(each.name);
        }
    }
    if (m_backend && *m_backend != "shm" && *m_backend != "mmap" && *m_backend != "both") {
        throw BadValue{"--backend: '" + *m_backend + "' (give shm, mmap or both)"};
    }
    options.backend = m_backend;
    options.seed = monitor::run::some_seed();
    if (m_seed) {
        const auto seed = rig::parse_count(*m_seed);
        if (!seed) {
            throw BadValue{"--seed: '" + *m_seed + "' (give a number)"};
        }
        options.seed = *seed;
    }
    if (m_junit) {
        options.junit = *m_junit;
    }
    if (m_html) {
        options.html = *m_html;
    }
    options.runs = m_runs;
    options.dry_run = m_dry_run;
    options.format = format_of(m_format);
    return ringctl::run_scenarios(options);
}

}  // namespace ringctl
