// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/leftovers.h"

#include "rig/process_stat.h"

#include <ringlib/observer.h>
#include <ringlib/remove.h>

#include <charconv>
#include <optional>
#include <thread>

namespace rig {
namespace {

constexpr std::chrono::milliseconds kLookAgain{10};

std::optional<pid_t> owner_in_name(std::string_view name)
{
    if (!name.starts_with(kDemoRingPrefix)) {
        return std::nullopt;
    }
    const std::string_view digits = name.substr(kDemoRingPrefix.size());
    pid_t pid = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), pid);
    const bool is_pid = error == std::errc{} && end == digits.data() + digits.size() && pid > 0;
    return is_pid ? std::optional(pid) : std::nullopt;
}

/// When the ring's producer was started; nothing if the ring does not say.
std::optional<std::uint64_t> producer_start_time(const std::string& ring)
{
    auto observer = ringlib::RingObserver::attach(ring);
    ringlib::RingSnapshot snapshot;
    if (!observer || !observer->snapshot(snapshot) || snapshot.producer.pid == 0) {
        return std::nullopt;
    }
    return snapshot.producer.start_time;
}

// A program is older than its workers: whoever has its pid and is younger than the ring's producer
// is somebody else.
bool is_owner_gone(pid_t owner, const std::string& ring)
{
    const auto process = read_process_stat(owner);
    if (!process || process->is_dead()) {
        return true;
    }
    const auto producer = producer_start_time(ring);
    return producer && process->start_time > *producer;
}

std::vector<std::string> rings_without_owner()
{
    std::vector<std::string> names;
    for (const ringlib::RingInfo& ring : ringlib::list_rings()) {
        const auto owner = owner_in_name(ring.name);
        if (owner && is_owner_gone(*owner, ring.name)) {
            names.push_back(ring.name);
        }
    }
    return names;
}

bool is_held(ringlib::Errc code)
{
    return code == ringlib::Errc::ProducerAlive || code == ringlib::Errc::ConsumerIdInUse;
}

}  // namespace

std::string demo_ring_name(pid_t owner)
{
    return std::string(kDemoRingPrefix) + std::to_string(owner);
}

std::vector<std::string> remove_demo_leftovers(std::chrono::nanoseconds patience)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    std::vector<std::string> left = rings_without_owner();
    std::vector<std::string> removed;
    for (;;) {
        // Another user's and what is no ring stay; ringlib asks the kernel who holds the others.
        std::erase_if(left, [&removed](const std::string& name) {
            const auto result = ringlib::remove_ring(name);
            if (result) {
                removed.push_back(name);
            }
            return result.has_value() || !is_held(result.error().code);
        });
        if (left.empty() || std::chrono::steady_clock::now() >= until) {
            return removed;
        }
        std::this_thread::sleep_for(kLookAgain);
    }
}

}  // namespace rig
