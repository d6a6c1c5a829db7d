// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/html_report.h"

#include "monitor/markup.h"
#include "monitor/recording/html_parts.h"
#include "monitor/recording/report.h"
#include "monitor/wording.h"

#include <ringlib/printable.h>

#include <algorithm>

namespace monitor::recording {
namespace {

constexpr std::size_t kConsumersDrawn = 12;
constexpr std::size_t kMarksListed = 500;

std::string escaped(std::string_view text)
{
    return in_markup(ringlib::printable(text));
}

std::string mark_lines(const RingSummary& ring, const Scale& scale)
{
    std::string lines;
    for (const Mark& mark : ring.marks) {
        const double x = scale.x(mark.time);
        if (mark.severity < Severity::Warn || x < kPlotLeft || x > kPlotLeft + kPlotWidth) {
            continue;
        }
        const std::string colour = mark.severity == Severity::Err ? "#c62828" : "#b26a00";
        if (mark.evidence_since && scale.x(*mark.evidence_since) >= kPlotLeft) {
            lines += "<circle cx=\"" + number(scale.x(*mark.evidence_since)) + "\" cy=\""
                + number(kPlotTop + 6) + "\" r=\"3\" fill=\"none\" stroke=\"" + colour
                + "\"><title>" + escaped(mark.consumer + " " + mark.word)
                + ": the first sample that said so</title></circle>\n";
        }
        lines += "<line x1=\"" + number(x) + "\" x2=\"" + number(x) + "\" y1=\"" + number(kPlotTop)
            + "\" y2=\"" + number(kPlotTop + kPlotHeight) + "\" stroke=\"" + colour
            + "\" stroke-dasharray=\"3 3\"><title>"
            + escaped(offset_in_words(ring, mark.time) + " " + mark.consumer + " " + mark.text)
            + "</title></line>\n";
    }
    return lines;
}

std::string cell(const std::string& text, std::string_view kind = "")
{
    return "<td" + (kind.empty() ? std::string() : " class=\"" + std::string(kind) + "\"") + ">"
        + escaped(text) + "</td>";
}

std::string_view class_of(Severity severity)
{
    return severity == Severity::Err ? "err" : severity == Severity::Warn ? "warn" : "";
}

std::string consumer_rows(const RingSummary& ring)
{
    std::string rows = "<table><tr><th>consumer</th><th class=\"n\">events</th><th class=\"n\">"
                       "events/s</th><th class=\"n\">lag p50</th><th class=\"n\">p99</th>"
                       "<th class=\"n\">max events</th><th class=\"n\">longest rest</th>"
                       "<th>worst</th></tr>\n";
    for (std::size_t i = 0; i < ring.consumers.size(); ++i) {
        const ConsumerSummary& consumer = ring.consumers[i];
        const bool drawn = i < kConsumersDrawn;
        rows += "<tr><td>"
            + (drawn ? "<span class=\"swatch\" style=\"background:" + std::string(colour_of(i))
                        + "\"></span>"
                     : std::string())
            + escaped(consumer.id + (consumer.required ? " (required)" : "")) + "</td>"
            + cell(std::to_string(consumer.events), "n")
            + cell(per_second(consumer.events_per_s()), "n")
            + cell(percent(consumer.lag.percentile(0.5)), "n")
            + cell(percent(consumer.lag.percentile(0.99)), "n")
            + cell(std::to_string(consumer.lag_max), "n")
            + cell(fixed(consumer.rest_max_s, 1) + " s", "n")
            + cell(std::string(to_string(consumer.worst)), class_of(consumer.worst)) + "</tr>\n";
    }
    return rows + "</table>\n";
}

std::string latency_rows(const RingSummary& ring)
{
    if (ring.latencies.empty()) {
        return "";
    }
    std::string rows = "<h3>Latencies, µs</h3>\n<table><tr><th>of</th><th class=\"n\">count</th>"
                       "<th class=\"n\">p50</th><th class=\"n\">p99</th>"
                       "<th class=\"n\">p99.9</th><th class=\"n\">max</th></tr>\n";
    for (const auto& latency : ring.latencies) {
        rows += "<tr>" + cell(latency.consumer.empty() ? "the producer" : latency.consumer)
            + cell(std::to_string(latency.total), "n")
            + cell(microseconds(latency.quantile(0.5)), "n")
            + cell(microseconds(latency.quantile(0.99)), "n")
            + cell(microseconds(latency.quantile(0.999)), "n")
            + cell(microseconds(latency.max_ns), "n") + "</tr>\n";
    }
    return rows + "</table>\n";
}

std::string mark_rows(const RingSummary& ring)
{
    std::string rows = "<h3>What happened</h3>\n<table>\n";
    for (std::size_t i = 0; i < ring.marks.size() && i < kMarksListed; ++i) {
        const Mark& mark = ring.marks[i];
        rows += "<tr>" + cell(offset_in_words(ring, mark.time), "n") + cell(mark.consumer)
            + cell(mark.text, class_of(mark.severity)) + cell(source_in_words(mark.source), "dim")
            + "</tr>\n";
    }
    rows += "</table>\n";
    if (ring.marks.size() > kMarksListed) {
        rows += "<p class=\"dim\">… and " + std::to_string(ring.marks.size() - kMarksListed)
            + " more.</p>\n";
    }
    return rows;
}

}  // namespace

void HtmlReport::add(const RingReading& reading)
{
    if (!reading.attached) {
        return;
    }
    RingStrips& strips = m_rings[reading.ring];
    strips.rate.add(reading.sampled_at, reading.producer.events_per_s);
    for (const ConsumerReading& consumer : reading.consumers) {
        if (consumer.state != ConsumerState::Absent) {
            strips.lag[consumer.id].add(reading.sampled_at, consumer.lag_percent);
        }
    }
}

std::string HtmlReport::page(const Summary& summary) const
{
    std::string text = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                       "<meta name=\"viewport\" content=\"width=device-width\">"
                       "<title>Recording</title>\n"
        + std::string(page_style()) + "</head><body>\n<h1>Recording of "
        + std::to_string(summary.rings.size()) + (summary.rings.size() == 1 ? " ring" : " rings")
        + "</h1>\n<p class=\"dim\">"
        + escaped(summary.configuration.program + ", " + fixed(summary.configuration.rate_hz, 0)
            + " samples/s; " + end_in_words(summary.end))
        + "</p>\n";
    for (const RingSummary& ring : summary.rings) {
        text += "<h2>" + escaped(ring.name) + "</h2>\n";
        const auto strips = m_rings.find(ring.name);
        if (ring.samples == 0 || strips == m_rings.end()) {
            text += "<p>Was never read: " + escaped(ring.last_reason) + "</p>\n";
            continue;
        }
        text += "<p>" + std::to_string(ring.capacity) + " slots of "
            + std::to_string(ring.event_size) + " bytes; " + escaped(events(ring.events)) + ", "
            + escaped(per_second(ring.events_per_s())) + "; held by a full ring for "
            + fixed(ring.held_s, 1) + " s; " + std::to_string(ring.missed) + " samples missed; "
            + std::string(to_string(ring.last_word)) + " at the end.</p>\n";
        const double seconds = std::max(ring.seconds, 0.001);
        const Scale lag{*ring.begin, seconds, 100};
        text += "<h3>Lag, % of the ring</h3>\n" + strip_begin("lag", lag, "100 %");
        for (std::size_t i = 0; i < ring.consumers.size() && i < kConsumersDrawn; ++i) {
            const auto found = strips->second.lag.find(ring.consumers[i].id);
            if (found != strips->second.lag.end()) {
                text += curve(found->second, lag, colour_of(i));
            }
        }
        text += mark_lines(ring, lag) + "</svg>\n";
        const Scale rate{*ring.begin, seconds, std::max(ring.rate_max, 1.0)};
        text += "<h3>Published, events/s</h3>\n"
            + strip_begin("published", rate, escaped(per_second(rate.most)))
            + curve(strips->second.rate, rate, colour_of(0)) + mark_lines(ring, rate) + "</svg>\n"
            + consumer_rows(ring) + latency_rows(ring) + mark_rows(ring);
    }
    return text + "</body></html>\n";
}

}  // namespace monitor::recording
