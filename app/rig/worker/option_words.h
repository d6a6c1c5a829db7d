// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/bad_value.h"

#include <ringlib/printable.h>

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace rig {

/// The command line as words; what they mean is decided afterwards, in one place.
class Words {
public:
    explicit Words(CLI::App& command)
        : m_command(command)
    {
    }

    void add_option(const std::string& name, const std::string& type, const std::string& help)
    {
        m_command.add_option(name, m_unused, help)
            ->type_name(type)
            ->multi_option_policy(CLI::MultiOptionPolicy::Throw);
    }
    void add_flag(const std::string& name, const std::string& help)
    {
        m_command.add_flag(name, help)->multi_option_policy(CLI::MultiOptionPolicy::Throw);
    }
    [[nodiscard]] bool has(const std::string& name) const
    {
        return m_command.get_option(name)->count() != 0;
    }
    [[nodiscard]] std::optional<std::string> text(const std::string& name) const
    {
        const CLI::Option* const option = m_command.get_option(name);
        return option->count() == 0 ? std::nullopt : std::optional(option->results().front());
    }
    /// @param right what would be right, for the message.
    template <typename Parse>
    auto read(const std::string& name, Parse&& parse, std::string_view right) const
        -> decltype(parse(std::string_view{}))
    {
        const auto given = text(name);
        if (!given) {
            return std::nullopt;
        }
        auto value = parse(std::string_view(*given));
        if (!value) {
            throw BadValue{
                name + ": '" + ringlib::printable(*given) + "' (give " + std::string(right) + ")"};
        }
        return value;
    }
    [[nodiscard]] const CLI::App& command() const { return m_command; }

private:
    CLI::App& m_command;
    std::string m_unused;
};

}  // namespace rig
