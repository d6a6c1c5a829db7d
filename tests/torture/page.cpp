// SPDX-License-Identifier: MIT OR Apache-2.0
#include "page.h"

#include <algorithm>
#include <ctime>
#include <iomanip>
#include <ostream>
#include <sys/utsname.h>
#include <thread>

namespace torture {
namespace {

std::string today()
{
    const std::time_t now = std::time(nullptr);
    std::tm date{};
    ::gmtime_r(&now, &date);
    char text[32];
    std::strftime(text, sizeof(text), "%Y-%m-%d %H:%M UTC", &date);
    return text;
}

std::string machine()
{
    utsname system{};
    ::uname(&system);
    return std::string(system.machine) + ", " + std::to_string(std::thread::hardware_concurrency())
        + " processors, " + system.sysname + " " + system.release;
}

void write_row(std::ostream& out, const Result& result)
{
    const Outcome& outcome = result.outcome;
    out << "| " << result.row.id << " | " << result.row.rule << " | ";
    if (outcome.skipped) {
        out << "skipped | | | " << *outcome.skipped << " |\n";
        return;
    }
    out << outcome.tried << " | " << result.row.unit << " | " << outcome.bad << " | "
        << outcome.figures << " |\n";
}

}  // namespace

void write_page(std::ostream& out, const std::vector<Result>& results, const Effort& effort,
    std::chrono::seconds took)
{
    out << "# Torture of ringlib\n\n"
        << today() << ", " << machine() << ", seed " << effort.seed << ", " << took.count()
        << " s\n\n| Id | Rule | Tried | Unit | Bad | Figures |\n|---|---|---|---|---|---|\n";
    for (const Result& result : results) {
        write_row(out, result);
    }
    for (const Result& result : results) {
        if (result.outcome.bad == 0) {
            continue;
        }
        out << "\n"
            << result.row.id << " " << result.row.rule << ": " << result.outcome.bad
            << " bad; again: torture --only " << result.row.id << " --seed " << effort.seed << "\n";
        for (const std::string& finding : result.outcome.findings) {
            out << "- " << finding << "\n";
        }
    }
}

bool all_good(const std::vector<Result>& results)
{
    return std::all_of(results.begin(), results.end(),
        [](const Result& result) { return result.outcome.bad == 0; });
}

}  // namespace torture
