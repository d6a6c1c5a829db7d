// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker_signals.h"

#include <cstdlib>
#include <sys/prctl.h>
#include <unistd.h>
#include <utility>

namespace rig {

volatile std::sig_atomic_t detail::g_termination = 0;

namespace {

std::function<int()> g_last_words;  // NOLINT: a signal handler knows globals only

extern "C" void remember_termination(int)
{
    detail::g_termination = 1;
}

// The signal comes from an access to a ring, on the one thread there is: no allocation and no
// output was interrupted, so both work here.
extern "C" void say_last_words(int)
{
    std::_Exit(std::exchange(g_last_words, nullptr)());
}

void handle(int number, void (*handler)(int), int flags)
{
    struct sigaction action { };
    action.sa_handler = handler;
    action.sa_flags = flags;
    ::sigaction(number, &action, nullptr);
}

}  // namespace

void catch_termination()
{
    sigset_t set;
    ::sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT}) {
        handle(number, remember_termination, 0);
        ::sigaddset(&set, number);
    }
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    handle(SIGPIPE, SIG_IGN, 0);
}

void die_with(pid_t parent)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) {  // it died before the kernel knew
        die_here();
    }
}

void die_here() noexcept
{
    ::kill(::getpid(), SIGKILL);
    for (;;) {
        ::pause();
    }
}

void on_memory_lost(std::function<int()> last_words)
{
    g_last_words = std::move(last_words);
    // A second one, inside the last words, kills.
    handle(SIGBUS, say_last_words, static_cast<int>(SA_RESETHAND));
}

}  // namespace rig
