// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/spawner_thread.h"

#include <condition_variable>
#include <csignal>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

namespace rig {
namespace {

class SpawnerThread {
public:
    SpawnerThread()
    {
        sigset_t all;
        sigset_t before;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before);  // every signal is for the other threads
        std::thread([this] { run(); }).detach();
        ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }

    void finish(std::packaged_task<void()> task)
    {
        auto done = task.get_future();
        {
            const std::scoped_lock lock(m_mutex);
            m_tasks.push_back(std::move(task));
        }
        m_changed.notify_one();
        done.get();
    }

private:
    [[noreturn]] void run()
    {
        for (;;) {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return !m_tasks.empty(); });
            std::packaged_task<void()> task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::packaged_task<void()>> m_tasks;
};

}  // namespace

void on_spawner_thread(const std::function<void()>& work)
{
    // Never destroyed: it lives as long as its thread.
    static auto* const kSpawner = new SpawnerThread;
    kSpawner->finish(std::packaged_task<void()>(work));
}

}  // namespace rig
