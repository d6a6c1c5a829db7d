// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/commands.h"

#include "monitor/ringctl/sampling.h"
#include "monitor/ringctl/words.h"
#include "monitor/wording.h"

#include "rig/nearest_name.h"

#include <ringlib/printable.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <thread>

namespace ringctl {
namespace {

using monitor::Clock;
using monitor::ConsumerReading;
using monitor::ConsumerState;
using monitor::RingReading;
using monitor::RingWord;

constexpr std::array kRingWords{RingWord::Live, RingWord::Idle, RingWord::Orphan,
    RingWord::Replaced, RingWord::Truncated, RingWord::Incompatible, RingWord::Forbidden,
    RingWord::Closed, RingWord::Failed, RingWord::Waiting};

/// What is waited for. A word may be one of a ring and of a consumer: IDLE.
struct Wanted {
    std::string word;  ///< as it is shown
    std::optional<RingWord> ring;
    std::optional<ConsumerState> consumer;
    std::optional<std::string> id;  ///< of the consumer; nothing: the ring
};

/// "falling-behind" and "FALLING BEHIND" are the same.
std::string normal(std::string_view word)
{
    std::string text;
    for (const char c : word) {
        const bool lower = c >= 'a' && c <= 'z';
        text += lower ? static_cast<char>(c - 'a' + 'A') : c == '-' || c == '_' ? ' ' : c;
    }
    return text;
}

Wanted wanted_by(const WaitOptions& options)
{
    Wanted wanted{normal(options.state), {}, {}, options.consumer};
    std::vector<std::string> names;
    if (!wanted.id) {
        for (const auto word : kRingWords) {
            names.emplace_back(to_string(word));
            if (names.back() == wanted.word) {
                wanted.ring = word;
            }
        }
    }
    for (int rule = 1; rule <= rule_number(ConsumerState::OkSteady); ++rule) {
        const auto state = static_cast<ConsumerState>(rule);
        const std::string name = normal(to_string(state));
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
        if (name == wanted.word) {
            wanted.consumer = state;
        }
    }
    if (wanted.ring || wanted.consumer) {
        return wanted;
    }
    const std::string meant = rig::nearest_name(wanted.word, names);
    std::string all;
    for (const auto& name : names) {
        all += (all.empty() ? "" : ", ") + name;
    }
    throw BadValue{"--state: '" + options.state + "' is no state of a "
        + (wanted.id ? "consumer (" : "ring (")
        + (meant.empty() ? "" : "did you mean '" + meant + "'? ") + "give one of " + all + ")"};
}

bool is_in(const ConsumerReading& consumer, ConsumerState wanted)
{
    return consumer.state == wanted
        || (wanted == ConsumerState::Ok && consumer.state == ConsumerState::OkSteady);
}

/// A ring is OK when it has its name, its producer lives and no consumer that counts is anything
/// else: the required ones, and another while it is at the gate; all, where none is required.
bool is_ok(const RingReading& reading)
{
    const auto& consumers = reading.consumers;
    const bool any_required = std::any_of(
        consumers.begin(), consumers.end(), [](const auto& one) { return one.required; });
    const auto is_fine = [&](const ConsumerReading& one) {
        const bool counts = !any_required || one.required || one.id == reading.gating;
        return !counts || is_in(one, ConsumerState::Ok);
    };
    return reading.state == RingWord::Live && reading.named && !consumers.empty()
        && reading.producer.state != monitor::ProducerWord::Held
        && std::all_of(consumers.begin(), consumers.end(), is_fine);
}

bool holds(const RingReading& reading, const Wanted& wanted)
{
    const auto& consumers = reading.consumers;
    if (wanted.ring) {
        return reading.state == *wanted.ring;
    }
    if (!reading.attached) {
        return false;
    }
    if (!wanted.id) {
        return wanted.consumer == ConsumerState::Ok
            ? is_ok(reading)
            : std::any_of(consumers.begin(), consumers.end(),
                [&](const auto& one) { return is_in(one, *wanted.consumer); });
    }
    const auto found = std::find_if(
        consumers.begin(), consumers.end(), [&](const auto& one) { return one.id == *wanted.id; });
    return found == consumers.end() ? wanted.consumer == ConsumerState::Absent
                                    : is_in(*found, *wanted.consumer);
}

std::string name_of(const WaitOptions& options)
{
    return options.ring + (options.consumer ? ", consumer " + *options.consumer : "");
}

Exit report(const WaitOptions& options, const Wanted& wanted, monitor::RingWatch& watch,
    monitor::Duration waited)
{
    const auto& reading = watch.reading();
    monitor::RingDetails details;
    watch.read_details(details);
    return write_out(options.format == Format::Text
            ? ringlib::printable(
                  name_of(options) + " is " + wanted.word + " after " + monitor::in_words(waited))
                + '\n'
            : machine_text(options.format, reading, details));
}

std::string state_now(const RingReading& reading, const Wanted& wanted)
{
    std::string text(to_string(reading.state));
    for (const auto& one : reading.consumers) {
        if (reading.attached && (!wanted.id || one.id == *wanted.id)) {
            text += ", " + one.id + " " + std::string(to_string(one.state));
        }
    }
    return text;
}

}  // namespace

Exit wait(const WaitOptions& options)
{
    const Wanted wanted = wanted_by(options);
    monitor::RingWatch watch(options.ring, sampling(kWindow, options.allowed_owner));
    const auto begun = Clock::now();
    for (auto next = begun;; next = std::max(next + kTick, Clock::now())) {
        std::this_thread::sleep_until(next);
        watch.tick();
        if (watch.error() && watch.error()->code == ringlib::Errc::InvalidName) {
            return complain_about(*watch.error(), "");
        }
        const auto waited = Clock::now() - begun;
        if (holds(watch.reading(), wanted)) {
            return report(options, wanted, watch, waited);
        }
        if (options.timeout && waited >= *options.timeout) {
            complain(name_of(options) + ": not " + wanted.word + " within "
                + monitor::in_words(*options.timeout) + ", but "
                + state_now(watch.reading(), wanted) + " ("
                + (watch.error() ? hint_for(*watch.error(), options.ring) : "")
                + "'ringctl stat' tells more, --timeout waits longer)");
            return Exit::TimedOut;
        }
    }
}

}  // namespace ringctl
