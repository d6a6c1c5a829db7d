// SPDX-License-Identifier: MIT OR Apache-2.0
// A producer that does not go on without "worker": `liveness_with_rejoin produce NAME`. Kill the
// worker, `liveness_with_rejoin work NAME 40` does so itself at event 40, and the producer says so;
// start `liveness_with_rejoin work NAME`, and it goes on with the event that the dead one held.
#include <chrono>
#include <csignal>
#include <cstdint>
#include <iostream>
#include <ringlib/ringlib.h>
#include <string>
#include <string_view>

namespace {

struct Job {
    std::uint64_t number;
};
constexpr std::size_t kCapacity = 8;

int fail(const ringlib::Error& error)
{
    std::cerr << error.message() << '\n';
    return 1;
}

int produce(const char* name)
{
    ringlib::RequiredConsumerLivenessConfig liveness;
    liveness.required_consumer_ids = {"worker"};
    liveness.startup_wait_timeout = std::chrono::seconds(20);
    liveness.shutdown_grace_period = std::chrono::seconds(20);  // for a successor to come
    liveness.alert_hook = [](const ringlib::RequiredConsumerAlert& alert) {
        std::cout << alert.consumer_id << (alert.died ? " died" : " stalled") << " after job "
                  << alert.last_sequence << std::endl;
    };
    auto producer = ringlib::build_shared_single_producer<Job>(name, kCapacity)
                        .with_liveness(liveness)
                        .build_producer();
    if (!producer) {
        return fail(producer.error());
    }
    for (std::uint64_t i = 0; i < 100; ++i) {
        if (auto sent = producer->publish_managed([i](Job& job) { job.number = i; }); !sent) {
            return fail(sent.error());
        }
    }
    return 0;
}

int work(const char* name, std::uint64_t dies_at)
{
    auto consumer = ringlib::attach_shared_consumer<Job>(name, kCapacity)
                        .with_consumer_id("worker")
                        .with_ready_timeout(std::chrono::seconds(20))
                        .build_consumer();
    if (!consumer) {
        return fail(consumer.error());
    }
    std::uint64_t last = 0;
    while (const auto job = consumer->consume_next_leased()) {
        last = (*job)->number;
        if (job->redelivered()) {
            std::cout << "job " << last << " again\n";
        }
        if (last == dies_at) {
            std::raise(SIGKILL);
        }
    }
    std::cout << "done with job " << last << '\n';
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    const std::string_view role = argc > 2 ? argv[1] : "";
    if (role == "produce") {
        return produce(argv[2]);
    }
    if (role == "work") {
        return work(argv[2], argc > 3 ? std::stoull(argv[3]) : UINT64_MAX);
    }
    std::cerr << "usage: liveness_with_rejoin produce NAME, or work NAME [DIES_AT]\n";
    return 64;
}
