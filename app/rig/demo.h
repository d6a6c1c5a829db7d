// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/demo_story.h"
#include "rig/rig_worker.h"

#include <ringlib/observer.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <sys/types.h>
#include <thread>
#include <vector>

namespace rig {

using Clock = std::chrono::steady_clock;  // CLOCK_MONOTONIC, as every time in a ring
using TimePoint = Clock::time_point;

/// One of the demo's processes, as it is known now.
struct DemoWorker {
    std::string name;  ///< "producer", or the consumer's id
    pid_t pid = 0;
    ProcessState state{};
    bool ready = false;
    std::optional<ExitStatus> exit;
    std::string last_output;  ///< its last line of JSON
    std::string last_error;  ///< its last error, or its last line on stderr
};

/// Everything a window shows of a demo; a copy.
struct DemoStatus {
    std::string ring;
    TimePoint started;  ///< captions and the fault count from here
    DemoPhase phase{};
    std::vector<DemoCaption> captions;
    std::optional<DemoFault> fault;
    std::vector<DemoWorker> workers;
    bool story_over = false;
    bool stopped = false;  ///< no worker is left, and no segment
    Verdict verdict{};
    std::string reason;  ///< why the verdict is not PASS
};

/// Plays the demo with real processes, from a thread of its own. They die with this program,
/// however it ends.
///
/// Every public call may come from any thread and never waits for a worker, except stop().
class DemoRig {
public:
    /// Begins at once, with find_worker_program() and this program's demo_ring_name(). What cannot
    /// be started is told by status().
    explicit DemoRig(DemoPlan plan = {});
    /// @param program the ringworker to start.
    /// @param ring its name; what lies there already and is held by nobody is removed.
    DemoRig(DemoPlan plan, std::filesystem::path program, std::string ring);
    DemoRig(const DemoRig&) = delete;
    DemoRig& operator=(const DemoRig&) = delete;
    DemoRig(DemoRig&&) = delete;
    DemoRig& operator=(DemoRig&&) = delete;
    ~DemoRig();  // stops

    [[nodiscard]] DemoStatus status() const;
    /// The demo may end; returns at once. status().stopped tells when it has.
    void request_stop();
    /// Ends the workers cleanly, kills who does not end, and removes the ring. Waits for it, about
    /// 0.2 s and at most a few seconds. status() then has the last word, with what the workers
    /// found wrong.
    void stop();

private:
    struct Worker {
        DemoWorker shown;
        std::optional<RigWorker> process;
    };

    void run(const std::stop_token& stop, const std::filesystem::path& program);
    void start_workers(std::filesystem::path program);
    [[nodiscard]] bool start_worker(const std::filesystem::path& program, std::string name,
        const std::vector<std::string>& arguments);
    void read_workers();
    [[nodiscard]] DemoObservation observe();
    [[nodiscard]] std::optional<DemoObservation::Ring> observe_ring();
    void act(DemoAction action);
    void end_workers();
    void judge_workers();
    void judge_worker(const Worker& worker, const Worker* producer);
    void note_end(Verdict verdict, std::string reason);
    void publish_status(bool stopped);
    [[nodiscard]] Worker* find_worker(std::string_view name);

    const std::string m_ring;
    const TimePoint m_started = Clock::now();
    // The thread's own.
    DemoStory m_story;
    std::vector<Worker> m_workers;
    std::optional<ringlib::RingObserver> m_observer;
    std::string m_ring_trouble;  // why it could not be read at the last look
    ringlib::RingSnapshot m_snapshot;
    std::optional<std::string> m_trouble;  // the first; what follows from it is not told
    Verdict m_end_verdict = Verdict::Pass;  // of what the workers said at their end
    std::string m_end_reason;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;  // stop requested, or stopped
    DemoStatus m_status;  // guarded by m_mutex
    std::jthread m_thread;  // last: it uses all of the above
};

}  // namespace rig
