// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/run_record.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <sys/utsname.h>
#include <thread>

namespace monitor::run {
namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;

std::string formatted(const std::tm& time, const char* format)
{
    std::array<char, 40> text{};
    std::strftime(text.data(), text.size(), format, &time);
    return text.data();
}

std::tm utc(std::int64_t unix_ns)
{
    const std::time_t seconds = unix_ns / kNsPerSecond;
    std::tm time{};
    ::gmtime_r(&seconds, &time);
    return time;
}

}  // namespace

Environment this_environment(std::string program)
{
    Environment environment;
    utsname system{};
    if (::uname(&system) == 0) {
        environment.host = system.nodename;
        environment.system
            = std::string(system.sysname) + ' ' + system.release + ' ' + system.machine;
    }
    environment.cores = std::thread::hardware_concurrency();
    environment.program = std::move(program);
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    environment.begun_unix_ns = now.tv_sec * kNsPerSecond + now.tv_nsec;
    environment.begun = Clock::now();
    return environment;
}

std::string RunRecord::title() const
{
    return scenario.name + " (" + std::string(to_string(scenario.topology.backend)) + ')';
}

std::string_view to_string(ringlib::Backend backend) noexcept
{
    return backend == ringlib::Backend::Shm ? "shm" : "mmap";
}

TimePoint time_of(rig::scenario::Time time) noexcept
{
    return TimePoint(time);
}

std::string wall_clock(const Environment& environment, TimePoint time)
{
    const std::int64_t unix_ns
        = environment.begun_unix_ns + Duration(time - environment.begun).count();
    const std::time_t seconds = unix_ns / kNsPerSecond;
    std::tm local{};
    ::localtime_r(&seconds, &local);
    std::array<char, 8> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03d",
        static_cast<int>(unix_ns % kNsPerSecond / 1'000'000));
    return formatted(local, "%H:%M:%S") + fraction.data();
}

std::string utc_stamp(std::int64_t unix_ns)
{
    return formatted(utc(unix_ns), "%Y%m%dT%H%M%SZ");
}

std::string utc_iso(std::int64_t unix_ns)
{
    return formatted(utc(unix_ns), "%Y-%m-%dT%H:%M:%SZ");
}

}  // namespace monitor::run
