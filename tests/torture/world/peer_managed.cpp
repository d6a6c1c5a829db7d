// SPDX-License-Identifier: MIT OR Apache-2.0
// Producers that watch over a required consumer, and one that is used as it must not be.
#include "ipc/peer.h"
#include "world_peer.h"

#include <chrono>
#include <iostream>
#include <thread>

namespace worldpeer {

using namespace ringlib;
using namespace ringpeer;

// managed RING CAPACITY ID PROGRESS_MS: publishes until SIGTERM and counts the alerts about that
// consumer, which it never gives up.
int managed(char** argv)
{
    std::uint64_t alerts = 0;
    std::uint64_t deaths = 0;
    RequiredConsumerLivenessConfig liveness{.required_consumer_ids = {argv[2]}, .alert_hook = {}};
    liveness.startup_wait_timeout = std::chrono::seconds(40);
    liveness.progress_timeout = std::chrono::milliseconds(number(argv[3]));
    liveness.failure_action = RequiredConsumerFailureAction::AlertOnly;
    liveness.alert_hook = [&](const RequiredConsumerAlert& alert) {
        ++alerts;
        deaths += alert.died ? 1U : 0U;
    };
    auto producer = producer_of(argv[0], number(argv[1])).with_liveness(liveness).build_producer();
    if (!producer) {
        return refused(producer.error());
    }
    std::cout << "ready" << std::endl;
    while (!is_stopped()) {
        const Sequence next = producer->last_published_sequence() + 1;
        const auto published
            = producer->publish_managed([&](CheckedEvent& event) { event.fill(next); });
        if (!published) {
            return refused(published.error());
        }
    }
    std::cout << "last " << producer->last_published_sequence() << " alerts " << alerts
              << " deaths " << deaths << std::endl;
    return 0;
}

// misuse RING: two threads publish with one producer.
int misuse(char** argv)
{
    auto producer = producer_of(argv[0], 64).build_producer();
    if (!producer) {
        return refused(producer.error());
    }
    const auto publish = [&] {
        for (Sequence s = 0; s < 1000; ++s) {
            static_cast<void>(producer->publish([s](CheckedEvent& event) { event.fill(s); }));
        }
    };
    std::thread other(publish);
    publish();
    other.join();
    std::cout << "unnoticed" << std::endl;
    return 0;
}

}  // namespace worldpeer
