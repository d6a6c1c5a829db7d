// SPDX-License-Identifier: MIT OR Apache-2.0
#include "measure/regime.h"

#include "measure/shared_page.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <ctime>
#include <fstream>
#include <sched.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <vector>

namespace ringbench {
namespace {

constexpr double kNearMin = 60;
constexpr double kNearMax = 250;
constexpr double kFarMin = 330;
constexpr double kForeignMax = 0.35;
constexpr std::size_t kRoundTrips = 4000;
constexpr std::uint64_t kPerSample = 16;

std::uint64_t now_ns()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000
        + static_cast<std::uint64_t>(now.tv_nsec);
}

struct Lines {
    alignas(128) std::atomic<std::uint64_t> there{0};
    alignas(128) std::atomic<std::uint64_t> back{0};
};

std::vector<std::size_t> allowed_cores()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    ::sched_getaffinity(0, sizeof(set), &set);
    std::vector<std::size_t> cores;
    for (std::size_t i = 0; i < CPU_SETSIZE; ++i) {
        if (CPU_ISSET(i, &set)) {
            cores.push_back(i);
        }
    }
    return cores;
}

// Of the whole machine, seconds: all but idle and waiting for a disk.
double busy_seconds()
{
    std::ifstream stat("/proc/stat");
    std::string cpu;
    stat >> cpu;
    std::array<double, 8> ticks{};  // user nice system idle iowait irq softirq steal
    for (double& value : ticks) {
        stat >> value;
    }
    const double busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7];
    return busy / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double seconds_of(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

// Of this process and of its children that have ended.
double own_seconds()
{
    double sum = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        ::getrusage(who, &usage);
        sum += seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    }
    return sum;
}

}  // namespace

std::string_view to_string(Regime regime) noexcept
{
    switch (regime) {
    case Regime::Near:
        return "near";
    case Regime::Far:
        return "far";
    case Regime::Between:
        return "between";
    case Regime::Loaded:
        break;
    }
    return "loaded";
}

std::size_t cores()
{
    return allowed_cores().size();
}

void run_on_core(std::size_t index)
{
    const auto allowed = allowed_cores();
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(allowed[index % allowed.size()], &set);
    ::sched_setaffinity(0, sizeof(set), &set);
}

double bare_round_trip_ns()
{
    const SharedPage<Lines> lines;
    const pid_t answerer = ::fork();
    if (answerer == 0) {
        run_on_core(1);
        for (std::uint64_t i = 1; i <= kRoundTrips * kPerSample; ++i) {
            while (lines->there.load(std::memory_order_acquire) != i) { }
            lines->back.store(i, std::memory_order_release);
        }
        ::_exit(0);
    }
    const pid_t asker = ::fork();
    if (asker == 0) {
        run_on_core(0);
        std::vector<double> times;
        std::uint64_t i = 0;
        for (std::size_t sample = 0; sample < kRoundTrips; ++sample) {
            const std::uint64_t begun = now_ns();
            for (std::uint64_t last = i + kPerSample; i < last;) {
                lines->there.store(++i, std::memory_order_release);
                while (lines->back.load(std::memory_order_acquire) != i) { }
            }
            times.push_back(static_cast<double>(now_ns() - begun) / kPerSample);
        }
        std::nth_element(times.begin(), times.begin() + kRoundTrips / 2, times.end());
        // By way of a line that nobody else needs any more.
        lines->there.store(static_cast<std::uint64_t>(times[kRoundTrips / 2] * 1000));
        ::_exit(0);
    }
    ::waitpid(answerer, nullptr, 0);
    ::waitpid(asker, nullptr, 0);
    return static_cast<double>(lines->there.load()) / 1000;
}

ForeignLoad::ForeignLoad()
    : m_busy_s(busy_seconds())
    , m_own_s(own_seconds())
    , m_begun_ns(now_ns())
{
}

double ForeignLoad::cores_taken() const
{
    const double passed = static_cast<double>(now_ns() - m_begun_ns) * 1e-9;
    const double foreign = busy_seconds() - m_busy_s - (own_seconds() - m_own_s);
    return passed > 0 ? std::max(foreign / passed, 0.0) : 0;
}

Regime regime_of(double probe_before_ns, double probe_after_ns, double foreign_cores)
{
    const double shorter = std::min(probe_before_ns, probe_after_ns);
    const double longer = std::max(probe_before_ns, probe_after_ns);
    const auto both = [&](double least, double most) { return shorter >= least && longer <= most; };
    if (foreign_cores > kForeignMax) {
        return Regime::Loaded;
    }
    if (both(kNearMin, kNearMax)) {
        return Regime::Near;
    }
    return both(kFarMin, 1e9) ? Regime::Far : Regime::Between;
}

}  // namespace ringbench
