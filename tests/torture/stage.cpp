// SPDX-License-Identifier: MIT OR Apache-2.0
#include "stage.h"

#include "ringlib/observer.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <sys/wait.h>
#include <thread>
#include <utility>

namespace torture {
namespace {

constexpr std::size_t kFindingsMax = 5;
constexpr std::chrono::seconds kUntilTheEnd{10};
constexpr auto kBetweenLooks = std::chrono::microseconds(100);

}  // namespace

Program honest_program()
{
    return {TORTURE_PEER};
}

bool wait_until(const std::function<bool()>& holds, std::chrono::seconds watchdog)
{
    const auto end = std::chrono::steady_clock::now() + watchdog;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        std::this_thread::sleep_for(kBetweenLooks);
    }
    return true;
}

bool has_ended(const ChildProcess& process)
{
    siginfo_t state{};
    ::waitid(P_PID, static_cast<id_t>(process.pid()), &state, WEXITED | WNOHANG | WNOWAIT);
    return state.si_pid != 0;
}

void wait_for_stop(const ChildProcess& process)
{
    siginfo_t state{};
    ::waitid(P_PID, static_cast<id_t>(process.pid()), &state, WSTOPPED | WEXITED | WNOWAIT);
}

void stop(const ChildProcess& process)
{
    process.signal(SIGSTOP);
    wait_for_stop(process);
}

void kill(ChildProcess& process)
{
    process.signal(SIGKILL);
    process.wait();
}

Stage::Stage(Program program, std::size_t capacity)
    : m_program(std::move(program))
    , m_capacity(capacity)
{
}

HistoryFile& Stage::history(const std::string& name)
{
    const auto known = std::find_if(m_histories.begin(), m_histories.end(),
        [&](const HistoryFile& file) { return file.name() == name; });
    return known != m_histories.end() ? *known : m_histories.emplace_back(name);
}

ChildProcess Stage::start(const std::vector<std::string>& role, const PointPage* points) const
{
    std::vector<std::string> command
        = points != nullptr ? points->prefix() : std::vector<std::string>{};
    command.push_back(m_program.file);
    command.insert(command.end(), role.begin(), role.end());
    return ChildProcess(command);
}

ChildProcess Stage::produce(std::size_t batch, const PointPage* points, const std::string& required)
{
    m_producer_began = history("producer").history().size();
    return start({"produce", ring(), std::to_string(m_capacity), history("producer").file(),
                     std::to_string(batch), required},
        points);
}

ChildProcess Stage::consume(const std::string& id, const std::string& start_at,
    const std::string& way, const PointPage* points)
{
    return start(
        {"consume", ring(), std::to_string(m_capacity), history(id).file(), id, start_at, way},
        points);
}

ChildProcess Stage::churn(const Churn& how, const PointPage* points)
{
    return start({"churn", ring(), std::to_string(m_capacity), history(how.id).file(), how.id,
                     how.start, how.way, std::to_string(how.each)},
        points);
}

ChildProcess Stage::observe()
{
    return start({"observe", ring(), history("observer").file()});
}

Sequence Stage::published() const
{
    auto observer = ringlib::RingObserver::attach(ring());
    ringlib::RingSnapshot snapshot;
    return observer && observer->snapshot(snapshot) ? snapshot.producer.sequence
                                                    : ringlib::kNoSequence;
}

void Stage::wait_for(const ChildProcess& producer)
{
    const History& notes = history("producer").history();
    wait_until(
        [&] { return notes.count(Mark::Epoch, m_producer_began) != 0 || has_ended(producer); },
        kUntilTheEnd);
}

std::vector<Violation> Stage::finish(
    ChildProcess& producer, const std::vector<ChildProcess*>& readers, Rules rules)
{
    wait_for(producer);
    producer.signal(SIGTERM);
    const bool closed = wait_until([&] { return has_ended(producer); }, kUntilTheEnd);
    const bool read = closed
        && wait_until(
            [&] {
                return std::all_of(readers.begin(), readers.end(),
                    [](const ChildProcess* reader) { return has_ended(*reader); });
            },
            kUntilTheEnd);
    auto violations = check(rules);
    if (!closed || !read) {
        violations.push_back({Rule::H8Complete,
            closed ? "a reader does not end" : "the producer does not close: it is blocked"});
    }
    return violations;
}

std::vector<Violation> Stage::check(Rules rules) const
{
    rules.capacity = static_cast<std::int64_t>(m_capacity);
    std::vector<Log> logs;
    for (const HistoryFile& file : m_histories) {
        logs.push_back(log_of(file));
    }
    return torture::check(logs, rules);
}

void add(Outcome& outcome, const std::vector<Violation>& violations, const std::string& where)
{
    outcome.bad += violations.size();
    for (const Violation& violation : violations) {
        if (outcome.findings.size() < kFindingsMax) {
            outcome.findings.push_back(std::string(to_string(violation.rule)) + ": "
                + violation.what + " (" + where + ")");
        }
    }
}

std::string spread_of(std::vector<std::int64_t> ns)
{
    if (ns.empty()) {
        return "none";
    }
    std::sort(ns.begin(), ns.end());
    const auto ms = [&](std::size_t percent) {
        return static_cast<double>(ns[(ns.size() - 1) * percent / 100]) / 1e6;
    };
    char text[96];
    std::snprintf(text, sizeof(text), "p50 %.1f ms, p99 %.1f ms, max %.1f ms (n %zu)", ms(50),
        ms(99), ms(100), ns.size());
    return text;
}

std::vector<std::int64_t> values_of(const HistoryFile& file, Mark mark)
{
    std::vector<std::int64_t> values;
    for (const Entry& entry : file.history().entries()) {
        if (entry.mark == mark) {
            values.push_back(entry.last);
        }
    }
    return values;
}

}  // namespace torture
