// SPDX-License-Identifier: MIT OR Apache-2.0
#include "torture_peer.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <iostream>
#include <optional>
#include <random>
#include <unistd.h>
#include <utility>

namespace torture {

using namespace ringlib;
using ringpeer::CheckedEvent;
using ringpeer::is_stopped;
using ringpeer::number;
using ringpeer::producer_of;

namespace {

constexpr std::int64_t kBlockedNs = 1'000'000;

volatile std::sig_atomic_t g_evict = 0;

std::int64_t epoch_of(const std::string& ring)
{
    auto observer = RingObserver::attach(ring);
    RingSnapshot snapshot;
    return observer && observer->snapshot(snapshot)
        ? static_cast<std::int64_t>(snapshot.producer.epoch)
        : -1;
}

RequiredConsumerLivenessConfig require(const std::string& id)
{
    RequiredConsumerLivenessConfig liveness{.required_consumer_ids = {id}, .alert_hook = {}};
    liveness.startup_wait_timeout = std::chrono::seconds(20);
    liveness.failure_action = RequiredConsumerFailureAction::AlertOnly;
    return liveness;
}

RequiredConsumerFailureAction action_of(const std::string& name)
{
    return name == "shutdown" ? RequiredConsumerFailureAction::GracefulShutdown
        : name == "evict"     ? RequiredConsumerFailureAction::Evict
                              : RequiredConsumerFailureAction::AlertOnly;
}

/// A producer that notes what it does.
class Publishing {
public:
    Publishing(Producer<CheckedEvent>& producer, History& history)
        : m_producer(producer)
        , m_history(history)
    {
    }
    // Managed, one by one, or a batch. The intention is noted first: a death after the publish may
    // leave it without a note.
    std::optional<Error> publish(std::size_t n, bool managed)
    {
        const Sequence first = m_producer.last_published_sequence() + 1;
        const Sequence last = first + static_cast<Sequence>(n) - 1;
        m_history.about_to(last);
        const std::int64_t before = now_ns();
        const auto fill = [&](CheckedEvent& event) { event.fill(first); };
        std::optional<Error> error;
        if (managed) {
            if (auto done = m_producer.publish_managed(fill); !done) {
                error = done.error();
            }
        } else if (auto done = m_producer.publish_batch(n,
                       [&](CheckedEvent& event, std::size_t i) {
                           event.fill(first + static_cast<Sequence>(i));
                       });
                   !done) {
            error = done.error();
        }
        if (error) {
            return error;
        }
        m_history.range(Mark::Published, first, last);
        if (const std::int64_t blocked = now_ns() - before; blocked >= kBlockedNs) {
            m_history.mark(Mark::Blocked, first, blocked);
        }
        return std::nullopt;
    }

private:
    Producer<CheckedEvent>& m_producer;
    History& m_history;
};

}  // namespace

// produce RING CAPACITY HISTORY BATCH REQUIRED: publishes batches of 1 to BATCH events until
// SIGTERM, then closes. With the id of a REQUIRED consumer (or "-") it waits for that one, dead or
// alive. SIGUSR1: puts "victim" out.
int produce(char** argv)
{
    std::signal(SIGUSR1, [](int) { g_evict = 1; });
    History history(argv[2]);
    history.begin_life();
    const std::string required = argv[4];
    const std::int64_t asked = now_ns();
    auto builder = producer_of(argv[0], number(argv[1]));
    if (required != "-") {
        builder.with_liveness(require(required));
    }
    auto producer = builder.build_producer();
    if (!producer) {
        return failed(history, producer.error());
    }
    history.mark(Mark::Epoch, epoch_of(argv[0]), producer->last_published_sequence() + 1);
    std::cout << "ready" << std::endl;
    std::mt19937_64 random(static_cast<std::uint64_t>(::getpid()));
    Publishing publishing(*producer, history);
    for (bool first = true; !is_stopped(); first = false) {
        const bool managed = required != "-";
        if (const auto error
            = publishing.publish(managed ? 1 : 1 + random() % number(argv[3]), managed)) {
            return failed(history, *error);
        }
        if (first) {
            history.mark(Mark::FirstEvent, producer->last_published_sequence(), now_ns() - asked);
        }
        if (std::exchange(g_evict, 0) != 0) {
            producer->evict("victim");
        }
    }
    return 0;
}

// watch RING CAPACITY HISTORY ID TIMEOUT_MS GRACE_MS ACTION: publishes to a required consumer until
// SIGTERM, and notes each alert, but with ACTION evict, where who is put out notes it. With ACTION
// shutdown it says when its stream failed.
int watch(char** argv)
{
    History history(argv[2]);
    history.begin_life();
    RequiredConsumerLivenessConfig liveness = require(argv[3]);
    liveness.progress_timeout = std::chrono::milliseconds(number(argv[4]));
    liveness.shutdown_grace_period = std::chrono::milliseconds(number(argv[5]));
    liveness.failure_action = action_of(argv[6]);
    bool died = false;
    liveness.alert_hook = [&](const RequiredConsumerAlert& alert) {
        if (liveness.failure_action != RequiredConsumerFailureAction::Evict) {
            history.mark(Mark::Alerted, now_ns());
        }
        died = alert.died;
    };
    auto producer = producer_of(argv[0], number(argv[1])).with_liveness(liveness).build_producer();
    if (!producer) {
        return failed(history, producer.error());
    }
    history.mark(Mark::Epoch, epoch_of(argv[0]), producer->last_published_sequence() + 1);
    std::cout << "ready" << std::endl;
    Publishing publishing(*producer, history);
    while (!is_stopped()) {
        if (const auto error = publishing.publish(1, true)) {
            const bool expected
                = liveness.failure_action == RequiredConsumerFailureAction::GracefulShutdown
                && error->code == Errc::GracefulShutdownTriggered;
            if (!expected) {
                return failed(history, *error);
            }
            std::cout << "failed " << now_ns() << " died " << died << std::endl;
            return 0;
        }
    }
    return 0;
}

// create RING CAPACITY HOW: makes a ring, with HOW recreate in place of another, and closes it.
int create(char** argv)
{
    auto builder = producer_of(argv[0], number(argv[1]));
    builder.on_existing(
        std::string(argv[2]) == "recreate" ? OnExisting::Recreate : OnExisting::TakeOver);
    auto producer = builder.build_producer();
    if (!producer) {
        return ringpeer::refused(producer.error());
    }
    const Sequence next = producer->last_published_sequence() + 1;
    if (!producer->publish([&](CheckedEvent& event) { event.fill(next); })) {
        return 70;
    }
    std::cout << "ready " << next << std::endl;
    return 0;
}

// remove RING: as ringctl does.
int remove(char** argv)
{
    const auto removed = remove_ring(argv[0]);
    return removed ? 0 : ringpeer::refused(removed.error());
}

}  // namespace torture
