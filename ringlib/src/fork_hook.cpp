// SPDX-License-Identifier: MIT OR Apache-2.0
#include "fork_hook.h"

#include <pthread.h>

namespace ringlib {

/// All hooks of this process. The lock is held over a fork, so that the child finds the list whole.
class ForkHooks {
public:
    static ForkHooks& of_this_process()
    {
        // Never destroyed: endpoints of static storage may outlive any order of destruction.
        static auto* const kHooks = new ForkHooks;
        return *kHooks;
    }

    [[nodiscard]] std::mutex& mutex() noexcept { return m_mutex; }

    // With the mutex held.
    void add(ForkHook& hook) noexcept
    {
        hook.m_next = m_first;
        if (m_first != nullptr) {
            m_first->m_previous = &hook;
        }
        m_first = &hook;
    }

    // With the mutex held.
    void remove(ForkHook& hook) noexcept
    {
        if (hook.m_next != nullptr) {
            hook.m_next->m_previous = hook.m_previous;
        }
        (hook.m_previous != nullptr ? hook.m_previous->m_next : m_first) = hook.m_next;
    }

private:
    ForkHooks()
    {
        ::pthread_atfork([] { of_this_process().m_mutex.lock(); },
            [] { of_this_process().m_mutex.unlock(); }, [] { of_this_process().run_in_child(); });
    }

    void run_in_child() noexcept
    {
        for (ForkHook* hook = m_first; hook != nullptr; hook = hook->m_next) {
            hook->m_in_child(hook->m_object);
        }
        m_mutex.unlock();
    }

    std::mutex m_mutex;  // guards m_first and the links of every hook
    ForkHook* m_first = nullptr;
};

ForkPause::ForkPause()
    : m_lock(ForkHooks::of_this_process().mutex())
{
}

ForkHook::ForkHook(void* object, InChild in_child)
    : ForkHook(ForkPause(), object, in_child)
{
}

ForkHook::ForkHook(const ForkPause& /*pause*/, void* object, InChild in_child) noexcept
    : m_object(object)
    , m_in_child(in_child)
{
    ForkHooks::of_this_process().add(*this);
}

ForkHook::~ForkHook()
{
    const ForkPause pause;
    ForkHooks::of_this_process().remove(*this);
}

}  // namespace ringlib
