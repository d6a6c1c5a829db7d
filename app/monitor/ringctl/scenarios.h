// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/ringctl/output.h"

#include <CLI/App.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ringctl {

/// The commands of the test rig: scenarios, run.
class ScenarioCommands {
public:
    /// Adds them to `app`, which must not outlive this.
    explicit ScenarioCommands(CLI::App& app);
    ScenarioCommands(const ScenarioCommands&) = delete;
    ScenarioCommands& operator=(const ScenarioCommands&) = delete;
    ScenarioCommands(ScenarioCommands&&) = delete;
    ScenarioCommands& operator=(ScenarioCommands&&) = delete;
    ~ScenarioCommands() = default;

    /// Runs the one that was given, if one of these was. Throws BadValue.
    [[nodiscard]] std::optional<Exit> run() const;

private:
    [[nodiscard]] Exit run_scenarios() const;

    CLI::App* m_scenarios = nullptr;
    CLI::App* m_run = nullptr;
    // The command line as words; what they mean is decided afterwards.
    bool m_reference = false;
    std::vector<std::string> m_names;
    bool m_all = false;
    bool m_dry_run = false;
    std::optional<std::string> m_backend;
    std::optional<std::string> m_seed;
    std::optional<std::string> m_junit;
    std::optional<std::string> m_html;
    std::string m_runs = "runs";
    std::string m_format = "text";
};

}  // namespace ringctl
