// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/report.h"

#include "monitor/recording/problems.h"
#include "monitor/ring_json.h"
#include "monitor/ring_text.h"
#include "monitor/text_table.h"
#include "monitor/wording.h"

#include <ringlib/printable.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <ctime>

namespace monitor::recording {
namespace {

using Align = TextTable::Align;

constexpr std::size_t kMarksShown = 40;
constexpr double kMedian = 0.5;
constexpr double kWorstHundredth = 0.99;
constexpr double kWorstThousandth = 0.999;

std::string seconds(double value)
{
    return fixed(value, 1) + " s";
}

double share(double part, double whole)
{
    return whole > 0 ? part * 100 / whole : 0;
}

/// The states with the most time first: "OK 92 %, STALLED 8 %".
std::string states_in_words(const ConsumerSummary& consumer)
{
    std::vector<std::pair<double, ConsumerState>> states;
    for (const auto& [state, time] : consumer.seconds_in) {
        if (time > 0) {
            states.emplace_back(time, state);
        }
    }
    std::sort(states.rbegin(), states.rend());
    std::string text;
    for (const auto& [time, state] : states) {
        text += (text.empty() ? "" : ", ") + std::string(to_string(state)) + " "
            + fixed(share(time, consumer.seconds), 0) + " %";
    }
    return text;
}

std::string consumers_in_words(const RingSummary& ring)
{
    TextTable table({{"consumer"}, {"events", Align::Right}, {"events/s", Align::Right},
        {"lag p50", Align::Right}, {"p99", Align::Right}, {"max events", Align::Right},
        {"time lag max", Align::Right}, {"longest rest", Align::Right}, {"worst"}, {"states"}});
    for (const ConsumerSummary& consumer : ring.consumers) {
        table.add({consumer.id + (consumer.required ? " (required)" : ""),
            std::to_string(consumer.events), per_second(consumer.events_per_s()),
            percent(consumer.lag.percentile(kMedian)),
            percent(consumer.lag.percentile(kWorstHundredth)), std::to_string(consumer.lag_max),
            seconds(consumer.time_lag_max_s), seconds(consumer.rest_max_s),
            std::string(to_string(consumer.worst)), states_in_words(consumer)});
    }
    return table.empty() ? "no consumer\n" : table.aligned();
}

std::string_view word_of(Mark::Source source)
{
    switch (source) {
    case Mark::Source::Ring:
        return "ring";
    case Mark::Source::Person:
        return "person";
    case Mark::Source::Monitor:
        break;
    }
    return "monitor";
}

/// Where the data crossed the line, which is before the rule fired.
std::string evidence_in_words(const RingSummary& ring, const Mark& mark)
{
    if (mark.source != Mark::Source::Monitor) {
        return "  (" + source_in_words(mark.source) + ")";
    }
    if (mark.evidence_since && ring.begin && *mark.evidence_since < *ring.begin) {
        return "  (by samples from before it was recorded)";
    }
    return mark.evidence_since && *mark.evidence_since < mark.time
        ? "  (by samples from " + offset_in_words(ring, *mark.evidence_since) + " on)"
        : "";
}

std::string marks_in_words(const RingSummary& ring)
{
    std::string text;
    std::size_t shown = 0;
    for (const Mark& mark : ring.marks) {
        if (shown++ == kMarksShown) {
            return text + "  ... " + std::to_string(ring.marks.size() - kMarksShown)
                + " more (--format json has all)\n";
        }
        text += "  " + offset_in_words(ring, mark.time) + "  "
            + ringlib::printable((mark.consumer.empty() ? "" : mark.consumer + ": ") + mark.text)
            + evidence_in_words(ring, mark) + '\n';
    }
    return text;
}

std::string problems_in_words(const RingSummary& ring)
{
    TextTable table({{"problem"}, {"of"}, {"severity"}, {"times", Align::Right},
        {"first", Align::Right}, {"last", Align::Right}});
    for (const Problem& problem : problems_of(ring)) {
        table.add({problem.word, problem.consumer.empty() ? "the ring" : problem.consumer,
            std::string(to_string(problem.severity)), std::to_string(problem.count),
            offset_in_words(ring, problem.first), offset_in_words(ring, problem.last)});
    }
    return table.empty() ? "no problem\n" : table.aligned();
}

std::string started_in_words(const Configuration& configuration)
{
    const std::time_t started = configuration.started_unix_ns / 1'000'000'000;
    std::tm utc{};
    std::array<char, 64> text{};
    if (::gmtime_r(&started, &utc) == nullptr
        || std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &utc) == 0) {
        return "at an unknown time";
    }
    return text.data();
}

nlohmann::ordered_json consumer_json(const ConsumerSummary& consumer)
{
    nlohmann::ordered_json states = nlohmann::ordered_json::object();
    for (const auto& [state, time] : consumer.seconds_in) {
        states[std::string(to_string(state))] = time;
    }
    return {{"id", consumer.id}, {"required", consumer.required}, {"events", consumer.events},
        {"seconds", consumer.seconds}, {"events_per_s", consumer.events_per_s()},
        {"lag_percent_p50", consumer.lag.percentile(kMedian)},
        {"lag_percent_p99", consumer.lag.percentile(kWorstHundredth)},
        {"lag_events_max", consumer.lag_max}, {"lag_s_max", consumer.time_lag_max_s},
        {"rest_s_max", consumer.rest_max_s}, {"worst", to_string(consumer.worst)},
        {"seconds_in", std::move(states)}};
}

nlohmann::ordered_json ring_json(const RingSummary& ring)
{
    auto consumers = nlohmann::ordered_json::array();
    for (const ConsumerSummary& consumer : ring.consumers) {
        consumers.push_back(consumer_json(consumer));
    }
    const auto offset_s
        = [&](TimePoint time) { return ring.begin ? to_seconds(time - *ring.begin) : 0.0; };
    auto problems = nlohmann::ordered_json::array();
    for (const Problem& problem : problems_of(ring)) {
        problems.push_back({{"problem", problem.word}, {"consumer", problem.consumer},
            {"severity", to_string(problem.severity)}, {"count", problem.count},
            {"first_s", offset_s(problem.first)}, {"last_s", offset_s(problem.last)}});
    }
    auto marks = nlohmann::ordered_json::array();
    for (const Mark& mark : ring.marks) {
        marks.push_back({{"at_s", offset_s(mark.time)},
            {"evidence_s",
                mark.evidence_since ? nlohmann::ordered_json(offset_s(*mark.evidence_since))
                                    : nlohmann::ordered_json()},
            {"severity", to_string(mark.severity)}, {"consumer", mark.consumer},
            {"text", mark.text}, {"source", word_of(mark.source)}});
    }
    return {{"ring", ring.name}, {"capacity", ring.capacity}, {"event_size", ring.event_size},
        {"instances", ring.instances}, {"state", to_string(ring.last_word)},
        {"samples", ring.samples}, {"missed", ring.missed}, {"seconds", ring.seconds},
        {"events", ring.events}, {"events_per_s", ring.events_per_s()},
        {"events_per_s_max", ring.rate_max}, {"held_s", ring.held_s},
        {"consumers", std::move(consumers)}, {"problems", std::move(problems)},
        {"marks", std::move(marks)}, {"latencies", latencies_json(ring.latencies)}};
}

/// Empty where none was recorded.
std::string quantile_cell(const ringlib::LatencySnapshot* latency, double share)
{
    return latency == nullptr ? "" : std::to_string(latency->quantile(share));
}

}  // namespace

std::string offset_in_words(const RingSummary& ring, TimePoint time)
{
    return fixed(ring.begin ? to_seconds(time - *ring.begin) : 0, 3) + " s";
}

std::string end_in_words(const RecordingEnd& end)
{
    if (end.whole) {
        return "whole: " + end.why;
    }
    return "cut: good up to byte " + std::to_string(end.good_bytes) + " of "
        + std::to_string(end.file_bytes) + ", then " + end.why;
}

std::string report_text(const Summary& summary)
{
    std::string text = "recorded " + started_in_words(summary.configuration) + " by "
        + ringlib::printable(summary.configuration.program) + ", "
        + fixed(summary.configuration.rate_hz, 0) + " samples/s; "
        + ringlib::printable(end_in_words(summary.end)) + '\n';
    if (summary.verdicts_changed != 0) {
        text += std::to_string(summary.verdicts_changed) + " of " + std::to_string(summary.verdicts)
            + " verdicts differ from those given while recording: the rules have changed\n";
    }
    for (const RingSummary& ring : summary.rings) {
        text += '\n' + ringlib::printable(ring.name) + ": ";
        if (ring.samples == 0) {
            text += "was never read: " + ringlib::printable(ring.last_reason) + '\n';
            continue;
        }
        text += std::to_string(ring.capacity) + " slots of " + std::to_string(ring.event_size)
            + " bytes, " + seconds(ring.seconds) + ", " + std::to_string(ring.samples)
            + " samples, " + std::to_string(ring.missed) + " missed"
            + (ring.instances > 1 ? ", " + std::to_string(ring.instances) + " rings of that name"
                                  : "")
            + "; " + std::string(to_string(ring.last_word)) + " at the end\n" + "producer: "
            + events(ring.events) + ", " + per_second(ring.events_per_s()) + ", at most "
            + per_second(ring.rate_max) + "; held by a full ring for " + seconds(ring.held_s) + " ("
            + percent(share(ring.held_s, ring.seconds)) + ")\n" + consumers_in_words(ring)
            + latencies_text(ring.latencies) + problems_in_words(ring) + marks_in_words(ring);
    }
    return text;
}

nlohmann::ordered_json report_json(const Summary& summary)
{
    auto rings = nlohmann::ordered_json::array();
    for (const RingSummary& ring : summary.rings) {
        rings.push_back(ring_json(ring));
    }
    return {{"schema", "ringscope.report/1"}, {"program", summary.configuration.program},
        {"started_unix_ns", summary.configuration.started_unix_ns},
        {"rate_hz", summary.configuration.rate_hz}, {"whole", summary.end.whole},
        {"end", summary.end.why}, {"good_bytes", summary.end.good_bytes},
        {"file_bytes", summary.end.file_bytes}, {"verdicts", summary.verdicts},
        {"verdicts_changed", summary.verdicts_changed}, {"rings", std::move(rings)}};
}

std::string report_csv(const Summary& summary)
{
    TextTable table({{"ring"}, {"consumer"}, {"required"}, {"events"}, {"seconds"},
        {"events_per_s"}, {"lag_percent_p50"}, {"lag_percent_p99"}, {"lag_events_max"},
        {"lag_s_max"}, {"rest_s_max"}, {"worst"}, {"latency_ns_p50"}, {"latency_ns_p99"},
        {"latency_ns_p999"}});
    constexpr int kDigits = 3;
    for (const RingSummary& ring : summary.rings) {
        for (const ConsumerSummary& consumer : ring.consumers) {
            const auto* const latency = ring.latency_of(consumer.id);
            table.add({ring.name, consumer.id, consumer.required ? "true" : "false",
                std::to_string(consumer.events), fixed(consumer.seconds, kDigits),
                fixed(consumer.events_per_s(), kDigits),
                fixed(consumer.lag.percentile(kMedian), kDigits),
                fixed(consumer.lag.percentile(kWorstHundredth), kDigits),
                std::to_string(consumer.lag_max), fixed(consumer.time_lag_max_s, kDigits),
                fixed(consumer.rest_max_s, kDigits), std::string(to_string(consumer.worst)),
                quantile_cell(latency, kMedian), quantile_cell(latency, kWorstHundredth),
                quantile_cell(latency, kWorstThousandth)});
        }
    }
    return table.csv();
}

}  // namespace monitor::recording
