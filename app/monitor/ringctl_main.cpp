// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_commands.h"
#include "monitor/ringctl_output.h"

#include "rig/quantity.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <exception>
#include <map>

namespace {

using ringctl::Exit;
using ringctl::Format;

constexpr monitor::Duration kWindowMax = std::chrono::minutes(10);

const std::map<std::string, Format> kFormats{{"text", Format::Text}, {"json", Format::Json},
    {"jsonl", Format::JsonLines}, {"csv", Format::Csv}};

struct Arguments {
    ringctl::ListOptions list;
    ringctl::StatOptions stat;
    bool no_rate = false;
    std::string window = "2s";
    std::optional<uid_t> owner;
};

void add_format(CLI::App& command, Format& format)
{
    command.add_option("--format", format, "text, json, jsonl or csv")
        ->transform(CLI::Transformer(kFormats).description(""))
        ->check(CLI::IsMember({Format::Text, Format::Json, Format::JsonLines, Format::Csv})
                    .description(""))
        ->type_name("FORMAT");
}

CLI::App& add_list(CLI::App& app, Arguments& arguments)
{
    auto& command = *app.add_subcommand("list", "Shows every ring on this machine");
    command
        .add_option(
            "--dir", arguments.list.directories, "Looks into DIR too; may be given several times")
        ->type_name("DIR")
        ->allow_extra_args(false);
    command.add_flag("--no-rate", arguments.no_rate, "Reads each ring once: faster, no rates");
    add_format(command, arguments.list.format);
    return command;
}

CLI::App& add_stat(CLI::App& app, Arguments& arguments)
{
    auto& command = *app.add_subcommand(
        "stat", "Shows one ring: producer, consumers, lag, and who holds whom");
    command
        .add_option("RING", arguments.stat.ring,
            "A shm name, or a path: one that starts with ./ or ../ or has a / further in")
        ->required();
    command
        .add_option("--window", arguments.window,
            "How long to look before judging states; 2s when not given")
        ->type_name("TIME");
    command
        .add_option(
            "--allow-owner", arguments.owner, "Reads rings of the user with this number too")
        ->type_name("UID");
    add_format(command, arguments.stat.format);
    return command;
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

const CLI::App& given_command(const CLI::App& app)
{
    const auto commands = app.get_subcommands();
    return commands.empty() ? app : *commands.front();
}

Exit run(int argc, char** argv)
{
    CLI::App app("Watches rings in shared memory: reads, never writes, takes no slot.", "ringctl");
    app.require_subcommand(1);
    app.set_version_flag("--version", "ringctl " RINGSCOPE_VERSION);
    app.footer("Exit codes: 0 done, 64 usage, 66 no such ring, 69 ring present but not usable, 70 "
               "internal.");
    Arguments arguments;
    const CLI::App& list = add_list(app, arguments);
    const CLI::App& stat = add_stat(app, arguments);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return ringctl::write_out(help_of(given_command(app)));
    } catch (const CLI::CallForVersion& version) {
        return ringctl::write_out(std::string(version.what()) + '\n');
    } catch (const CLI::ParseError& error) {
        return refuse(given_command(app), error.what());
    }
    if (list.parsed()) {
        arguments.list.rate = !arguments.no_rate;
        return ringctl::list(arguments.list);
    }
    const auto window = rig::parse_duration(arguments.window);
    if (!window) {
        return refuse(
            stat, "--window: '" + arguments.window + "' is no time (give one as 250ms or 2s)");
    }
    if (*window > kWindowMax) {
        return refuse(
            stat, "--window: " + arguments.window + " is longer than 10m (give a shorter one)");
    }
    arguments.stat.window = *window;
    arguments.stat.allowed_owner = arguments.owner;
    return ringctl::stat(arguments.stat);
}

}  // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);  // a reader that left is a full stdout: said, not died of
    try {
        return static_cast<int>(run(argc, argv));
    } catch (const std::exception& error) {
        ringctl::complain(
            std::string("stopped by an error inside: ") + error.what() + " (please report it)");
        return static_cast<int>(Exit::Internal);
    }
}
