// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/refusal.h"

#include "rig/nearest_name.h"

#include <ringlib/printable.h>

#include <algorithm>
#include <vector>

namespace rig {
namespace {

std::string quoted(const std::string& word)
{
    return "'" + ringlib::printable(word) + "'";
}

std::string no_command(const CLI::App& program)
{
    std::string names;
    for (const CLI::App* const command : program.get_subcommands({})) {
        names += (names.empty() ? "" : ", ") + command->get_name();
    }
    const std::vector<std::string> words = program.remaining();
    return (words.empty() ? "no command" : quoted(words.front()) + " is no command")
        + " (give one of " + names + ")";
}

std::vector<std::string> options_of(const CLI::App& command)
{
    std::vector<std::string> names;
    for (const CLI::Option* const option : command.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
    return names;
}

std::string unexpected(const CLI::App& command, const std::vector<std::string>& words)
{
    // A value that nobody took comes after the option that nobody knows.
    const auto option = std::find_if(
        words.begin(), words.end(), [](const std::string& word) { return word.starts_with('-'); });
    if (option == words.end()) {
        return command.get_name() + ": " + quoted(words.front())
            + " is one word too many (see --help)";
    }
    const std::string meant
        = nearest_name(option->substr(0, option->find('=')), options_of(command));
    return command.get_name() + ": " + quoted(*option) + " is no option ("
        + (meant.empty() ? std::string("see --help") : "did you mean " + meant + "?") + ")";
}

}  // namespace

std::string refusal(const CLI::App& program, const CLI::ParseError& error)
{
    const auto commands = program.get_subcommands();
    if (commands.empty()) {
        return no_command(program);
    }
    const std::vector<std::string> words = commands.front()->remaining();
    return words.empty() ? error.what() : unexpected(*commands.front(), words);
}

}  // namespace rig
