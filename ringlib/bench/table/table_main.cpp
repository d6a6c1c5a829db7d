// SPDX-License-Identifier: MIT OR Apache-2.0
// What the lines of ring_compare and ring_perf come to: a table for each thing that was measured,
// and charts.
#include "table/chart.h"
#include "table/results.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

namespace {

using namespace ringbench;

std::string title_of(const CellKey& cell)
{
    std::string title = cell.what + ", " + std::to_string(cell.bytes) + " bytes";
    if (cell.batch != 0) {
        title += cell.batch == 1 ? ", published one by one"
                                 : ", published " + std::to_string(cell.batch) + " at once";
        title += ", 1 to " + std::to_string(cell.consumers);
    }
    return title;
}

std::string figure(const char* format, double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

std::string heading_of(Unit unit)
{
    switch (unit) {
    case Unit::EventsPerSecond:
        return "M events/s";
    case Unit::Nanoseconds:
        return "p50 / p99 / p99.9 / max ns";
    case Unit::PercentOfCore:
        break;
    }
    return "% of a core";
}

std::string figures_of(const PeerResult& peer, Unit unit)
{
    switch (unit) {
    case Unit::EventsPerSecond:
        return figure("%.3g", peer.median / 1e6);
    case Unit::Nanoseconds:
        return figure("%.0f", peer.median) + figure(" / %.0f", peer.p99_ns)
            + figure(" / %.0f", peer.p999_ns) + figure(" / %.0f", peer.max_ns);
    case Unit::PercentOfCore:
        break;
    }
    return figure("%.3f", peer.median);
}

void print(const Results& results, const CellKey& cell, const std::string& regime)
{
    const auto peers = results.of(cell, regime);
    if (peers.empty()) {
        return;
    }
    const Unit unit = results.unit_of(cell);
    const double scale = unit == Unit::EventsPerSecond ? 1e6 : 1;
    std::cout << "\n### " << title_of(cell) << " (" << regime << ")\n\n| | " << heading_of(unit)
              << " | least to most | ratio | samples |\n|---|---|---|---|---|\n";
    for (const PeerResult& peer : peers) {
        std::cout << "| " << peer.peer << " | " << figures_of(peer, unit) << " | "
                  << figure("%.4g", peer.least / scale) << " to "
                  << figure("%.4g", peer.most / scale) << " | "
                  << (peer.ratio ? figure("%.3f", *peer.ratio) : "-") << " | " << peer.samples
                  << " |\n";
    }
}

/// How the machine was meanwhile.
void print_regimes(const std::vector<RegimeShare>& regimes)
{
    const double all = std::accumulate(regimes.begin(), regimes.end(), 0.0,
        [](double sum, const RegimeShare& one) { return sum + static_cast<double>(one.samples); });
    for (const auto& [regime, samples] : regimes) {
        std::cout << regime << ": " << samples << " samples, "
                  << figure("%.0f", static_cast<double>(samples) * 100 / all) << " %\n";
    }
    std::cout
        << "Ratios are medians of those of each round: to the floor, to the same without, to the"
           " bare futex; of a round trip to the bare probe.\n";
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app(
        "Tables and charts of what ring_compare and ring_perf measured; 1 when samples failed",
        "ring_table");
    std::string file;
    std::string charts;
    app.add_option("FILE", file, "The lines")->required();
    app.add_option("--charts", charts, "A directory for SVG files");
    CLI11_PARSE(app, argc, argv);
    std::ifstream lines(file);
    if (!lines) {
        std::cerr << "ring_table: " << file << ": cannot be read\n";
        return 66;
    }
    Results results;
    const std::size_t left_out = results.read(lines);
    const std::vector<RegimeShare> regimes = results.regimes();
    print_regimes(regimes);
    for (const auto& [regime, samples] : regimes) {
        for (const CellKey& cell : results.cells()) {
            print(results, cell, regime);
        }
    }
    if (left_out != 0) {
        std::cout << "\n" << left_out << " samples failed and are left out\n";
    }
    if (!charts.empty() && !regimes.empty()) {
        const auto most = std::max_element(regimes.begin(), regimes.end(),
            [](const auto& a, const auto& b) { return a.samples < b.samples; });
        std::filesystem::create_directories(charts);
        for (const auto& [name, svg] : charts_of(results, most->regime)) {
            std::ofstream(charts + "/" + name + ".svg") << svg;
        }
    }
    return left_out == 0 ? 0 : 1;
}
