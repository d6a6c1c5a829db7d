// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/owned_names.h"

#include "rig/platform/process_stat.h"

#include <atomic>
#include <charconv>
#include <cstdlib>
#include <unistd.h>

namespace rig {
namespace {

/// Takes a number off the front; nothing: there is none.
template <typename T>
std::optional<T> take_number(std::string_view& text)
{
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || text.empty() || text.front() == '-') {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

bool take_prefix(std::string_view& text, std::string_view prefix)
{
    const bool is_there = text.starts_with(prefix);
    text.remove_prefix(is_there ? prefix.size() : 0);
    return is_there;
}

}  // namespace

std::string demo_ring_name(pid_t owner)
{
    return std::string(kDemoRingPrefix) + std::to_string(owner);
}

std::filesystem::path directory_of_rigs()
{
    const char* const named
        = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nobody changes it
    return named != nullptr && *named != '\0' ? named : "/tmp";
}

std::string next_rig_name()
{
    static std::atomic<unsigned> next_number{0};
    const pid_t self = ::getpid();
    const auto stat = read_process_stat(self);
    return std::string(kRigPrefix) + std::to_string(self) + '.'
        + std::to_string(stat ? stat->start_time : 0) + '-' + std::to_string(next_number++);
}

std::optional<NamedOwner> owner_in_name(std::string_view name)
{
    const bool is_rig = take_prefix(name, kRigPrefix);
    if (!is_rig && !take_prefix(name, kDemoRingPrefix)) {
        return std::nullopt;
    }
    NamedOwner owner;
    const auto pid = take_number<pid_t>(name);
    bool whole = pid && *pid > 0;
    owner.pid = pid.value_or(0);
    if (is_rig) {
        whole = whole && take_prefix(name, ".");
        owner.start_time = take_number<std::uint64_t>(name);
        whole = whole && owner.start_time && take_prefix(name, "-")
            && take_number<unsigned>(name).has_value();
    }
    return whole && name.empty() ? std::optional(owner) : std::nullopt;
}

bool is_ring_of_rig(const std::filesystem::path& ring)
{
    const bool is_file = ring.filename() == kRingFile && ring.has_parent_path();
    const std::filesystem::path whose = is_file ? ring.parent_path() : ring;
    return owner_in_name(whose.filename().string()).has_value();
}

}  // namespace rig
