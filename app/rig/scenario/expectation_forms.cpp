// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/keys.h"

#include "rig/quantity.h"
#include "rig/scenario/words.h"

#include <algorithm>
#include <array>

namespace rig::scenario {
namespace {

constexpr std::array kForms = {ExpectationForm{Subject::RingState, {"ring", "is"},
                                   "ring: state, is: LIVE", "The monitor's word for the ring"},
    ExpectationForm{Subject::RingFull, {"ring"}, "ring: full", "The producer is blocked"},
    ExpectationForm{Subject::RingEpoch, {"ring", "is"}, "ring: epoch, is: 2",
        "So many producers the ring has had, or more"},
    ExpectationForm{Subject::RingPublished, {"ring", "is"}, "ring: published, is: 1000",
        "Exactly so many events were published"},
    ExpectationForm{Subject::RingReplaced, {"ring"}, "ring: replaced", "Another ring has its name"},
    ExpectationForm{Subject::ProducerAlert, {"producer", "consumer"},
        "producer: alert, consumer: cp_1",
        "The producer says that this consumer stalls or has died"},
    ExpectationForm{Subject::ProducerExit, {"producer", "code", "reason", "consumer"},
        "producer: exit, code: 2, reason: …, consumer: cp_1",
        "The producer ends so, and names that consumer"},
    ExpectationForm{Subject::ProducerGoesOn, {"producer"}, "producer: goes_on",
        "Another ring full of events is published"},
    ExpectationForm{Subject::ConsumerState, {"consumer", "state"}, "consumer: cp_1, state: GATING",
        "The monitor's word for the consumer"},
    ExpectationForm{Subject::ConsumerAttached, {"consumer", "attached"},
        "consumer: cp_1, attached: false", "It is in the ring, or not"},
    ExpectationForm{Subject::ConsumerGates, {"consumer", "gates"}, "consumer: cp_1, gates: true",
        "The producer is blocked by it"},
    ExpectationForm{Subject::ConsumerGoesOn, {"consumer", "goes_on"},
        "consumer: cp_1, goes_on: true", "It has read another ring full of events"},
    ExpectationForm{Subject::ConsumerEnd, {"consumer", "end", "drained"},
        "consumer: cp_1, end: closed, drained: true", "Its process ends so"},
    ExpectationForm{Subject::ConsumerFirst, {"consumer", "first"}, "consumer: cp_1, first: resumed",
        "Its last process began there"},
    ExpectationForm{Subject::ConsumerRedelivered, {"consumer", "redelivered"},
        "consumer: cp_1, redelivered: 1", "So many events came to its last process again"},
    ExpectationForm{Subject::Integrity, {"always"}, "always: integrity",
        "Nothing lost, doubled, out of order or torn, for any process"}};

/// Puts one expectation together, and complains of the first thing that does not go together.
class Composer {
public:
    Composer(const ExpectationWords& words, Place place, Complaints& complaints)
        : m_words(words)
        , m_complaints(complaints)
    {
        m_made.place = place;
    }

    std::optional<Expectation> compose(Scope outside)
    {
        m_made.never = m_words.never.value_or(false);
        m_made.within = m_words.within;
        const bool right = scope(outside) && subject() && time();
        return right ? std::optional(std::move(m_made)) : std::nullopt;
    }

private:
    bool complain(const std::string& what)
    {
        m_complaints.push_back({m_made.place, "an expectation: " + what});
        return false;
    }

    bool scope(Scope outside)
    {
        m_made.scope = outside;
        const bool scoped = m_words.during || m_words.after || m_words.always;
        if (outside == Scope::Baseline) {
            return !scoped
                || complain("with during, after or always in the steady state (it counts there)");
        }
        if ((m_words.during ? 1 : 0) + (m_words.after ? 1 : 0) + (m_words.always ? 1 : 0) != 1) {
            return complain("when it counts is not clear (give one of during, after, always)");
        }
        if (m_words.always) {
            m_made.subject = Subject::Integrity;
            return m_words.always->text == "integrity"
                || complain("always: " + in_quotes(m_words.always->text) + " (give integrity)");
        }
        m_made.scope = m_words.during ? Scope::During : Scope::After;
        m_made.fault = (m_words.during ? m_words.during : m_words.after)->text;
        return true;
    }

    bool subject()
    {
        if (m_made.scope == Scope::Always) {
            return true;
        }
        m_made.consumers = m_words.consumer.value_or(std::vector<std::string>());
        if (m_words.ring && m_words.producer) {
            return complain("of the ring and of the producer (make two of it)");
        }
        if (m_words.ring) {
            return of_ring(m_words.ring->text);
        }
        if (m_words.producer) {
            return of_producer(m_words.producer->text);
        }
        return m_words.consumer ? of_consumer()
                                : complain("of whom is not said (give ring, producer or consumer)");
    }

    /// @returns whether each of `words` is one of those there are.
    bool are_known(std::string_view key, const std::vector<std::string>& words,
        std::span<const std::string> known)
    {
        const auto unknown
            = std::find_if(words.begin(), words.end(), [known](const std::string& word) {
                  return std::find(known.begin(), known.end(), word) == known.end();
              });
        return unknown == words.end()
            || complain(std::string(key) + ": " + in_quotes(*unknown) + " is none ("
                + which_was_meant(*unknown, known) + ")");
    }

    bool of_ring(const std::string& what)
    {
        if (what == "full" || what == "replaced") {
            m_made.subject = what == "full" ? Subject::RingFull : Subject::RingReplaced;
            return true;
        }
        if (what == "state" && m_words.is) {
            m_made.subject = Subject::RingState;
            m_made.words = {m_words.is->text};
            return are_known("is", m_made.words, ring_states());
        }
        if ((what == "epoch" || what == "published") && m_words.is) {
            m_made.subject = what == "epoch" ? Subject::RingEpoch : Subject::RingPublished;
            m_made.number = parse_count(m_words.is->text);
            return m_made.number.has_value()
                || complain("is: " + in_quotes(m_words.is->text) + " (give a number)");
        }
        return complain("ring: " + in_quotes(what)
            + " (give state, epoch or published with is, or full, or replaced)");
    }

    bool of_producer(const std::string& what)
    {
        if (what == "goes_on") {
            m_made.subject = Subject::ProducerGoesOn;
            return true;
        }
        if (what == "alert") {
            m_made.subject = Subject::ProducerAlert;
            return (m_made.consumers.size() == 1 && m_made.consumers.front() != "*")
                || complain("an alert without its consumer (give the one that is named)");
        }
        if (what == "exit") {
            m_made.subject = Subject::ProducerExit;
            m_made.number = m_words.code;
            m_made.words = m_words.reason.value_or(std::vector<std::string>());
            return are_known("reason", m_made.words, library_reasons())
                && (!has_all() || complain("\"*\" for one that is named (give ids)"));
        }
        return complain("producer: " + in_quotes(what) + " (give alert, exit or goes_on)");
    }

    bool of_consumer()
    {
        const int forms = (m_words.state ? 1 : 0) + (m_words.attached ? 1 : 0)
            + (m_words.gates ? 1 : 0) + (m_words.goes_on ? 1 : 0) + (m_words.end ? 1 : 0)
            + (m_words.first ? 1 : 0) + (m_words.redelivered ? 1 : 0);
        if (forms != 1) {
            return complain("of a consumer (give one of state, attached, gates, goes_on, end, "
                            "first, redelivered)");
        }
        if (has_all() && m_made.consumers.size() > 1) {
            return complain("\"*\" among others (give it alone, or ids)");
        }
        return m_words.state || m_words.end ? of_consumer_in_words() : of_consumer_in_numbers();
    }

    bool of_consumer_in_words()
    {
        m_made.subject = m_words.state ? Subject::ConsumerState : Subject::ConsumerEnd;
        m_made.drained = m_words.drained.value_or(false);
        if (m_words.state) {
            m_made.words = *m_words.state;
            return are_known("state", m_made.words, consumer_states());
        }
        m_made.words = {m_words.end->text};
        return are_known("end", m_made.words, worker_ends());
    }

    bool of_consumer_in_numbers()
    {
        if (m_words.first) {
            return first(m_words.first->text);
        }
        m_made.subject = m_words.attached ? Subject::ConsumerAttached
            : m_words.gates               ? Subject::ConsumerGates
            : m_words.goes_on             ? Subject::ConsumerGoesOn
                                          : Subject::ConsumerRedelivered;
        m_made.attached = m_words.attached.value_or(true);
        m_made.number = m_words.redelivered;
        return (m_words.gates.value_or(true) && m_words.goes_on.value_or(true))
            || complain("false (say never: true)");
    }

    bool first(const std::string& where)
    {
        m_made.subject = Subject::ConsumerFirst;
        m_made.first = where == "oldest" ? FirstEvent::Oldest
            : where == "next"            ? FirstEvent::Next
                                         : FirstEvent::Resumed;
        return where == "oldest" || where == "next" || where == "resumed"
            || complain("first: " + in_quotes(where) + " (give oldest, next or resumed)");
    }

    [[nodiscard]] bool has_all() const
    {
        const auto& ids = m_made.consumers;
        return std::find(ids.begin(), ids.end(), "*") != ids.end();
    }

    bool time()
    {
        const std::string from = m_words.since ? m_words.since->text : "fault";
        m_made.since = from == "ring_full" ? Since::RingFull
            : from == "heal"               ? Since::Heal
                                           : Since::Fault;
        if (from != "fault" && from != "ring_full" && from != "heal") {
            return complain("since: " + in_quotes(from) + " (give fault, ring_full or heal)");
        }
        if (from == "heal" && m_made.scope == Scope::During) {
            return complain("since: heal during a fault, which ends there (say after)");
        }
        if (from == "ring_full" && !m_made.within) {
            return complain("since: without within (say how long from then)");
        }
        return !m_made.never || !m_made.within
            || complain("within: with never (what must not come has no time)");
    }

    const ExpectationWords& m_words;
    Complaints& m_complaints;
    Expectation m_made;
};

}  // namespace

std::span<const ExpectationForm> expectation_forms()
{
    return kForms;
}

std::optional<Expectation> expectation_of(
    const ExpectationWords& words, Place place, Scope outside, Complaints& complaints)
{
    return Composer(words, place, complaints).compose(outside);
}

}  // namespace rig::scenario
