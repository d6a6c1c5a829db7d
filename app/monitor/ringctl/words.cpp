// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/words.h"

#include "rig/quantity.h"

#include <array>
#include <limits>
#include <utility>

namespace ringctl {

void add_format(CLI::App& command, std::string& format)
{
    command.add_option("--format", format, "text, json, jsonl or csv; text")->type_name("FORMAT");
}

CLI::Option* add_ring(CLI::App& command, std::string& ring)
{
    return command
        .add_option("RING", ring,
            "A shm name, or a path: one that starts with ./ or ../ or has a / further in")
        ->type_name("");
}

void add_owner(CLI::App& command, std::optional<std::string>& owner)
{
    command.add_option("--allow-owner", owner, "Reads rings of the user with this number too")
        ->type_name("UID");
}

Format format_of(const std::string& word)
{
    constexpr std::array kFormats{std::pair{"text", Format::Text}, std::pair{"json", Format::Json},
        std::pair{"jsonl", Format::JsonLines}, std::pair{"csv", Format::Csv}};
    for (const auto& [name, format] : kFormats) {
        if (word == name) {
            return format;
        }
    }
    throw BadValue{"--format: '" + word + "' (give text, json, jsonl or csv)"};
}

std::string ring_of(const std::string& word)
{
    const bool is_slash_name = word.size() > 1 && word.rfind('/') == 0;  // its only one
    return is_slash_name ? word.substr(1) : word;
}

std::optional<uid_t> owner_of(const std::optional<std::string>& word)
{
    if (!word) {
        return std::nullopt;
    }
    const auto owner = rig::parse_count(*word);
    if (!owner || *owner > std::numeric_limits<uid_t>::max()) {
        throw BadValue{"--allow-owner: '" + *word + "' (give a user's number)"};
    }
    return static_cast<uid_t>(*owner);
}

monitor::Duration time_of(
    const std::string& option, const std::string& word, const std::string& advice)
{
    const auto time = rig::parse_duration(word);
    if (!time) {
        throw BadValue{option + ": '" + word + "' (" + advice + ")"};
    }
    return *time;
}

}  // namespace ringctl
