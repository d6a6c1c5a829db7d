// SPDX-License-Identifier: MIT OR Apache-2.0
// torture: all rows, as long as you like. A line a row while it runs, one page at the end.
#include "page.h"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <random>

namespace {

using namespace torture;
using Clock = std::chrono::steady_clock;

std::chrono::seconds since(Clock::time_point begin)
{
    return std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - begin);
}

struct Options {
    double minutes = 0;
    double times = 1;
    std::vector<std::string> only;
    std::uint64_t seed = std::random_device()();
    std::string page;
};

std::vector<Row> chosen(const Options& options)
{
    std::vector<Row> rows = all_rows();
    std::erase_if(rows, [&](const Row& row) {
        return !options.only.empty()
            && std::find(options.only.begin(), options.only.end(), row.id) == options.only.end();
    });
    return rows;
}

void merge(Outcome& all, Outcome&& more)
{
    all.tried += more.tried;
    all.bad += more.bad;
    all.figures = std::move(more.figures);
    all.skipped = std::move(more.skipped);
    all.findings.insert(all.findings.end(), more.findings.begin(), more.findings.end());
}

// The short form first, to know how long it takes; then once more, as long as its share of the time
// allows.
Outcome run(const Row& row, const Options& options, std::chrono::duration<double> share)
{
    if (share.count() == 0) {
        return row.run({options.times, options.seed});
    }
    const auto begin = Clock::now();
    Outcome outcome = row.run({1, options.seed});
    const std::chrono::duration<double> took = Clock::now() - begin;
    const double times = (share - took) / took;
    if (times >= 1 && !outcome.skipped) {
        merge(outcome, row.run({times, options.seed + 1}));
    }
    return outcome;
}

std::vector<Result> run_all(const std::vector<Row>& rows, const Options& options)
{
    double shares = 0;
    for (const Row& row : rows) {
        shares += row.long_share;
    }
    std::vector<Result> results;
    for (const Row& row : rows) {
        std::cerr << row.id << " " << row.rule << " ... " << std::flush;
        const auto begin = Clock::now();
        const std::chrono::duration<double> share(options.minutes * 60 * row.long_share / shares);
        results.push_back({row, run(row, options, share), {}});
        results.back().took = since(begin);
        const Outcome& outcome = results.back().outcome;
        std::cerr << (outcome.skipped ? "skipped"
                                      : std::to_string(outcome.tried) + " " + row.unit + ", bad "
                    + std::to_string(outcome.bad))
                  << ", " << results.back().took.count() << " s" << std::endl;
    }
    return results;
}

}  // namespace

int main(int argc, char** argv)
{
    Options options;
    CLI::App app{"Breaks rings on purpose, and looks for wrong events."};
    auto* const minutes = app.add_option("--minutes", options.minutes, "about so long in all")
                              ->check(CLI::PositiveNumber);
    app.add_option("--times", options.times, "so many times the short form")
        ->check(CLI::PositiveNumber)
        ->excludes(minutes);
    app.add_option("--only", options.only, "rows by their ids: F01,F05")->delimiter(',');
    app.add_option("--seed", options.seed, "of all chance but the machine's");
    app.add_option("--page", options.page, "write the page to this file, too");
    CLI11_PARSE(app, argc, argv);
    const std::vector<Row> rows = chosen(options);
    if (rows.empty()) {
        std::cerr << "torture: no row has such an id\n";
        return 64;
    }
    std::cerr << "seed " << options.seed << std::endl;
    const auto begin = Clock::now();
    const std::vector<Result> results = run_all(rows, options);
    const Effort effort{options.times, options.seed};
    write_page(std::cout, results, effort, since(begin));
    if (!options.page.empty()) {
        std::ofstream file(options.page);
        write_page(file, results, effort, since(begin));
        if (!file.flush()) {
            std::cerr << "torture: cannot write " << options.page << "\n";
            return 74;
        }
    }
    return all_good(results) ? 0 : 1;
}
