// SPDX-License-Identifier: MIT OR Apache-2.0
// Who wants what only one can have.
#include "ipc/peer.h"
#include "world_peer.h"

#include <chrono>
#include <csignal>
#include <iostream>
#include <thread>

namespace worldpeer {

using namespace ringlib;
using namespace ringpeer;

namespace {

using Clock = std::chrono::steady_clock;

void wait_for_the_start()
{
    std::cout << "here" << std::endl;
    wait_for_signal(SIGUSR2);
}

int say_refused(const Error& error, Clock::time_point begin)
{
    const auto us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
    std::cout << "refused " << to_string(error.code) << " us " << us.count() << " "
              << error.message() << std::endl;
    return 69;
}

}  // namespace

// rival RING CAPACITY: wants to be the producer; publishes until SIGTERM when it is.
int rival(char** argv)
{
    wait_for_the_start();
    const auto begin = Clock::now();
    auto producer = producer_of(argv[0], number(argv[1])).build_producer();
    if (!producer) {
        return say_refused(producer.error(), begin);
    }
    std::cout << "ready" << std::endl;
    Sequence next = producer->last_published_sequence() + 1;
    while (!is_stopped()) {
        if (producer->try_publish([&](CheckedEvent& event) { event.fill(next); })) {
            ++next;
        } else {
            std::this_thread::yield();
        }
    }
    std::cout << "last " << next - 1 << std::endl;
    return 0;
}

// attach RING CAPACITY ID: wants to be that consumer; reads to the end of the stream when it is.
int attach(char** argv)
{
    wait_for_the_start();
    const auto begin = Clock::now();
    auto consumer
        = consumer_of(argv[0], number(argv[1])).with_consumer_id(argv[2]).build_consumer();
    if (!consumer) {
        return say_refused(consumer.error(), begin);
    }
    Tally tally;
    tally.last = consumer->current_sequence();
    const Sequence first = tally.last + 1;
    std::cout << "ready" << std::endl;
    consume_one_way(*consumer, "copy", 0, tally);
    say(tally, first, consumer->stream_end());
    return tally.bad == 0 ? 0 : 1;
}

}  // namespace worldpeer
