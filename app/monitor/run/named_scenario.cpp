// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/named_scenario.h"

#include "monitor/run/run_record.h"

#include "rig/nearest_name.h"
#include "rig/scenario/builtin.h"
#include "rig/scenario/parse.h"

#include <ringlib/printable.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <string_view>

namespace monitor::run {
namespace {

constexpr int kUsage = 64;
constexpr int kNoSuchFile = 66;
constexpr int kNotUsable = 69;

NoScenario absent(const std::string& named)
{
    std::vector<std::string> names;
    for (const auto& each : rig::scenario::builtin_scenarios()) {
        names.emplace_back(each.name);
    }
    const std::string meant = rig::nearest_name(named, names);
    return {NoScenario::Why::Absent,
        {"SCENARIO: '" + ringlib::printable(named) + "' is neither built in nor a file ("
            + (meant.empty() ? "'ringctl scenarios' shows what is built in"
                             : "did you mean '" + meant + "'?")
            + ')'}};
}

tl::expected<std::string, NoScenario> text_of_file(const std::string& path)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        return tl::unexpected(absent(path));
    }
    std::ifstream file(path, std::ios::binary);
    std::string text(rig::scenario::kFileBytesMax + 1, '\0');  // more is refused anyway
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad() || (file.fail() && !file.eof())) {
        return tl::unexpected(NoScenario{NoScenario::Why::Unreadable,
            {ringlib::printable(path) + ": cannot be read (check its mode)"}});
    }
    return text;
}

/// As one word of bash, whatever is in it.
std::string in_shell(const std::string& word)
{
    constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789_./-+=:@%,";
    if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) {
        return word;
    }
    std::string quoted = "$'";
    for (const char c : word) {
        quoted += c == '\'' || c == '\\' ? '\\' + std::string(1, c)
                                         : ringlib::printable(std::string_view(&c, 1));
    }
    return quoted + '\'';
}

}  // namespace

int NoScenario::exit_code() const noexcept
{
    return why == Why::Wrong ? kUsage : why == Why::Absent ? kNoSuchFile : kNotUsable;
}

tl::expected<NamedScenario, NoScenario> find_scenario(const std::string& named)
{
    const auto* const built_in = rig::scenario::find_builtin_scenario(named);
    auto text = built_in != nullptr ? std::string(built_in->text) : text_of_file(named);
    if (!text) {
        return tl::unexpected(std::move(text.error()));
    }
    auto scenario = rig::scenario::parse_scenario(*text);
    if (!scenario) {
        NoScenario wrong{NoScenario::Why::Wrong, {}};
        for (const auto& complaint : scenario.error()) {
            wrong.lines.push_back(complaint.text(named));
        }
        return tl::unexpected(std::move(wrong));
    }
    return NamedScenario{std::move(*scenario), named, built_in != nullptr};
}

std::string reproduce_command(const NamedScenario& named, std::uint64_t seed)
{
    return "ringctl run " + in_shell(named.named)
        + (named.scenario.names_backend
                ? ""
                : " --backend " + std::string(to_string(named.scenario.topology.backend)))
        + " --seed " + std::to_string(seed);
}

std::uint64_t some_seed()
{
    constexpr std::uint64_t kSeeds = 1'000'000;
    return std::random_device()() % kSeeds;
}

}  // namespace monitor::run
