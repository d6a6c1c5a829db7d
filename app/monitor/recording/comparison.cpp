// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/comparison.h"

#include "monitor/recording/report.h"
#include "monitor/text_table.h"
#include "monitor/wording.h"

#include <ringlib/printable.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

namespace monitor::recording {
namespace {

using Align = TextTable::Align;

/// One figure of both; nothing where it is missing on one side.
struct Figure {
    std::string consumer;  ///< empty: the ring
    std::string name;
    std::string unit;
    std::optional<double> a = {};
    std::optional<double> b = {};
};

const RingSummary* ring_of(const Summary& summary, const std::string& name)
{
    const auto found = std::find_if(summary.rings.begin(), summary.rings.end(),
        [&](const RingSummary& ring) { return ring.name == name; });
    return found == summary.rings.end() ? nullptr : &*found;
}

const ConsumerSummary* consumer_of(const RingSummary* ring, const std::string& id)
{
    if (ring == nullptr) {
        return nullptr;
    }
    const auto found = std::find_if(ring->consumers.begin(), ring->consumers.end(),
        [&](const ConsumerSummary& consumer) { return consumer.id == id; });
    return found == ring->consumers.end() ? nullptr : &*found;
}

/// The names of both, each once, in their order.
template <typename List, typename Name>
std::vector<std::string> names_of(const List& a, const List& b, Name&& name)
{
    std::vector<std::string> names;
    for (const auto* list : {&a, &b}) {
        for (const auto& one : *list) {
            if (std::find(names.begin(), names.end(), name(one)) == names.end()) {
                names.push_back(name(one));
            }
        }
    }
    return names;
}

/// The figure with its value in both, where there is one.
template <typename Thing, typename Value>
Figure in_both(Figure figure, const Thing* a, const Thing* b, Value&& value)
{
    const auto of = [&](const Thing* thing) {
        return thing == nullptr ? std::nullopt : std::optional<double>(double(value(*thing)));
    };
    figure.a = of(a);
    figure.b = of(b);
    return figure;
}

/// From the begin of the recording to the first fault, seconds.
std::optional<double> first_fault_s(const RingSummary* ring)
{
    const Mark* const fault = ring == nullptr ? nullptr : ring->first_fault();
    return fault == nullptr || !ring->begin ? std::nullopt
                                            : std::optional(to_seconds(fault->time - *ring->begin));
}

/// @param consumer empty: the producer.
void add_latencies(std::vector<Figure>& figures, const std::string& consumer, const RingSummary* a,
    const RingSummary* b)
{
    const auto* const x = a == nullptr ? nullptr : a->latency_of(consumer);
    const auto* const y = b == nullptr ? nullptr : b->latency_of(consumer);
    if (x == nullptr && y == nullptr) {
        return;
    }
    constexpr double kNsPerUs = 1000;
    for (const auto& [name, share] :
        {std::pair{"latency p50", 0.5}, {"latency p99", 0.99}, {"latency p99.9", 0.999}}) {
        figures.push_back(in_both({consumer, name, "us"}, x, y,
            [share = share](const auto& one) { return double(one.quantile(share)) / kNsPerUs; }));
    }
}

std::vector<Figure> figures_of(const RingSummary* a, const RingSummary* b)
{
    std::vector<Figure> figures{
        in_both(
            {"", "published", "events/s"}, a, b, [](const auto& r) { return r.events_per_s(); }),
        in_both({"", "held by a full ring", "s"}, a, b, [](const auto& r) { return r.held_s; }),
        {"", "first fault after", "s", first_fault_s(a), first_fault_s(b)},
    };
    add_latencies(figures, "", a, b);
    static const std::vector<ConsumerSummary> kNone;
    const auto& in_a = a == nullptr ? kNone : a->consumers;
    const auto& in_b = b == nullptr ? kNone : b->consumers;
    for (const std::string& id : names_of(in_a, in_b, [](const auto& one) { return one.id; })) {
        const auto* const x = consumer_of(a, id);
        const auto* const y = consumer_of(b, id);
        figures.push_back(in_both(
            {id, "consumed", "events/s"}, x, y, [](const auto& c) { return c.events_per_s(); }));
        figures.push_back(in_both(
            {id, "lag p50", "%"}, x, y, [](const auto& c) { return c.lag.percentile(0.5); }));
        figures.push_back(in_both(
            {id, "lag p99", "%"}, x, y, [](const auto& c) { return c.lag.percentile(0.99); }));
        figures.push_back(
            in_both({id, "lag max", "events"}, x, y, [](const auto& c) { return c.lag_max; }));
        figures.push_back(
            in_both({id, "longest rest", "s"}, x, y, [](const auto& c) { return c.rest_max_s; }));
        add_latencies(figures, id, a, b);
    }
    return figures;
}

std::string in_cell(const std::optional<double>& value)
{
    constexpr int kDigits = 3;
    return value ? fixed(*value, kDigits) : "-";
}

std::string ratio_of(const Figure& one)
{
    return one.a && one.b && *one.a != 0 ? fixed(*one.b / *one.a, 2) : "-";
}

/// What was said of both, by the time from the fault on.
struct AlignedMark {
    double seconds;
    const Mark* mark;
    bool in_b;
};

std::vector<AlignedMark> aligned_marks(const RingSummary* a, const RingSummary* b)
{
    std::vector<AlignedMark> marks;
    for (const RingSummary* ring : {a, b}) {
        if (ring == nullptr || !ring->begin) {
            continue;
        }
        const Mark* const fault = ring->first_fault();
        const TimePoint zero = fault == nullptr ? *ring->begin : fault->time;
        for (const Mark& mark : ring->marks) {
            marks.push_back({to_seconds(mark.time - zero), &mark, ring == b});
        }
    }
    std::stable_sort(marks.begin(), marks.end(),
        [](const AlignedMark& x, const AlignedMark& y) { return x.seconds < y.seconds; });
    return marks;
}

struct Pair {
    std::string name;
    const RingSummary* a;
    const RingSummary* b;
};

/// By name; one ring on each side is the same one, whatever it is called.
std::vector<Pair> pairs_of(const Summary& a, const Summary& b)
{
    if (a.rings.size() == 1 && b.rings.size() == 1) {
        const std::string& first = a.rings.front().name;
        const std::string& second = b.rings.front().name;
        return {{first == second ? first : first + " and " + second, &a.rings.front(),
            &b.rings.front()}};
    }
    std::vector<Pair> pairs;
    for (auto& name :
        names_of(a.rings, b.rings, [](const RingSummary& ring) { return ring.name; })) {
        pairs.push_back({name, ring_of(a, name), ring_of(b, name)});
    }
    return pairs;
}

}  // namespace

std::string comparison_text(const Summary& a, const Summary& b)
{
    std::string text = "A: " + ringlib::printable(end_in_words(a.end))
        + "\nB: " + ringlib::printable(end_in_words(b.end)) + '\n';
    for (const auto& [name, x, y] : pairs_of(a, b)) {
        TextTable table({{"of"}, {"figure"}, {"unit"}, {"A", Align::Right}, {"B", Align::Right},
            {"B/A", Align::Right}});
        for (const Figure& one : figures_of(x, y)) {
            table.add({one.consumer.empty() ? "producer" : one.consumer, one.name, one.unit,
                in_cell(one.a), in_cell(one.b), ratio_of(one)});
        }
        text += '\n' + ringlib::printable(name) + '\n' + table.aligned();
        TextTable marks({{"from the fault", Align::Right}, {"in"}, {"of"}, {"what"}});
        for (const AlignedMark& one : aligned_marks(x, y)) {
            marks.add({(one.seconds < 0 ? "" : "+") + fixed(one.seconds, 3) + " s",
                one.in_b ? "B" : "A", one.mark->consumer, one.mark->text});
        }
        text += marks.empty() ? "" : marks.aligned();
    }
    return text;
}

std::string comparison_csv(const Summary& a, const Summary& b)
{
    TextTable table({{"ring"}, {"consumer"}, {"figure"}, {"unit"}, {"a"}, {"b"}});
    const auto cell
        = [](const std::optional<double>& value) { return value ? in_cell(value) : ""; };
    for (const auto& [name, x, y] : pairs_of(a, b)) {
        for (const Figure& one : figures_of(x, y)) {
            table.add({name, one.consumer, one.name, one.unit, cell(one.a), cell(one.b)});
        }
    }
    return table.csv();
}

nlohmann::ordered_json comparison_json(const Summary& a, const Summary& b)
{
    const auto value = [](const std::optional<double>& number) {
        return number ? nlohmann::ordered_json(*number) : nlohmann::ordered_json();
    };
    auto rings = nlohmann::ordered_json::array();
    for (const auto& [name, x, y] : pairs_of(a, b)) {
        auto figures = nlohmann::ordered_json::array();
        for (const Figure& one : figures_of(x, y)) {
            figures.push_back({{"consumer", one.consumer}, {"figure", one.name}, {"unit", one.unit},
                {"a", value(one.a)}, {"b", value(one.b)}});
        }
        auto marks = nlohmann::ordered_json::array();
        for (const AlignedMark& one : aligned_marks(x, y)) {
            marks.push_back({{"from_fault_s", one.seconds}, {"in", one.in_b ? "b" : "a"},
                {"consumer", one.mark->consumer}, {"severity", to_string(one.mark->severity)},
                {"text", one.mark->text}});
        }
        rings.push_back(
            {{"ring", name}, {"figures", std::move(figures)}, {"marks", std::move(marks)}});
    }
    return {{"schema", "ringscope.comparison/1"}, {"a_whole", a.end.whole},
        {"b_whole", b.end.whole}, {"rings", std::move(rings)}};
}

}  // namespace monitor::recording
