// SPDX-License-Identifier: MIT OR Apache-2.0
// What the lines of ring_compare come to: a table for each thing that was measured, and charts.
#include "table/chart.h"
#include "table/results.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

using namespace ringbench;

std::string title_of(const CellKey& cell)
{
    std::string title = cell.what + ", " + std::to_string(cell.bytes) + " bytes";
    if (cell.what == "throughput") {
        title += cell.batch == 1 ? ", published one by one"
                                 : ", published " + std::to_string(cell.batch) + " at once";
        title += ", 1 to " + std::to_string(cell.consumers);
    }
    return title;
}

void print(const Results& results, const CellKey& cell, const std::string& regime)
{
    const auto peers = results.of(cell, regime);
    if (peers.empty()) {
        return;
    }
    const bool rate = cell.what == "throughput";
    std::printf("\n### %s (%s)\n\n", title_of(cell).c_str(), regime.c_str());
    std::printf("| peer | %s | least to most | %s | samples |\n|---|---|---|---|---|\n",
        rate ? "M events/s" : "p50 / p99 ns", rate ? "of the floor" : "of the bare probe");
    for (const PeerResult& peer : peers) {
        const double unit = rate ? 1e6 : 1;
        char value[64];
        std::snprintf(
            value, sizeof(value), rate ? "%.3g" : "%.0f / %.0f", peer.median / unit, peer.p99_ns);
        char ratio[32] = "-";
        if (peer.ratio) {
            std::snprintf(ratio, sizeof(ratio), "%.3g", *peer.ratio);
        }
        std::printf("| %s | %s | %.3g to %.3g | %s | %zu |\n", peer.peer.c_str(), value,
            peer.least / unit, peer.most / unit, ratio, peer.samples);
    }
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app("Tables and charts of what ring_compare measured", "ring_table");
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
    for (const std::string& regime : results.regimes()) {
        for (const CellKey& cell : results.cells()) {
            print(results, cell, regime);
        }
    }
    if (left_out != 0) {
        std::cout << "\n" << left_out << " samples failed and are left out\n";
    }
    if (!charts.empty() && !results.regimes().empty()) {
        std::filesystem::create_directories(charts);
        const std::string regime = results.regimes().front();
        std::ofstream(charts + "/throughput.svg") << throughput_chart(results, regime);
        std::ofstream(charts + "/round-trip.svg") << round_trip_chart(results, regime);
        std::ofstream(charts + "/consumers.svg") << consumers_chart(results, regime);
    }
}
