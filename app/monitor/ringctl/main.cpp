// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/commands.h"
#include "monitor/ringctl/live.h"
#include "monitor/ringctl/output.h"
#include "monitor/ringctl/recordings.h"
#include "monitor/ringctl/scenarios.h"
#include "monitor/ringctl/words.h"

#include "rig/refusal.h"
#include "rig/standard_descriptors.h"
#include "rig/version.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <exception>

namespace {

using ringctl::Exit;

constexpr monitor::Duration kWindowMax = std::chrono::minutes(10);

/// The command line as words; what they mean is decided afterwards.
struct Words {
    std::vector<std::string> directories;
    bool no_rate = false;
    std::string ring;
    std::string window = "2s";
    bool memory = false;
    std::optional<std::string> owner;
    std::string format = "text";
};

CLI::App& add_list(CLI::App& app, Words& words)
{
    auto& command = *app.add_subcommand("list", "Shows every ring on this machine");
    command
        .add_option("--dir", words.directories, "Looks into DIR too; may be given several times")
        ->type_name("DIR")
        ->allow_extra_args(false);
    command.add_flag("--no-rate", words.no_rate, "Reads each ring once: faster, no rates");
    ringctl::add_format(command, words.format);
    return command;
}

void add_stat(CLI::App& app, Words& words)
{
    auto& command = *app.add_subcommand(
        "stat", "Shows one ring: producer, consumers, lag, and who holds whom");
    ringctl::add_ring(command, words.ring)->required();
    command.add_option("--window", words.window, "How long to look before judging states; 2s")
        ->type_name("TIME");
    command.add_flag("--memory", words.memory,
        "Also every field of its header, the rates of its counters, all that happened to it");
    ringctl::add_owner(command, words.owner);
    ringctl::add_format(command, words.format);
}

ringctl::ListOptions read_list(const Words& words)
{
    return {{words.directories.begin(), words.directories.end()}, !words.no_rate,
        ringctl::format_of(words.format)};
}

ringctl::StatOptions read_stat(const Words& words)
{
    ringctl::StatOptions options;
    options.ring = ringctl::ring_of(words.ring);
    options.format = ringctl::format_of(words.format);
    const std::string advice = "give a time up to 10m, as 250ms or 2s";
    options.window = ringctl::time_of("--window", words.window, advice);
    if (options.window > kWindowMax) {
        throw ringctl::BadValue{"--window: '" + words.window + "' (" + advice + ")"};
    }
    options.memory = words.memory;
    options.allowed_owner = ringctl::owner_of(words.owner);
    return options;
}

std::string help_of(const CLI::App& command)
{
    return command.help(command.get_parent() == nullptr ? "" : "ringctl");
}

Exit refuse(const CLI::App& command, const std::string& what)
{
    ringctl::complain(what);
    std::fputs(help_of(command).c_str(), stderr);
    return Exit::Usage;
}

Exit run(int argc, char** argv)
{
    CLI::App app("Watches rings in shared memory, and tests them: it reads rings, takes no slot, "
                 "writes to none; "
                 "'run' makes rings of its own.",
        "ringctl");
    app.require_subcommand(1);
    app.set_version_flag("--version", rig::program_and_version("ringctl"));
    app.footer("Exit codes: 0 done or PASS, 1 FAIL, 2 INCONCLUSIVE, 3 ABORTED or not within the "
               "time, 64 usage, 66 no such ring, 69 ring "
               "present but not usable, 70 internal.");
    Words words;
    const CLI::App& list = add_list(app, words);
    add_stat(app, words);
    const ringctl::LiveCommands live(app);
    const ringctl::RecordingCommands recordings(app);
    const ringctl::ScenarioCommands scenarios(app);
    const auto given = [&]() -> const CLI::App& {
        const auto commands = app.get_subcommands();
        return commands.empty() ? app : *commands.front();
    };
    try {
        app.parse(argc, argv);
        if (const auto exit = live.run()) {
            return *exit;
        }
        if (const auto exit = recordings.run()) {
            return *exit;
        }
        if (const auto exit = scenarios.run()) {
            return *exit;
        }
        return list.parsed() ? ringctl::list(read_list(words)) : ringctl::stat(read_stat(words));
    } catch (const CLI::CallForHelp&) {
        return ringctl::write_out(help_of(given()));
    } catch (const CLI::CallForVersion& version) {
        return ringctl::write_out(std::string(version.what()) + '\n');
    } catch (const CLI::ParseError& error) {
        return refuse(given(), rig::refusal(app, error));
    } catch (const ringctl::BadValue& bad) {
        return refuse(given(), bad.what);
    }
}

}  // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);  // what is under way is ended in order, and has its exit code
    rig::reserve_standard_descriptors();
    try {
        return static_cast<int>(run(argc, argv));
    } catch (const std::exception& error) {
        ringctl::complain(
            std::string("stopped by an error inside: ") + error.what() + " (please report it)");
        return static_cast<int>(Exit::Internal);
    }
}
