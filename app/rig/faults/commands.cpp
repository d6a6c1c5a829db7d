// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/faults/commands.h"

#include "rig/platform/process_stat.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace rig {
namespace {

using namespace std::chrono_literals;

constexpr auto kWindow = 250ms;
constexpr double kVisible = 0.1;  // by what share a rate has to change to be told from its noise

std::string in_words(double events_per_s)
{
    return std::to_string(std::llround(events_per_s)) + " events/s";
}

}  // namespace

ringlib::Expected<void> Freeze::inject(Stage& stage)
{
    m_worker = stage.crew.find_running(m_target);
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(m_duration).count();
    if (m_worker == nullptr) {
        return trouble(m_target + " does not run");
    }
    m_freezes_before = m_worker->freezes();
    if (!m_worker->process().send_line(R"({"do":"freeze","ms":)" + std::to_string(ms) + "}")) {
        return trouble(m_target + " does not listen");
    }
    return {};
}

Proof Freeze::prove(Stage& stage)
{
    if (m_worker->has_ended()) {
        return trouble(m_target + " ended: " + m_worker->exit()->text());
    }
    if (m_worker->freezes() == m_freezes_before) {
        return not_yet();
    }
    const auto position = stage.position(m_target);
    const auto stat = read_process_stat(m_worker->seen().pid);
    const bool sleeps = stat && stat->state == 'S';
    if (!m_was_seen_standing || position != m_stands_at || !sleeps) {
        m_was_seen_standing = true;
        m_stands_at = position;
        return not_yet();
    }
    return m_target + " says that it is frozen with event "
        + std::to_string(m_worker->last_freeze()->sequence) + " in its hands, state S, "
        + (position ? "stands at " + std::to_string(*position) : "not in the ring");
}

ringlib::Expected<void> Freeze::heal(Stage& stage)
{
    m_movement.begin(m_target, m_stands_at, stage.time());
    return {};
}

// Its time is over, and not only its ring empty.
Proof Freeze::prove_heal(Stage& stage)
{
    const auto position = stage.position(m_target);
    const bool stands = position && m_stands_at && *position == *m_stands_at;
    return stands && !m_worker->has_ended() ? not_yet() : Proof(m_movement.seen(stage));
}

bool OtherPace::needs_work(const Topology& topology) const
{
    const ConsumerPlan* const plan = topology.find_consumer(m_target);
    return m_slows && plan != nullptr && plan->work.longest.count() == 0;
}

std::optional<std::string> OtherPace::why_not(const Topology& topology) const
{
    if (!m_slows && topology.producer.rate.is_max()
        && !std::holds_alternative<RampLoad>(topology.producer.load)) {
        return "a producer without a limit to its rate has none to multiply";
    }
    return std::nullopt;
}

ringlib::Expected<void> OtherPace::set_factor(Stage& stage, double factor)
{
    return set(stage, R"("factor":)" + nlohmann::json(factor).dump());  // the same in every locale
}

ringlib::Expected<void> OtherPace::set_work(Stage& stage, double nanoseconds)
{
    return set(stage, R"("work_ns":)" + std::to_string(std::llround(nanoseconds)));
}

ringlib::Expected<void> OtherPace::set(Stage& stage, const std::string& value)
{
    RigWorker* const worker = stage.crew.find_running(m_target);
    if (worker == nullptr || !worker->process().send_line(R"({"set":{)" + value + "}}")) {
        return trouble(m_target + " does not run, or does not listen");
    }
    m_changed_at = stage.time();
    return {};
}

// Only what was read after the change counts.
std::optional<double> OtherPace::rate_since_change(const Stage& stage) const
{
    const auto since = stage.time() - m_changed_at;
    return since >= kWindow ? stage.ring.positions().rate(m_target, kWindow) : std::nullopt;
}

ringlib::Expected<void> OtherPace::inject(Stage& stage)
{
    if (auto why = why_not(stage.crew.topology())) {
        return trouble(std::move(*why));
    }
    m_before = stage.ring.positions().rate(m_target, 1s);
    if (!m_before) {
        m_before = stage.ring.positions().rate(m_target, kWindow);
    }
    if (!m_before) {
        return trouble("the rate of " + m_target + " is not known yet");
    }
    m_has_given_work = needs_work(stage.crew.topology());
    if (!m_has_given_work) {
        return set_factor(stage, m_factor);
    }
    constexpr double kNsPerS = 1e9;
    return *m_before > 0 ? set_work(stage, m_factor * kNsPerS / *m_before)
                         : trouble(m_target + " reads nothing that it could be slower with");
}

Proof OtherPace::prove(Stage& stage)
{
    const auto now = rate_since_change(stage);
    const auto& blocked = stage.ring.seen().blocked_since;
    const bool is_held = !m_slows && blocked && *blocked > m_changed_at;
    const bool changed
        = now && (m_slows ? *now < *m_before * (1 - kVisible) : *now > *m_before * (1 + kVisible));
    if (!changed && !is_held) {
        return not_yet();
    }
    m_during = now;
    return m_target + (m_slows ? " reads " : " publishes ")
        + (now ? in_words(*now) : "until the ring is full") + ", before " + in_words(*m_before);
}

ringlib::Expected<void> OtherPace::heal(Stage& stage)
{
    return m_has_given_work ? set_work(stage, 0) : set_factor(stage, 1);
}

Proof OtherPace::prove_heal(Stage& stage)
{
    const auto now = rate_since_change(stage);
    if (!now) {
        return not_yet();
    }
    const auto* const consumer = stage.ring.find_consumer(m_target);
    const bool has_caught_up = consumer != nullptr && consumer->lag_events == 0;
    const double between = m_during ? (*m_during + *m_before) / 2 : *m_before;
    const bool is_back = m_slows ? *now >= between || has_caught_up
                                 : *now <= *m_before * (1 + kVisible) || *now <= between;
    return is_back ? Proof(m_target + " is back at " + in_words(*now)) : not_yet();
}

}  // namespace rig
