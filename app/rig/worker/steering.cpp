// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/steering.h"

#include "rig/platform/wait.h"
#include "rig/worker/worker_output.h"

#include <algorithm>
#include <ctime>
#include <poll.h>

namespace rig {
namespace {

using std::chrono::nanoseconds;

constexpr nanoseconds kLookInterval = std::chrono::milliseconds(1);
// A signal between the last look and the sleep is seen after it.
constexpr nanoseconds kSleepMax = std::chrono::milliseconds(20);

}  // namespace

void Steering::joined(TimePoint now, std::optional<nanoseconds> duration)
{
    pass(CrashPoint::Join);
    m_joined = true;
    m_time_up = duration ? now + *duration : TimePoint::max();
}

void Steering::look_closely(TimePoint now)
{
    m_next_look = now + kLookInterval;
    if (m_control) {
        for (const auto& command : m_control->read()) {
            if (command) {
                obey(*command);
            } else {
                complain("control: " + command.error().detail);
            }
        }
    }
    if (m_end) {
        return;
    }
    if (termination_requested()) {
        m_end = WorkerEnd::Signal;
    } else if (m_control && m_control->at_end() && m_crash != CrashPoint::Join) {
        m_end = WorkerEnd::Control;  // a crash on joining is on its way to its end already
    } else if (now >= m_time_up) {
        m_end = WorkerEnd::Duration;
    }
}

void Steering::sleep_until(TimePoint until)
{
    const nanoseconds left = std::clamp(
        std::chrono::duration_cast<nanoseconds>(until - Clock::now()), nanoseconds(0), kSleepMax);
    const bool listens = m_control && !m_control->at_end();
    pollfd commands{.fd = listens ? m_control->descriptor() : -1, .events = POLLIN, .revents = 0};
    if (poll_for({&commands, 1}, left) != 0) {
        m_next_look = TimePoint::min();
    }
}

void Steering::obey(const ControlCommand& command)
{
    if (const auto* values = std::get_if<SetCommand>(&command)) {
        set(*values);
    } else if (const auto* freeze = std::get_if<FreezeCommand>(&command)) {
        m_freeze = freeze->duration;
    } else if (const auto* dying = std::get_if<CrashCommand>(&command)) {
        crash(dying->at);
    } else {
        m_end = WorkerEnd::Control;
    }
}

void Steering::set(const SetCommand& command)
{
    const bool produces = m_role == WorkerRole::Producer;
    if (command.rate && !produces) {
        complain("control: set: a consumer has no rate (set work_ns)");
    } else if (command.rate) {
        m_rate = command.rate;
    }
    if (command.work && produces) {
        complain("control: set: a producer has no work_ns (set rate)");
    } else if (command.work) {
        m_work = command.work;
    }
    if (command.factor) {
        m_factor = command.factor;
    }
}

void Steering::crash(CrashPoint at)
{
    const bool produces = m_role == WorkerRole::Producer;
    if (at == CrashPoint::Lease && produces) {
        complain("control: crash: a producer has no lease (there are claim, write, publish, join)");
    } else if (at != CrashPoint::Lease && at != CrashPoint::Join && !produces) {
        complain("control: crash: a consumer does not publish (there are lease and join)");
    } else if (at == CrashPoint::Join && m_joined) {
        complain("control: crash: it has joined already");
    } else {
        m_crash = at;
    }
}

}  // namespace rig
