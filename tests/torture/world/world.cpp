// SPDX-License-Identifier: MIT OR Apache-2.0
#include "world.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

namespace torture {
namespace {

constexpr std::chrono::seconds kWatchdog{50};

ChildProcess started(const std::string& program, const Words& role, const Words& before)
{
    Words words;
    if (!before.empty()) {  // found by the PATH
        words.emplace_back("/usr/bin/env");
        words.insert(words.end(), before.begin(), before.end());
    }
    words.push_back(program);
    words.insert(words.end(), role.begin(), role.end());
    return ChildProcess(words);
}

}  // namespace

ChildProcess ring_peer(const Words& role, const Words& before)
{
    return started(RING_PEER, role, before);
}

ChildProcess world_peer(const Words& role, const Words& before)
{
    return started(WORLD_PEER, role, before);
}

std::optional<std::string> why_not(const Words& command)
{
    Words words{"/bin/sh", "-c", "\"$@\" 2>&1", "sh"};
    words.insert(words.end(), command.begin(), command.end());
    const auto outcome = ChildProcess(words).wait();
    if (outcome.code == 0) {
        return std::nullopt;
    }
    return "not allowed here: " + outcome.output.substr(0, outcome.output.find('\n'));
}

std::optional<std::int64_t> number_after(const std::string& said, const std::string& word)
{
    std::istringstream words(said);
    std::string found;
    while (words >> found) {
        std::int64_t value = 0;
        if (found == word && words >> value) {
            return value;
        }
    }
    return std::nullopt;
}

bool says(const std::string& said, const std::string& word, std::int64_t number)
{
    return number_after(said, word) == number;
}

std::optional<ringlib::RingSnapshot> look_at(const std::string& ring)
{
    auto observer = ringlib::RingObserver::attach(ring);
    ringlib::RingSnapshot snapshot;
    return observer && observer->snapshot(snapshot) ? std::optional(snapshot) : std::nullopt;
}

std::optional<ringlib::ConsumerSnapshot> look_at_consumer(
    const std::string& ring, const std::string& id)
{
    const auto snapshot = look_at(ring);
    for (const auto& consumer : snapshot ? snapshot->consumers : decltype(snapshot->consumers){}) {
        if (consumer.id == id) {
            return consumer;
        }
    }
    return std::nullopt;
}

ringlib::Sequence last_published(const std::string& ring)
{
    const auto snapshot = look_at(ring);
    return snapshot ? snapshot->producer.sequence : ringlib::kNoSequence;
}

bool eventually(const std::function<bool()>& condition)
{
    const auto limit = std::chrono::steady_clock::now() + kWatchdog;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > limit) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

bool goes_on(const std::string& ring, ringlib::Sequence events)
{
    const ringlib::Sequence wanted = last_published(ring) + events;
    return eventually([&] { return last_published(ring) >= wanted; });
}

std::set<std::string> names_in(const std::string& directory, const std::string& part)
{
    std::set<std::string> names;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(directory, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.find(part) != std::string::npos) {
            names.insert(name);
        }
    }
    return names;
}

std::string bytes_of(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void kill_and_wait(ChildProcess& process)
{
    process.signal(SIGKILL);
    process.wait();
}

}  // namespace torture
