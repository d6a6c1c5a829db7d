// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig_support.h"
#include "support/temporary_ring.h"

#include <nlohmann/json.hpp>
#include <ringlib/ringlib.h>

#include <chrono>
#include <csignal>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ringtest {

using Words = std::vector<std::string>;
using nlohmann::json;

/// How a worker ended, and its last words.
struct Outcome {
    rig::ExitStatus exit;
    json summary;  ///< null when there was none
    std::string errors;
};

/// One real ringworker.
class Worker {
public:
    explicit Worker(const Words& arguments)
        : m_process(started(RINGWORKER, arguments))
    {
    }

    /// The next line of that type; null, and a failure, when it ended before.
    json line(const std::string& type)
    {
        json found;
        const bool came = eventually([&] {
            const bool ended = m_process.exit_status().has_value();
            take_lines();
            while (!m_lines.empty() && found.is_null()) {
                const json line = std::exchange(m_lines.front(), {});
                m_lines.erase(m_lines.begin());
                found = line["type"] == type ? line : json();
            }
            return ended || !found.is_null();
        });
        EXPECT_TRUE(came && !found.is_null()) << "no " << type << " line; " << errors();
        return found;
    }
    json ready() { return line("ready"); }

    Outcome outcome()
    {
        const auto exit = m_process.wait(kWatchdog);
        EXPECT_TRUE(exit) << "it does not end";
        take_lines();
        const bool is_last = !m_lines.empty() && m_lines.back()["type"] == "summary";
        return {exit.value_or(rig::ExitStatus{}), is_last ? m_lines.back() : json(), errors()};
    }

    void say(const std::string& command) { EXPECT_TRUE(m_process.send_line(command)) << command; }
    rig::WorkerProcess& process() { return m_process; }

private:
    void take_lines()
    {
        for (const std::string& text : m_process.read_output()) {
            json line = json::parse(text, nullptr, false);
            EXPECT_TRUE(line.is_object()) << text;
            m_lines.push_back(std::move(line));
        }
    }
    std::string errors()
    {
        for (const std::string& line : m_process.read_errors()) {
            m_errors += line + '\n';
        }
        return m_errors;
    }

    rig::WorkerProcess m_process;
    std::vector<json> m_lines;
    std::string m_errors;
};

inline Words with(Words words, const Words& more)
{
    words.insert(words.end(), more.begin(), more.end());
    return words;
}
inline Words produce_words(const TemporaryRing& ring, const Words& more = {})
{
    return with(
        {"produce", "--ring", ring.name(), "--capacity", "1024", "--event-size", "64"}, more);
}
inline Words consume_words(const TemporaryRing& ring, const std::string& id, const Words& more = {})
{
    return with({"consume", "--ring", ring.name(), "--id", id}, more);
}

inline constexpr rig::ExitStatus kDone{.code = 0};
inline constexpr rig::ExitStatus kKilled{.signal = SIGKILL};

/// It ended as it should, and every event from its first to its last came once, in order and whole.
inline void expect_clean(const Outcome& outcome, const std::string& end)
{
    EXPECT_EQ(outcome.exit, kDone) << outcome.exit.text() << "; " << outcome.errors;
    EXPECT_EQ(outcome.errors, "");
    const json& summary = outcome.summary;
    ASSERT_TRUE(summary.is_object());
    EXPECT_EQ(summary["end"], end);
    if (summary["role"] == "consumer") {
        for (const char* key : {"gaps", "duplicates", "out_of_order", "torn"}) {
            EXPECT_EQ(summary[key], 0) << key << ": " << summary;
        }
    }
    const std::int64_t span = summary["last"].get<std::int64_t>()
        - summary["first"].get<std::int64_t>() + (summary["events"] == 0 ? 0 : 1);
    EXPECT_EQ(summary["events"], span) << summary;
}

/// What an observer sees of a ring; nothing while there is none.
inline std::optional<ringlib::RingSnapshot> look_at(const std::string& ring)
{
    auto observer = ringlib::RingObserver::attach(ring);
    ringlib::RingSnapshot snapshot;
    if (!observer || !observer->snapshot(snapshot)) {
        return std::nullopt;
    }
    return snapshot;
}

inline std::int64_t published(const std::string& ring)
{
    const auto snapshot = look_at(ring);
    return snapshot ? snapshot->producer.sequence : -1;
}
inline std::int64_t consumed(const std::string& ring, const std::string& id)
{
    const auto snapshot = look_at(ring);
    for (const auto& consumer : snapshot ? snapshot->consumers : decltype(snapshot->consumers){}) {
        if (consumer.id == id) {
            return consumer.sequence;
        }
    }
    return -1;
}

}  // namespace ringtest
