// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "rig/live/live_events.h"
#include "rig/live/live_faults.h"
#include "rig/live/live_status.h"
#include "rig/live/rig_script.h"
#include "rig/rig.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace rig {

struct LiveRigOptions {
    RigOptions rig = {};
    std::shared_ptr<RigScript> script = {};  ///< nothing: nothing happens by itself
};

/// A rig that lives on a thread of its own, under the user's hands. Its processes die with this
/// program, however that ends.
///
/// Thread: any. Every call returns at once, but stop() and the end of the object. What became of a
/// command, also why it could not be, is in status().
class LiveRig {
public:
    /// Starts everybody.
    explicit LiveRig(Topology topology, LiveRigOptions options = {});
    LiveRig(const LiveRig&) = delete;
    LiveRig& operator=(const LiveRig&) = delete;
    LiveRig(LiveRig&&) = delete;
    LiveRig& operator=(LiveRig&&) = delete;
    /// Ends everybody within two seconds, and removes the ring.
    ~LiveRig();

    [[nodiscard]] LiveStatus status() const;
    /// The lines that workers wrote since the last call; of too many the oldest are left out.
    [[nodiscard]] std::vector<OutputLine> take_output();

    /// With a duration it heals by itself that long after its proof.
    void inject(Fault fault);
    void heal(std::string id);
    void heal_all();
    void set_rate(Rate rate);
    void set_work(std::string consumer, std::chrono::nanoseconds work);
    void start_worker(std::string name);
    void stop_worker(std::string name);
    /// A producer is replaced by one that takes its ring over.
    void restart_worker(std::string name);
    /// Brings a worker back: what keeps it away is healed, or it is started; one that runs is
    /// killed first.
    void rejoin(std::string name);
    void start_all();
    void stop_all();

    /// The stream ends, everybody reads what is left of it, and the ring is removed.
    void request_stop();
    /// The same, and waits for it: at most a few seconds.
    void stop();

private:
    using Command = std::function<void()>;

    void post(Command command);
    void run();
    void play();
    void take_commands();
    void start_missing();
    void bring_back(const std::string& name);
    void strike(const Fault& fault);
    void try_to(const std::string& what, const ringlib::Expected<void>& done);
    void publish_status(LivePhase phase);
    [[nodiscard]] LivePhase phase() const;
    [[nodiscard]] LiveWorker describe(const std::string& name) const;
    [[nodiscard]] std::vector<LiveWorker> describe_workers() const;
    void keep_line(const RigWorker& worker, RigWorker::Stream stream, std::string_view line);

    std::shared_ptr<RigScript> m_script;
    const scenario::Time m_started;
    Rig m_rig;
    // The thread's own.
    scenario::Observations m_seen;
    std::string m_trouble;
    LiveFaults m_faults;
    LiveEvents m_events;
    bool m_is_ending = false;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Command> m_commands;  // the next four are guarded by m_mutex
    std::deque<OutputLine> m_output;
    LiveStatus m_status;
    bool m_hurries = false;
    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace rig
