// SPDX-License-Identifier: MIT OR Apache-2.0
#include "table/chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

namespace ringbench {
namespace {

constexpr double kWidth = 620;
constexpr double kHeight = 320;
constexpr double kLeft = 70;
constexpr double kTop = 40;
constexpr double kLegend = 250;
constexpr std::array kColours = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9",
    "#7a5195", "#666666", "#a05a2c", "#1b9e77", "#444444"};

using Points = std::vector<std::pair<double, double>>;
struct Line {
    std::string name;
    Points points;
};

std::string number(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4g", value);
    return text.data();
}

std::string text(double x, double y, const std::string& what, const char* anchor = "start")
{
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\">"
        + what + "</text>\n";
}

std::string begin(const std::string& title, double height)
{
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + number(kLeft + kWidth + kLegend) + " " + number(kTop + height + 50)
        + "\" font-family=\"sans-serif\" font-size=\"12\">\n"
          "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
        + "<g fill=\"#1b1f24\">\n<g font-size=\"15\">" + text(kLeft, 24, title) + "</g>\n";
}

/// Both axes by powers of ten and of two: the peers lie three powers of ten apart.
class LogScale {
public:
    explicit LogScale(const std::vector<Line>& lines)
    {
        for (const Line& line : lines) {
            for (const auto& [x, y] : line.points) {
                m_x = {std::min(m_x.first, x), std::max(m_x.second, x)};
                m_y = {std::min(m_y.first, y), std::max(m_y.second, y)};
            }
        }
        m_y = {std::pow(10, std::floor(std::log10(m_y.first))),
            std::pow(10, std::ceil(std::log10(m_y.second)))};
    }
    [[nodiscard]] double x(double value) const { return kLeft + share(value, m_x) * kWidth; }
    [[nodiscard]] double y(double value) const { return kTop + (1 - share(value, m_y)) * kHeight; }
    [[nodiscard]] std::string grid() const
    {
        std::string lines;
        const double decades = std::round(std::log10(m_y.second / m_y.first));
        for (int decade = 0; decade <= decades; ++decade) {
            const double value = m_y.first * std::pow(10, decade);
            lines += "<path d=\"M" + number(kLeft) + " " + number(y(value)) + "h" + number(kWidth)
                + "\" stroke=\"#d5dae0\"/>\n" + text(kLeft - 8, y(value) + 4, number(value), "end");
        }
        return lines;
    }

private:
    static double share(double value, const std::pair<double, double>& range)
    {
        return range.second > range.first
            ? std::log(value / range.first) / std::log(range.second / range.first)
            : 0.5;
    }
    std::pair<double, double> m_x{1e300, 0};
    std::pair<double, double> m_y{1e300, 0};
};

/// `label`: of a place on the horizontal axis.
template <typename Label>
std::string line_chart(const std::string& title, const std::string& below,
    const std::vector<Line>& lines, Label&& label)
{
    if (lines.empty()) {
        return {};
    }
    const LogScale scale(lines);
    std::string svg = begin(title, kHeight) + scale.grid();
    for (const auto& [x, y] : lines.front().points) {
        svg += text(scale.x(x), kTop + kHeight + 18, label(x), "middle");
    }
    svg += text(kLeft + kWidth / 2, kTop + kHeight + 38, below, "middle");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string colour = kColours.at(i % kColours.size());
        std::string path;
        for (const auto& [x, y] : lines[i].points) {
            path += (path.empty() ? "M" : "L") + number(scale.x(x)) + " " + number(scale.y(y));
            svg += "<circle r=\"3\" cx=\"" + number(scale.x(x)) + "\" cy=\"" + number(scale.y(y))
                + "\" fill=\"" + colour + "\"/>\n";
        }
        svg += "<path d=\"" + path + "\" fill=\"none\" stroke=\"" + colour
            + "\" stroke-width=\"2\"/>\n";
        const double at = kTop + 12 + 20 * static_cast<double>(i);
        svg += "<rect x=\"" + number(kLeft + kWidth + 16) + "\" y=\"" + number(at - 9)
            + "\" width=\"10\" height=\"10\" fill=\"" + colour + "\"/>\n"
            + text(kLeft + kWidth + 32, at, lines[i].name);
    }
    return svg + "</g></svg>\n";
}

/// One line for each peer, of the cells that `wanted` gives a place on the axis.
template <typename Wanted>
std::vector<Line> lines_of(const Results& results, const std::string& regime, Wanted&& wanted)
{
    std::vector<Line> lines;
    for (const CellKey& cell : results.cells()) {
        const double x = wanted(cell);
        if (x == 0) {
            continue;
        }
        for (const PeerResult& peer : results.of(cell, regime)) {
            auto line = std::find_if(
                lines.begin(), lines.end(), [&](const Line& one) { return one.name == peer.peer; });
            if (line == lines.end()) {
                line = lines.insert(lines.end(), Line{peer.peer, {}});
            }
            line->points.emplace_back(x, peer.median);
        }
    }
    return lines;
}

std::string throughput_chart(const Results& results, const std::string& regime)
{
    return line_chart("Published 32 at once, events/s (" + regime + ")", "bytes of an event",
        lines_of(results, regime,
            [](const CellKey& cell) {
                const bool wanted
                    = cell.what == "throughput" && cell.batch == 32 && cell.consumers == 1;
                return wanted ? static_cast<double>(cell.bytes) : 0.0;
            }),
        number);
}

std::string consumers_chart(const Results& results, const std::string& regime)
{
    return line_chart("64 bytes, 32 at once, events/s of the slowest (" + regime + ")", "consumers",
        lines_of(results, regime,
            [](const CellKey& cell) {
                const bool wanted
                    = cell.what == "throughput" && cell.batch == 32 && cell.bytes == 64;
                return wanted ? static_cast<double>(cell.consumers) : 0.0;
            }),
        number);
}

std::string round_trip_chart(const Results& results, const std::string& regime)
{
    constexpr double kBar = 26;
    constexpr double kMostDecades = 8;
    const auto peers = results.of({"round trip", 64, 0, 1}, regime);
    if (peers.empty()) {
        return {};
    }
    const double height = kBar * static_cast<double>(peers.size());
    std::string svg
        = begin("Round trip of 64 bytes, ns: median, and 99th percentile (" + regime + ")", height);
    const auto width
        = [&](double ns) { return std::log10(std::max(ns, 1.0)) / kMostDecades * kWidth; };
    for (std::size_t i = 0; i < peers.size(); ++i) {
        const double y = kTop + kBar * static_cast<double>(i);
        const auto bar = [&](double ns, double inset, const char* colour) {
            return "<rect x=\"" + number(kLeft) + "\" y=\"" + number(y + inset) + "\" width=\""
                + number(width(ns)) + "\" height=\"" + number(kBar - 4 - 2 * inset) + "\" fill=\""
                + colour + "\"/>\n";
        };
        svg += bar(peers[i].p99_ns, 5, "#b9c7d6") + bar(peers[i].median, 0, "#0072b2")
            + text(kLeft + width(std::max(peers[i].p99_ns, peers[i].median)) + 8, y + 15,
                peers[i].peer + ": " + number(peers[i].median) + " / " + number(peers[i].p99_ns));
    }
    return svg + "</g></svg>\n";
}

/// Half of the events, 99 of 100, … were handled so soon; a line for each rate and way of waiting.
std::string latency_chart(const Results& results, const std::string& regime)
{
    std::vector<Line> lines;
    for (const CellKey& cell : results.cells()) {
        const std::string::size_type rate = cell.what.find("at ");
        if (!cell.what.starts_with("latency ") || rate == std::string::npos) {
            continue;
        }
        for (const PeerResult& peer : results.of(cell, regime)) {
            lines.push_back({cell.what.substr(rate + 3) + ", " + peer.peer,
                {{2, peer.median}, {4, peer.p99_ns}, {8, peer.p999_ns}, {16, peer.max_ns}}});
        }
    }
    const auto label = [](double x) {
        return x == 2 ? "p50" : x == 4 ? "p99" : x == 8 ? "p99.9" : "max";
    };
    return line_chart("From when an event was due until it was handled, ns (" + regime + ")",
        "of all events", lines, label);
}

}  // namespace

std::vector<Chart> charts_of(const Results& results, const std::string& regime)
{
    std::vector<Chart> charts{{"throughput", throughput_chart(results, regime)},
        {"consumers", consumers_chart(results, regime)},
        {"round-trip", round_trip_chart(results, regime)},
        {"latency", latency_chart(results, regime)}};
    std::erase_if(charts, [](const Chart& chart) { return chart.svg.empty(); });
    return charts;
}

}  // namespace ringbench
