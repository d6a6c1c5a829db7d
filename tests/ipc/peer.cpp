// SPDX-License-Identifier: MIT OR Apache-2.0
#include "peer.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <sys/time.h>
#include <utility>

namespace ringpeer {

using namespace ringlib;

namespace {

volatile std::sig_atomic_t g_stop = 0;
volatile std::sig_atomic_t g_doze = 0;

void doze_if_asked()
{
    if (std::exchange(g_doze, 0) != 0) {
        wait_for_signal(SIGUSR2);
    }
}

bool consume_once(Consumer<CheckedEvent>& consumer, const std::string& way, Tally& tally)
{
    if (way == "copy") {
        const auto event = consumer.consume_next();
        if (event) {
            tally.redelivered += event->redelivered ? 1U : 0U;
            tally.take(event->event, event->sequence);
        }
        return event.has_value();
    }
    if (way == "lease") {
        auto lease = consumer.consume_next_leased();
        const bool there = lease.has_value();
        if (there) {
            tally.redelivered += lease->redelivered() ? 1U : 0U;
            tally.take(lease->event(), lease->sequence());
            tally.bad += std::move(*lease).finish() ? 0U : 1U;
        }
        return there;
    }
    return consumer.process_available_blocking([&](const CheckedEvent& event, Sequence sequence,
                                                   bool) { tally.take(event, sequence); })
        != 0;
}

}  // namespace

void catch_signals()
{
    std::signal(SIGTERM, [](int) { g_stop = 1; });
    std::signal(SIGUSR1, [](int) { g_doze = 1; });
    block_signal(SIGUSR2);
}

void interrupt_often()
{
    struct sigaction nothing { };
    nothing.sa_handler = [](int) {};  // without SA_RESTART
    ::sigaction(SIGALRM, &nothing, nullptr);
    constexpr timeval kMillisecond{.tv_sec = 0, .tv_usec = 1000};
    const itimerval each_millisecond{.it_interval = kMillisecond, .it_value = kMillisecond};
    ::setitimer(ITIMER_REAL, &each_millisecond, nullptr);
}

bool is_stopped()
{
    return g_stop != 0;
}

void block_signal(int number)
{
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, number);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void wait_for_signal(int number)
{
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, number);
    int caught = 0;
    ::sigwait(&signals, &caught);
}

std::uint64_t number(const char* text)
{
    return std::strtoull(text, nullptr, 10);
}

WaitStrategy strategy(const std::string& name)
{
    if (name == "busy") {
        return WaitStrategy::busy_spin();
    }
    if (name == "hint") {
        return WaitStrategy::busy_spin_with_hint();
    }
    if (name == "yield") {
        return WaitStrategy::spin_then_yield(100);
    }
    return name == "sleep" ? WaitStrategy::sleep(std::chrono::microseconds(50))
                           : WaitStrategy::block();
}

StartAt start_of(const std::string& name)
{
    return name == "oldest" ? StartAt::Oldest
        : name == "next"    ? StartAt::Next
        : name == "resume"  ? StartAt::Resume
                            : StartAt::Default;
}

int refused(const Error& error)
{
    std::cout << "refused " << to_string(error.code) << " " << error.message() << std::endl;
    return 69;
}

void consume_one_way(
    Consumer<CheckedEvent>& consumer, const std::string& way, std::uint64_t limit, Tally& tally)
{
    while (!is_stopped() && (limit == 0 || tally.seen < limit)) {
        if (!consume_once(consumer, way, tally)) {
            return;
        }
        doze_if_asked();
    }
}

void say(const Tally& tally, Sequence first, const std::optional<StreamEnd>& end)
{
    std::cout << "first " << first << " last " << tally.last << " seen " << tally.seen << " bad "
              << tally.bad << " redelivered " << tally.redelivered << " end "
              << (end ? static_cast<int>(end->reason) : -1) << std::endl;
}

}  // namespace ringpeer
