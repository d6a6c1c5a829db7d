// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/scenario/keys.h"

#include "rig/quantity.h"

#include <algorithm>
#include <array>

namespace rig::scenario {
namespace {

using Words = ExpectationWords;

constexpr std::uint64_t kExitCodeMax = 255;

/// When an expectation counts; what else it has is its form's.
constexpr std::array<std::string_view, 5> kWhenKeys
    = {"during", "after", "never", "within", "since"};

// What is not used is not left standing there, as if it were.
bool goes_together(const JsonNode& item, const Expectation& made, Complaints& complaints)
{
    const auto forms = expectation_forms();
    const auto form = std::find_if(forms.begin(), forms.end(),
        [&made](const ExpectationForm& each) { return each.subject == made.subject; });
    const auto is_in = [](const auto& keys, const std::string& key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    };
    const std::size_t before = complaints.size();
    for (const JsonMember& member : item.members) {
        const bool counts = made.scope != Scope::Always && is_in(kWhenKeys, member.key);
        if (!counts && !is_in(form->keys, member.key)) {
            complaints.push_back({member.place,
                "an expectation: \"" + member.key + "\" does not go with "
                    + std::string(form->written) + " (leave it out)"});
        }
    }
    return complaints.size() == before;
}

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

void read_code(const JsonNode& value, const KeyShape& shape, Words& words, Complaints& complaints)
{
    words.code = read_word(value, shape, complaints, [](std::string_view text) {
        const auto code = parse_count(text);
        return code && *code <= kExitCodeMax ? code : std::nullopt;
    });
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
    Key<Words>{{"never", kTrueFalse, "It must not come while it counts, of none of them; false"},
        boolean<&Words::never>},
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
    Key<Words>{{"code", "an exit code from 0 to 255", "Of the producer's process"}, read_code},
    Key<Words>{{"reason", "the library's word or a list, as GracefulShutdownTriggered",
                   "Why the producer gave up"},
        texts<&Words::reason>},
    Key<Words>{{"within", "a time, or [least, most]; sums of times and names, see below",
                   "When, counted from `since`; else by the time that observing takes"},
        read_within},
    Key<Words>{{"since", "one of fault, ring_full, heal", "From when; fault, which is its proof"},
        text<&Words::since>}};

}  // namespace

std::span<const Key<ExpectationWords>> expectation_keys()
{
    return kKeys;
}

std::vector<Expectation> read_expectations(
    const JsonNode& value, const KeyShape& shape, Scope outside, Complaints& complaints)
{
    std::vector<Expectation> expectations;
    if (!is_list(value, shape, kExpectationsMax, complaints)) {
        return expectations;
    }
    for (const JsonNode& item : value.items) {
        const std::size_t before = complaints.size();
        ExpectationWords words;
        read_object<ExpectationWords>(
            item, {"an expectation", expectation_keys()}, words, complaints);
        if (complaints.size() != before) {
            continue;  // what follows from that is not told
        }
        auto made = expectation_of(words, item.place, outside, complaints);
        if (made && goes_together(item, *made, complaints)) {
            expectations.push_back(*std::move(made));
        }
    }
    return expectations;
}

}  // namespace rig::scenario
