// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/keys.h"

#include "rig/quantity.h"

#include <ringlib/printable.h>

#include <array>

namespace rig::scenario {
namespace {

using Words = ExpectationWords;

template <auto Member>
void text(const JsonNode& value, const KeyShape& shape, Words& words, Complaints& complaints)
{
    const auto read = read_word(value, shape, complaints,
        [](std::string_view text) { return std::optional(std::string(text)); });
    if (read) {
        words.*Member = Words::Word{*read, value.place};
    }
}

template <auto Member>
void texts(const JsonNode& value, const KeyShape& shape, Words& words, Complaints& complaints)
{
    words.*Member = read_texts(value, shape, complaints);
}

template <auto Member>
void boolean(const JsonNode& value, const KeyShape& shape, Words& words, Complaints& complaints)
{
    words.*Member = read_boolean(value, shape, complaints);
}

template <auto Member>
void count(const JsonNode& value, const KeyShape& shape, Words& words, Complaints& complaints)
{
    words.*Member = read_word(value, shape, complaints, parse_count);
}

void read_within(const JsonNode& value, const KeyShape& shape, Words& words, Complaints& complaints)
{
    const bool pair = value.kind == JsonNode::Kind::Array && value.items.size() == 2;
    if (!pair && value.kind == JsonNode::Kind::Array) {
        complain_about(value, shape, complaints);
        return;
    }
    const auto most
        = read_word(pair ? value.items[1] : value, shape, complaints, TimeExpression::parse);
    std::optional<TimeExpression> least;
    if (pair) {
        least = read_word(value.items[0], shape, complaints, TimeExpression::parse);
    }
    if (!most || (pair && !least)) {
        return;
    }
    // Names grow both sides alike at best: what is contrary without them is compared as it stands.
    if (least && !least->has_names() && !most->has_names() && least->value({}) > most->value({})) {
        complaints.push_back({value.place,
            "within: from " + least->text() + " to " + most->text()
                + " (give the shorter time first)"});
    }
    words.within = TimeWindow{least, *most};
}

constexpr std::string_view kFaultId = "the id of a step, or start";
constexpr std::string_view kTrueFalse = "true or false";

constexpr std::array kKeys = {
    Key<Words>{
        {"during", kFaultId, "From the proof of that fault to its heal"}, text<&Words::during>},
    Key<Words>{{"after", kFaultId, "From the proof of that fault on"}, text<&Words::after>},
    Key<Words>{{"always", "integrity", "In the whole run; counts without being written, too"},
        text<&Words::always>},
    Key<Words>{
        {"never", kTrueFalse, "It must not come while it counts; false"}, boolean<&Words::never>},
    Key<Words>{{"ring", "one of state, full, epoch, published, replaced", "See the forms"},
        text<&Words::ring>},
    Key<Words>{
        {"producer", "one of alert, exit, goes_on", "See the forms"}, text<&Words::producer>},
    Key<Words>{{"consumer", "an id, a list of ids, or * for all that run",
                   "Of whom, or whom the producer names"},
        texts<&Words::consumer>},
    Key<Words>{{"is", "a ring's state, or a number", "What the ring's state, epoch or count is"},
        text<&Words::is>},
    Key<Words>{{"state", "a consumer's state or a list, as GATING; OK stands for OK steady, too",
                   "What the monitor calls it"},
        texts<&Words::state>},
    Key<Words>{
        {"attached", kTrueFalse, "Whether it is in the ring's table"}, boolean<&Words::attached>},
    Key<Words>{{"gates", kTrueFalse, "The producer is blocked by it"}, boolean<&Words::gates>},
    Key<Words>{{"goes_on", kTrueFalse, "It has read another ring full of events"},
        boolean<&Words::goes_on>},
    Key<Words>{{"end", "an end, as closed or required_consumer_failed", "What its summary says"},
        text<&Words::end>},
    Key<Words>{{"drained", kTrueFalse, "And it has read all that was published; false"},
        boolean<&Words::drained>},
    Key<Words>{{"first", "one of oldest, next, resumed", "Where its last process began"},
        text<&Words::first>},
    Key<Words>{{"redelivered", "a number", "How many events came to its last process again"},
        count<&Words::redelivered>},
    Key<Words>{{"code", "an exit code", "Of the producer's process"}, count<&Words::code>},
    Key<Words>{{"reason", "the library's word or a list, as GracefulShutdownTriggered",
                   "Why the producer gave up"},
        texts<&Words::reason>},
    Key<Words>{{"within", "a time, or [least, most]; sums of times and names, see below",
                   "When, counted from `since`; else by the time that observing takes"},
        read_within},
    Key<Words>{{"since", "one of fault, ring_full, heal", "From when; fault, which is its proof"},
        text<&Words::since>}};

constexpr std::array kForms = {
    ExpectationForm{Subject::RingState, "ring: state, is: LIVE", "The monitor's word for the ring"},
    ExpectationForm{Subject::RingFull, "ring: full", "The producer is blocked"},
    ExpectationForm{
        Subject::RingEpoch, "ring: epoch, is: 2", "So many producers the ring has had, or more"},
    ExpectationForm{Subject::RingPublished, "ring: published, is: 1000",
        "Exactly so many events were published"},
    ExpectationForm{Subject::RingReplaced, "ring: replaced", "Another ring has its name"},
    ExpectationForm{Subject::ProducerAlert, "producer: alert, consumer: cp_1",
        "The producer says that this consumer stalls or has died"},
    ExpectationForm{Subject::ProducerExit, "producer: exit, code: 2, reason: …, consumer: cp_1",
        "The producer ends so, and names that consumer"},
    ExpectationForm{
        Subject::ProducerGoesOn, "producer: goes_on", "Another ring full of events is published"},
    ExpectationForm{Subject::ConsumerState, "consumer: cp_1, state: GATING",
        "The monitor's word for the consumer"},
    ExpectationForm{
        Subject::ConsumerAttached, "consumer: cp_1, attached: false", "It is in the ring, or not"},
    ExpectationForm{
        Subject::ConsumerGates, "consumer: cp_1, gates: true", "The producer is blocked by it"},
    ExpectationForm{Subject::ConsumerGoesOn, "consumer: cp_1, goes_on: true",
        "It has read another ring full of events"},
    ExpectationForm{
        Subject::ConsumerEnd, "consumer: cp_1, end: closed, drained: true", "Its process ends so"},
    ExpectationForm{
        Subject::ConsumerFirst, "consumer: cp_1, first: resumed", "Its last process began there"},
    ExpectationForm{Subject::ConsumerRedelivered, "consumer: cp_1, redelivered: 1",
        "So many events came to its last process again"},
    ExpectationForm{Subject::Integrity, "always: integrity",
        "Nothing lost, doubled, out of order or torn, for any process"}};

/// Puts one expectation together, and complains of the first thing that does not go together.
class Composer {
public:
    Composer(const Words& words, Place place, Complaints& complaints)
        : m_words(words)
        , m_complaints(complaints)
    {
        m_made.place = place;
    }

    std::optional<Expectation> compose(Scope outside)
    {
        const bool right = scope(outside) && subject() && since();
        m_made.never = m_words.never.value_or(false);
        m_made.within = m_words.within;
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
                || complain("always: \"" + ringlib::printable(m_words.always->text)
                    + "\" (give integrity)");
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

    bool of_ring(const std::string& what)
    {
        if (what == "full" || what == "replaced") {
            m_made.subject = what == "full" ? Subject::RingFull : Subject::RingReplaced;
            return true;
        }
        if (what == "state" && m_words.is) {
            m_made.subject = Subject::RingState;
            m_made.words = {m_words.is->text};
            return true;
        }
        if ((what == "epoch" || what == "published") && m_words.is) {
            m_made.subject = what == "epoch" ? Subject::RingEpoch : Subject::RingPublished;
            m_made.number = parse_count(m_words.is->text);
            return m_made.number.has_value()
                || complain("is: \"" + ringlib::printable(m_words.is->text) + "\" (give a number)");
        }
        return complain("ring: \"" + ringlib::printable(what)
            + "\" (give state, epoch or published with is, or full, or replaced)");
    }

    bool of_producer(const std::string& what)
    {
        if (what == "goes_on") {
            m_made.subject = Subject::ProducerGoesOn;
            return true;
        }
        if (what == "alert") {
            m_made.subject = Subject::ProducerAlert;
            return m_made.consumers.size() == 1 || complain("an alert without its consumer");
        }
        if (what == "exit") {
            m_made.subject = Subject::ProducerExit;
            m_made.number = m_words.code;
            m_made.words = m_words.reason.value_or(std::vector<std::string>());
            return true;
        }
        return complain(
            "producer: \"" + ringlib::printable(what) + "\" (give alert, exit or goes_on)");
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
        if (m_words.state) {
            m_made.subject = Subject::ConsumerState;
            m_made.words = *m_words.state;
        } else if (m_words.attached) {
            m_made.subject = Subject::ConsumerAttached;
            m_made.attached = *m_words.attached;
        } else if (m_words.gates || m_words.goes_on) {
            m_made.subject = m_words.gates ? Subject::ConsumerGates : Subject::ConsumerGoesOn;
            return (m_words.gates.value_or(true) && m_words.goes_on.value_or(true))
                || complain("false (say never: true)");
        } else if (m_words.end) {
            m_made.subject = Subject::ConsumerEnd;
            m_made.words = {m_words.end->text};
            m_made.drained = m_words.drained.value_or(false);
        } else if (m_words.redelivered) {
            m_made.subject = Subject::ConsumerRedelivered;
            m_made.number = m_words.redelivered;
        } else {
            return first(m_words.first->text);
        }
        return true;
    }

    bool first(const std::string& where)
    {
        m_made.subject = Subject::ConsumerFirst;
        m_made.first = where == "oldest" ? FirstEvent::Oldest
            : where == "next"            ? FirstEvent::Next
                                         : FirstEvent::Resumed;
        return where == "oldest" || where == "next" || where == "resumed"
            || complain(
                "first: \"" + ringlib::printable(where) + "\" (give oldest, next or resumed)");
    }

    bool since()
    {
        const std::string from = m_words.since ? m_words.since->text : "fault";
        m_made.since = from == "ring_full" ? Since::RingFull
            : from == "heal"               ? Since::Heal
                                           : Since::Fault;
        return from == "fault" || from == "ring_full" || from == "heal"
            || complain(
                "since: \"" + ringlib::printable(from) + "\" (give fault, ring_full or heal)");
    }

    const Words& m_words;
    Complaints& m_complaints;
    Expectation m_made;
};

}  // namespace

std::span<const Key<ExpectationWords>> expectation_keys()
{
    return kKeys;
}

std::span<const ExpectationForm> expectation_forms()
{
    return kForms;
}

std::optional<Expectation> expectation_of(
    const ExpectationWords& words, Place place, Scope outside, Complaints& complaints)
{
    return Composer(words, place, complaints).compose(outside);
}

void read_expectations(const JsonNode& value, const KeyShape& shape, Scope outside,
    std::vector<Expectation>& target, Complaints& complaints)
{
    if (value.kind != JsonNode::Kind::Array || value.items.size() > kExpectationsMax) {
        complain_about(value, shape, complaints);
        return;
    }
    for (const JsonNode& item : value.items) {
        const std::size_t before = complaints.size();
        ExpectationWords words;
        read_object<ExpectationWords>(
            item, "an expectation", expectation_keys(), words, complaints);
        if (complaints.size() != before) {
            continue;  // what follows from that is not told
        }
        if (auto made = expectation_of(words, item.place, outside, complaints)) {
            target.push_back(*std::move(made));
        }
    }
}

}  // namespace rig::scenario
