// SPDX-License-Identifier: MIT OR Apache-2.0
#include "peer.h"

#include <chrono>
#include <iomanip>
#include <iostream>
#include <sys/resource.h>
#include <thread>

namespace ringpeer {

using namespace ringlib;

namespace {

constexpr std::size_t kCapacity = 64;

std::chrono::microseconds processor_time_of_this_thread()
{
    rusage usage{};
    ::getrusage(RUSAGE_THREAD, &usage);
    const auto of = [](const timeval& time) {
        return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

Producer<CheckedEvent> full_ring(const std::string& ring, bool with_liveness)
{
    RequiredConsumerLivenessConfig liveness{.required_consumer_ids = {"idle"}, .alert_hook = {}};
    liveness.failure_action = RequiredConsumerFailureAction::AlertOnly;
    auto builder = producer_of(ring, kCapacity);
    if (with_liveness) {
        builder.with_liveness(liveness);
    }
    return builder.build_producer().value();
}

void fill(Producer<CheckedEvent>& producer)
{
    while (producer.try_publish([](CheckedEvent& event) { event.fill(0); })) { }
}

}  // namespace

// processor_time RING HOW SECONDS: what waiting with block() costs, in per cent of a processor.
// HOW: managed (a producer on a full ring, watching a required consumer with default times), full
// (the same without liveness), idle (a consumer of an empty ring).
int processor_time(char** argv)
{
    const std::string how = argv[1];
    const std::chrono::seconds duration(number(argv[2]));
    auto producer = full_ring(argv[0], how == "managed");
    auto consumer = consumer_of(argv[0], kCapacity).with_consumer_id("idle").build_consumer();
    if (!consumer) {
        return refused(consumer.error());
    }
    if (how != "idle") {
        fill(producer);
    }
    std::thread waker([&] {
        std::this_thread::sleep_for(duration);
        if (how == "idle") {
            fill(producer);
        } else {
            consumer->process_available([](const CheckedEvent&, Sequence) {});
        }
    });
    const auto begin = std::chrono::steady_clock::now();
    const auto before = processor_time_of_this_thread();
    bool went_on = false;
    if (how == "idle") {
        went_on = consumer->consume_next().has_value();
    } else {
        went_on = producer.publish_managed([](CheckedEvent& event) { event.fill(0); }).has_value();
    }
    const auto used = processor_time_of_this_thread() - before;
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    waker.join();
    const double percent = 100 * std::chrono::duration<double>(used).count() / passed.count();
    std::cout << how << " " << std::fixed << std::setprecision(3) << percent << " % of a processor"
              << std::endl;
    return went_on ? 0 : 70;
}

}  // namespace ringpeer
