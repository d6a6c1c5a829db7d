// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/worker/worker_signals.h"

#include "rig/platform/own_process.h"

#include <cstdlib>
#include <semaphore.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace rig {

volatile std::sig_atomic_t detail::g_termination = 0;

namespace {

sem_t g_memory_lost;  // NOLINT: a signal handler knows globals only

extern "C" void remember_termination(int)
{
    detail::g_termination = 1;
}

// Nothing more is allowed here: another thread speaks, while this one stands where it is.
extern "C" void leave_the_word(int)
{
    ::sem_post(&g_memory_lost);
    for (;;) {
        ::pause();
    }
}

void handle(int number, void (*handler)(int), int flags)
{
    struct sigaction action { };
    action.sa_handler = handler;
    action.sa_flags = flags;
    ::sigaction(number, &action, nullptr);
}

}  // namespace

void expect_errors_not_signals()
{
    handle(SIGPIPE, SIG_IGN, 0);
    handle(SIGXFSZ, SIG_IGN, 0);
}

void catch_termination()
{
    sigset_t set;
    ::sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT}) {
        handle(number, remember_termination, 0);
        ::sigaddset(&set, number);
    }
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void die_with(pid_t parent)
{
    die_with_parent();
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
    ::sem_init(&g_memory_lost, 0, 0);
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);  // every other signal is for the first thread
    std::thread([words = std::move(last_words)] {
        while (::sem_wait(&g_memory_lost) != 0) { }
        std::_Exit(words());
    }).detach();
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    // A second one, inside the last words, kills.
    handle(SIGBUS, leave_the_word, static_cast<int>(SA_RESETHAND));
}

}  // namespace rig
