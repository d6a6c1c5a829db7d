// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_commands.h"
#include "monitor/ringctl_output.h"

#include "rig/quantity.h"

#include <CLI/CLI.hpp>

#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <limits>
#include <utility>

namespace {

using ringctl::Exit;
using ringctl::Format;

constexpr monitor::Duration kWindowMax = std::chrono::minutes(10);

/// A value that is none, said in one line.
struct BadValue {
    std::string what;
};

/// The command line as words; what they mean is decided afterwards.
struct Words {
    std::vector<std::string> directories;
    bool no_rate = false;
    std::string ring;
    std::string window = "2s";
    std::optional<std::string> owner;
    std::string format = "text";
};

void add_format(CLI::App& command, Words& words)
{
    command.add_option("--format", words.format, "text, json, jsonl or csv; text")
        ->type_name("FORMAT");
}

CLI::App& add_list(CLI::App& app, Words& words)
{
    auto& command = *app.add_subcommand("list", "Shows every ring on this machine");
    command
        .add_option("--dir", words.directories, "Looks into DIR too; may be given several times")
        ->type_name("DIR")
        ->allow_extra_args(false);
    command.add_flag("--no-rate", words.no_rate, "Reads each ring once: faster, no rates");
    add_format(command, words);
    return command;
}

void add_stat(CLI::App& app, Words& words)
{
    auto& command = *app.add_subcommand(
        "stat", "Shows one ring: producer, consumers, lag, and who holds whom");
    command
        .add_option("RING", words.ring,
            "A shm name, or a path: one that starts with ./ or ../ or has a / further in")
        ->required()
        ->type_name("");
    command.add_option("--window", words.window, "How long to look before judging states; 2s")
        ->type_name("TIME");
    command
        .add_option("--allow-owner", words.owner, "Reads rings of the user with this number too")
        ->type_name("UID");
    add_format(command, words);
}

Format read_format(const Words& words)
{
    constexpr std::array kFormats{std::pair{"text", Format::Text}, std::pair{"json", Format::Json},
        std::pair{"jsonl", Format::JsonLines}, std::pair{"csv", Format::Csv}};
    for (const auto& [name, format] : kFormats) {
        if (words.format == name) {
            return format;
        }
    }
    throw BadValue{"--format: '" + words.format + "' (give text, json, jsonl or csv)"};
}

ringctl::ListOptions read_list(const Words& words)
{
    return {
        {words.directories.begin(), words.directories.end()}, !words.no_rate, read_format(words)};
}

ringctl::StatOptions read_stat(const Words& words)
{
    ringctl::StatOptions options;
    // A shm name is shown without the slash that may stand before it.
    const bool is_slash_name = words.ring.size() > 1 && words.ring.rfind('/') == 0;  // its only one
    options.ring = is_slash_name ? words.ring.substr(1) : words.ring;
    options.format = read_format(words);
    const auto window = rig::parse_duration(words.window);
    if (!window || *window > kWindowMax) {
        throw BadValue{"--window: '" + words.window + "' (give a time up to 10m, as 250ms or 2s)"};
    }
    options.window = *window;
    if (words.owner) {
        const auto owner = rig::parse_count(*words.owner);
        if (!owner || *owner > std::numeric_limits<uid_t>::max()) {
            throw BadValue{"--allow-owner: '" + *words.owner + "' (give a user's number)"};
        }
        options.allowed_owner = static_cast<uid_t>(*owner);
    }
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

std::string refusal(const CLI::ParseError& error, bool has_command, const char* first)
{
    if (has_command) {
        return error.what();
    }
    return first == nullptr ? "no command (give list or stat)"
                            : "'" + std::string(first) + "' is no command (give list or stat)";
}

Exit run(int argc, char** argv)
{
    CLI::App app("Watches rings in shared memory: reads, never writes, takes no slot.", "ringctl");
    app.require_subcommand(1);
    app.set_version_flag("--version", "ringctl " RINGSCOPE_VERSION);
    app.footer("Exit codes: 0 done, 64 usage, 66 no such ring, 69 ring present but not usable, 70 "
               "internal.");
    Words words;
    const CLI::App& list = add_list(app, words);
    add_stat(app, words);
    const auto given = [&]() -> const CLI::App& {
        const auto commands = app.get_subcommands();
        return commands.empty() ? app : *commands.front();
    };
    try {
        app.parse(argc, argv);
        return list.parsed() ? ringctl::list(read_list(words)) : ringctl::stat(read_stat(words));
    } catch (const CLI::CallForHelp&) {
        return ringctl::write_out(help_of(given()));
    } catch (const CLI::CallForVersion& version) {
        return ringctl::write_out(std::string(version.what()) + '\n');
    } catch (const CLI::ParseError& error) {
        return refuse(given(), refusal(error, &given() != &app, argc > 1 ? argv[1] : nullptr));
    } catch (const BadValue& bad) {
        return refuse(given(), bad.what);
    }
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
