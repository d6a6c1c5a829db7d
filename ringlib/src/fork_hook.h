// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <mutex>

namespace ringlib {

/// No fork of this process begins while it lives: for what must not be seen half done by a child.
/// Short, and nothing under it may make or end a ForkHook but by the constructor that takes it.
class ForkPause {
public:
    ForkPause();

private:
    std::lock_guard<std::mutex> m_lock;
};

/// What an object does in a forked child, before fork() returns there: a lock, a mapping or an
/// endpoint must not be shared with the parent. Declare it as the last member, so that it is gone
/// before what it touches. `vfork`, `posix_spawn` and a raw `clone` tell nobody.
class ForkHook {
public:
    /// System calls and stores only: other threads of the parent may have held any lock. Runs in no
    /// particular order among the objects.
    using InChild = void (*)(void* object) noexcept;

    ForkHook(void* object, InChild in_child);
    ForkHook(const ForkPause& pause, void* object, InChild in_child) noexcept;
    ForkHook(const ForkHook&) = delete;
    ForkHook& operator=(const ForkHook&) = delete;
    ForkHook(ForkHook&&) = delete;
    ForkHook& operator=(ForkHook&&) = delete;
    ~ForkHook();

private:
    friend class ForkHooks;

    void* m_object;
    InChild m_in_child;
    ForkHook* m_previous = nullptr;
    ForkHook* m_next = nullptr;
};

}  // namespace ringlib
