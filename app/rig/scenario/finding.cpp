// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/finding.h"

#include <ringlib/printable.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace rig::scenario {
namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : std::string(between)) + word;
    }
    return text;
}

bool is_one_of(const std::string& word, const std::vector<std::string>& words)
{
    return std::any_of(words.begin(), words.end(), [&word](const std::string& each) {
        return each == word || (each == "OK" && word == "OK steady");
    });
}

std::string exit_in_words(const WorkerObservation& worker)
{
    if (worker.exit_signal != 0) {
        return "killed by signal " + std::to_string(worker.exit_signal);
    }
    return "exit " + std::to_string(worker.exit_code)
        + (worker.error.empty() ? "" : ", " + worker.error)
        + (worker.end.empty() ? "" : ", " + worker.end);
}

/// Looks with the eyes of one expectation.
class Look {
public:
    Look(const Expectation& expectation, const RunHistory& history)
        : m_expectation(expectation)
        , m_history(history)
        , m_ring(history.seen().ring)
    {
    }

    [[nodiscard]] Finding find() const
    {
        switch (m_expectation.subject) {
        case Subject::RingState:
            return now(m_ring.state == m_expectation.words.front(),
                m_ring.state + (m_ring.reason.empty() ? "" : ": " + m_ring.reason));
        case Subject::RingFull:
            return now(m_ring.blocked_since.has_value(),
                m_ring.blocked_since ? "held by " + m_ring.gated_by
                                     : std::to_string(m_ring.used) + " events unread");
        case Subject::RingEpoch:
            return now(
                m_ring.epoch >= *m_expectation.number, "epoch " + std::to_string(m_ring.epoch));
        case Subject::RingPublished:
            return now(m_ring.published + 1 == static_cast<std::int64_t>(*m_expectation.number),
                std::to_string(m_ring.published + 1) + " published");
        case Subject::RingReplaced:
            return now(m_ring.attached && m_ring.instance != m_history.first_instance(),
                "instance " + m_ring.instance.substr(0, 8));
        case Subject::ProducerAlert:
            return alert();
        case Subject::ProducerExit:
            return producer_exit();
        case Subject::ProducerGoesOn:
            return goes_on("the producer", base().published, m_history.published());
        case Subject::Integrity:
            return integrity();
        default:
            return of_consumers();
        }
    }

private:
    [[nodiscard]] Finding now(bool holds, std::string_view measured) const
    {
        return {holds, m_history.now(), ringlib::printable(measured)};
    }

    [[nodiscard]] Positions base() const
    {
        const Positions* const positions = m_expectation.since == Since::Heal
            ? m_history.at_heal(m_expectation.fault)
            : m_history.at_proof(m_expectation.fault);
        return positions != nullptr ? *positions
                                    : Positions{m_history.now(), m_history.published(), {}};
    }

    [[nodiscard]] Finding alert() const
    {
        const Time from = base().at;
        for (const WorkerObservation& worker : m_history.seen().workers) {
            for (const AlertObservation& alert : worker.alerts) {
                if (alert.consumer != m_expectation.consumers.front() || alert.at < from) {
                    continue;
                }
                const auto full = m_history.blocked_before(alert.at);
                return {true, alert.at,
                    in_seconds(alert.at - from) + " since the fault"
                        + (full ? ", " + in_seconds(alert.at - *full) + " since the ring was full"
                                : "")};
            }
        }
        return now(false, "no alert about " + m_expectation.consumers.front());
    }

    [[nodiscard]] Finding producer_exit() const
    {
        const WorkerObservation* const producer = m_history.last_process(kProducerName);
        if (producer == nullptr || producer->phase != WorkerPhase::Exited) {
            return now(false, "the producer runs");
        }
        const bool code = !m_expectation.number
            || (producer->exit_signal == 0
                && static_cast<std::uint64_t>(producer->exit_code) == *m_expectation.number);
        const bool reason
            = m_expectation.words.empty() || is_one_of(producer->error, m_expectation.words);
        const bool named = std::all_of(m_expectation.consumers.begin(),
            m_expectation.consumers.end(), [producer](const std::string& id) {
                return producer->last_error.find(id) != std::string::npos;
            });
        return {code && reason && named, producer->exited_at.value_or(m_history.now()),
            ringlib::printable(exit_in_words(*producer)
                + (named ? "" : ", without naming " + joined(m_expectation.consumers, ", ")))};
    }

    // A ring full of events more than at the begin: nothing that was still on the way.
    [[nodiscard]] Finding goes_on(
        const std::string& who, std::int64_t from, std::int64_t reached) const
    {
        const auto capacity = static_cast<std::int64_t>(m_history.scenario().topology.capacity);
        return now(reached >= from + capacity,
            who + ": " + std::to_string(std::max<std::int64_t>(reached - from, 0)) + " events on");
    }

    /// Whether anything has gone wrong, for what was expected.
    [[nodiscard]] Finding integrity() const
    {
        std::uint64_t events = 0;
        for (const WorkerObservation& worker : m_history.seen().workers) {
            if (worker.name == kProducerName) {
                continue;
            }
            const StreamTotals& totals = worker.totals;
            events += totals.events;
            if (!totals.is_clean()) {
                return now(false,
                    worker.name + ": " + std::to_string(totals.gaps) + " lost, "
                        + std::to_string(totals.duplicates) + " doubled, "
                        + std::to_string(totals.out_of_order) + " out of order, "
                        + std::to_string(totals.torn) + " torn in "
                        + std::to_string(totals.events));
            }
        }
        return now(true, std::to_string(events) + " events, each once, in order and whole");
    }

    [[nodiscard]] Finding of_consumers() const
    {
        const std::vector<std::string> ids = m_expectation.subject == Subject::ConsumerEnd
                && m_expectation.consumers == std::vector<std::string>{"*"}
            ? m_history.consumer_names()
            : m_history.resolve(m_expectation.consumers);
        // All of them, or with never: not one.
        const bool never = m_expectation.never;
        Finding all = now(!never && !ids.empty(), ids.empty() ? "no consumer runs" : "");
        for (const std::string& id : ids) {
            Finding one = of_consumer(id);
            if (one.holds == never) {
                return one;
            }
            all.at = all.measured.empty() ? one.at : std::max(all.at, one.at);
            all.measured += (all.measured.empty() ? "" : "; ") + one.measured;
        }
        return all;
    }

    [[nodiscard]] Finding of_consumer(const std::string& id) const
    {
        const ConsumerObservation* const attached = m_history.find_attached(id);
        switch (m_expectation.subject) {
        case Subject::ConsumerState: {
            const std::string state = attached != nullptr ? attached->state : "ABSENT";
            return now(is_one_of(state, m_expectation.words), id + " " + state);
        }
        case Subject::ConsumerAttached:
            return now((attached != nullptr) == m_expectation.attached && m_ring.attached,
                id + (attached != nullptr ? " is attached" : " is not attached"));
        case Subject::ConsumerGates:
            return now(m_ring.blocked_since && m_ring.gated_by == id,
                m_ring.blocked_since ? "held by " + m_ring.gated_by : "not held");
        case Subject::ConsumerGoesOn: {
            const Positions from = base();
            const auto before = from.consumed.find(id);
            return goes_on(
                id, before != from.consumed.end() ? before->second : -1, m_history.consumed(id));
        }
        case Subject::ConsumerEnd:
            return end(id);
        case Subject::ConsumerFirst:
            return first(id);
        default:
            return redelivered(id);
        }
    }

    [[nodiscard]] Finding end(const std::string& id) const
    {
        const WorkerObservation* const process = m_history.last_process(id);
        if (process == nullptr || process->phase != WorkerPhase::Exited) {
            return now(false, id + (process == nullptr ? " never started" : " runs"));
        }
        const std::int64_t lag = m_history.published() - process->totals.last;
        const bool drained = !m_expectation.drained || lag <= 0;
        return {process->end == m_expectation.words.front() && drained,
            process->exited_at.value_or(m_history.now()),
            ringlib::printable(id + ": "
                + (process->end.empty() ? exit_in_words(*process) : process->end)
                + (m_expectation.drained ? ", lag " + std::to_string(std::max<std::int64_t>(lag, 0))
                                         : ""))};
    }

    // Between two looks the ring went on: what counts lies between what both would give.
    [[nodiscard]] Finding first(const std::string& id) const
    {
        const WorkerObservation* const process = m_history.last_process(id);
        const RunHistory::Join* const join = m_history.last_join(id);
        if (process == nullptr || join == nullptr || process->totals.first < 0) {
            return now(false, id + " read nothing");
        }
        const std::int64_t first = process->totals.first;
        std::int64_t least = 0;
        std::int64_t most = 0;
        const auto capacity = static_cast<std::int64_t>(m_history.scenario().topology.capacity);
        switch (m_expectation.first) {
        case FirstEvent::Oldest:
            // The library begins at most an eighth of the ring after the oldest there is.
            least = std::max<std::int64_t>(join->published_before + 1 - capacity, 0);
            most = std::max<std::int64_t>(join->published_after + 1 - capacity, 0)
                + (join->published_after + 1 > capacity - capacity / 8 ? capacity / 8 : 0);
            break;
        case FirstEvent::Next:
            least = join->published_before + 1;
            most = join->published_after + 1;
            break;
        case FirstEvent::Resumed:
            if (!join->committed) {
                return now(false, id + " was not here before");
            }
            least = *join->committed + 1;
            most = least;
            break;
        }
        return now(first >= least && first <= most,
            id + " began at " + std::to_string(first) + ", right is "
                + (least == most ? std::to_string(least)
                                 : std::to_string(least) + " to " + std::to_string(most)));
    }

    [[nodiscard]] Finding redelivered(const std::string& id) const
    {
        const WorkerObservation* const process = m_history.last_process(id);
        const std::uint64_t count = process != nullptr ? process->totals.redelivered : 0;
        return now(process != nullptr && count == *m_expectation.number,
            id + ": " + std::to_string(count) + " redelivered");
    }

    const Expectation& m_expectation;
    const RunHistory& m_history;
    const RingObservation& m_ring;
};

}  // namespace

Finding look_for(const Expectation& expectation, const RunHistory& history)
{
    return Look(expectation, history).find();
}

bool is_final(const Expectation& expectation)
{
    switch (expectation.subject) {
    case Subject::ConsumerFirst:
    case Subject::ConsumerRedelivered:
    case Subject::Integrity:
        return true;
    case Subject::ConsumerEnd:
        return expectation.words.front() == "closed";
    default:
        return false;
    }
}

std::string in_seconds(Time time)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3f s", std::chrono::duration<double>(time).count());
    return text.data();
}

}  // namespace rig::scenario
