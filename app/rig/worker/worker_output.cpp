// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/worker_output.h"

#include <ringlib/printable.h>

#include <cerrno>
#include <cstdio>
#include <poll.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace rig {
namespace {

constexpr auto kProgressInterval = std::chrono::seconds(1);

double rate_of(std::uint64_t events, std::chrono::nanoseconds time)
{
    return time.count() > 0
        ? static_cast<double>(events) / std::chrono::duration<double>(time).count()
        : 0;
}

bool would_wait(int descriptor)
{
    pollfd ready{.fd = descriptor, .events = POLLOUT, .revents = 0};
    return ::poll(&ready, 1, 0) == 0;
}

}  // namespace

void complain(std::string_view what)
{
    std::fprintf(stderr, "ringworker: %s\n", ringlib::printable(what).c_str());
}

WorkerOutput::WorkerOutput(int descriptor, WorkerIdentity who, Says says)
    : m_descriptor(descriptor)
    , m_who(std::move(who))
    , m_says(says)
{
}

void WorkerOutput::ready(const WorkerPlace& place, TimePoint now)
{
    m_ready_at = now;
    m_last_progress = now;
    m_next_progress = m_says.progress ? now + kProgressInterval : TimePoint::max();
    write_line(ready_line(m_who, place));
}

void WorkerOutput::progress(const WorkerTotals& totals, TimePoint now)
{
    const double rate = rate_of(totals.stream.events - m_last_events, now - m_last_progress);
    m_last_events = totals.stream.events;
    m_last_progress = now;
    while (m_next_progress <= now) {
        m_next_progress += kProgressInterval;
    }
    if (!would_wait(m_descriptor)) {
        write_line(progress_line(m_who, totals, rate));
    }
}

void WorkerOutput::alert(const ringlib::RequiredConsumerAlert& alert)
{
    write_line(alert_line(alert));
}

void WorkerOutput::freeze(std::chrono::nanoseconds duration, std::int64_t sequence)
{
    write_line(freeze_line(m_who, duration, sequence));
}

void WorkerOutput::crash(CrashPoint at)
{
    write_line(crash_line(m_who, at));
}

void WorkerOutput::refused(const ringlib::Error& error)
{
    if (m_says.refusal) {
        write_line(refused_line(m_who, error));
    }
}

void WorkerOutput::summary(const WorkerTotals& totals, WorkerEnd end, TimePoint now)
{
    const bool was_ready = m_ready_at != TimePoint{};
    const double rate = was_ready ? rate_of(totals.stream.events, now - m_ready_at) : 0;
    write_line(summary_line(m_who, totals, rate, end));
}

void WorkerOutput::write_line(std::string line)
{
    line += '\n';
    std::string_view rest = line;
    while (!rest.empty() && !m_broken) {
        const ssize_t written = ::write(m_descriptor, rest.data(), rest.size());
        if (written > 0) {
            rest.remove_prefix(static_cast<std::size_t>(written));
        } else if (written < 0 && errno != EINTR) {
            m_broken = true;
            complain("cannot write to stdout: " + std::to_string(rest.size()) + " bytes: "
                + std::generic_category().message(errno) + " (make room, or write elsewhere)");
        }
    }
}

}  // namespace rig
