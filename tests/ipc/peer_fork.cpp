// SPDX-License-Identifier: MIT OR Apache-2.0
#include "peer.h"

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <iostream>
#include <optional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace ringpeer {

using namespace ringlib;

namespace {

constexpr std::size_t kCapacity = 8;
constexpr unsigned kChildLifeSeconds = 30;  // also when nobody is left to end it

/// A producer, a consumer of its ring, and one event in the consumer's hands.
struct BothEnds {
    explicit BothEnds(const std::string& ring)
        : producer(producer_of(ring, kCapacity).build_producer().value())
        , consumer(consumer_of(ring, kCapacity).with_consumer_id("cp_0").build_consumer().value())
    {
    }

    void publish_and_hold()
    {
        for (int i = 0; i < 3; ++i) {
            const Sequence next = producer->last_published_sequence() + 1;
            producer->publish([next](CheckedEvent& event) { event.fill(next); });
        }
        lease.emplace(consumer->consume_next_leased().value());
    }
    /// In the parent: everything published is there, and as it was.
    [[nodiscard]] bool finish_and_read()
    {
        Tally tally;
        tally.last = lease->sequence() - 1;
        tally.take(lease->event(), lease->sequence());
        bool good = std::move(*lease).finish().has_value();
        lease.reset();
        while (const auto event = consumer->try_consume_next()) {
            tally.take(event->event, event->sequence);
        }
        good = good && tally.bad == 0 && tally.seen == 3;
        return good && tally.last == producer->last_published_sequence();
    }

    std::optional<Producer<CheckedEvent>> producer;
    std::optional<Consumer<CheckedEvent>> consumer;
    std::optional<Lease<CheckedEvent>> lease;
};

/// What is wrong with the answers in a forked child; empty when nothing is.
class Answers {
public:
    template <typename T>
    void expect_wrong_process(const char* call, const Expected<T>& answer)
    {
        if (answer) {
            m_wrong += std::string(call) + " succeeds; ";
        } else {
            expect(call, answer.error().code == Errc::WrongProcess, answer.error());
        }
    }
    void expect_wrong_process(const char* call, const std::optional<Error>& answer)
    {
        if (answer) {
            expect(call, answer->code == Errc::WrongProcess, *answer);
        } else {
            m_wrong += std::string(call) + " says nothing; ";
        }
    }
    void expect_nothing(const char* call, bool nothing)
    {
        m_wrong += nothing ? "" : std::string(call) + " gives something; ";
    }
    [[nodiscard]] const std::string& wrong() const { return m_wrong; }

private:
    void expect(const char* call, bool good, const Error& error)
    {
        m_wrong += good ? "" : std::string(call) + " says " + error.message() + "; ";
    }
    std::string m_wrong;
};

void ask_producer(Producer<CheckedEvent>& producer, Answers& answers)
{
    const auto fill = [](CheckedEvent& event) { event.fill(0); };
    const auto fill_batch = [](CheckedEvent& event, std::size_t) { event.fill(0); };
    answers.expect_wrong_process("publish", producer.publish(fill));
    answers.expect_wrong_process("publish_batch", producer.publish_batch(2, fill_batch));
    answers.expect_wrong_process("publish_managed", producer.publish_managed(fill));
    answers.expect_wrong_process(
        "publish_batch_managed", producer.publish_batch_managed(2, fill_batch));
    answers.expect_wrong_process(
        "publish_with_timeout", producer.publish_with_timeout(std::chrono::seconds(1), fill));
    RequiredConsumerLivenessConfig liveness{.required_consumer_ids = {"cp_0"}, .alert_hook = {}};
    answers.expect_wrong_process(
        "enable_required_consumer_liveness", producer.enable_required_consumer_liveness(liveness));
    answers.expect_wrong_process(
        "register_counter", producer.register_counter(0x100, "of a child"));
    answers.expect_wrong_process("failure", producer.failure());
    answers.expect_nothing("try_publish", !producer.try_publish(fill));
    answers.expect_nothing("try_claim", !producer.try_claim());
    answers.expect_nothing("try_claim_batch", !producer.try_claim_batch(2));
    answers.expect_nothing("evict", !producer.evict("cp_0"));
}

void ask_consumer(Consumer<CheckedEvent>& consumer, Answers& answers)
{
    const auto handle = [](const CheckedEvent&, Sequence) {};
    const auto handle_batch = [](const CheckedEvent&, Sequence, bool) {};
    answers.expect_wrong_process(
        "consumer's register_counter", consumer.register_counter(0x100, "of a child"));
    answers.expect_nothing("try_consume_next", !consumer.try_consume_next());
    answers.expect_nothing("consume_next", !consumer.consume_next());
    answers.expect_nothing("try_consume_next_leased", !consumer.try_consume_next_leased());
    answers.expect_nothing("consume_next_leased", !consumer.consume_next_leased());
    answers.expect_nothing("try_lease_batch", !consumer.try_lease_batch(2));
    answers.expect_nothing("process_available", consumer.process_available(handle) == 0);
    answers.expect_nothing(
        "process_available_blocking", consumer.process_available_blocking(handle_batch) == 0);
    answers.expect_nothing("lag", consumer.lag() == 0);
    answers.expect_nothing("stream goes on", consumer.stream_end().has_value());
}

// A lock is held by a descriptor that may write; who only asks has one that may not.
bool holds_lock_descriptor()
{
    constexpr int kDescriptors = 1024;
    for (int fd = 3; fd < kDescriptors; ++fd) {
        std::array<char, 256> target{};
        const std::string link = "/proc/self/fd/" + std::to_string(fd);
        if (::readlink(link.c_str(), target.data(), target.size() - 1) > 0
            && std::string(target.data()).find(".lock") != std::string::npos
            && (::fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDWR) {
            return true;
        }
    }
    return false;
}

// Everything that a child can ask, and then the ends of its endpoints.
std::string ask_and_destroy(BothEnds& ends)
{
    Answers answers;
    ask_producer(*ends.producer, answers);
    answers.expect_wrong_process("Lease::finish", std::move(*ends.lease).finish());
    ask_consumer(*ends.consumer, answers);
    ends.lease.reset();
    ends.consumer->detach();
    ends.producer->close();
    ends.consumer.reset();
    ends.producer.reset();
    return answers.wrong();
}

}  // namespace

// fork_often RING ROUNDS: forks with both ends of a ring and a lease in its hands; the child asks
// and destroys everything, and the parent goes on.
int fork_often(char** argv)
{
    BothEnds ends(argv[0]);
    std::uint64_t good = 0;
    for (std::uint64_t round = 0; round < number(argv[1]); ++round) {
        ends.publish_and_hold();
        const pid_t child = ::fork();
        if (child == 0) {
            const std::string wrong = ask_and_destroy(ends);
            std::cout << wrong << std::flush;
            ::_exit(wrong.empty() ? 0 : 1);
        }
        int status = -1;
        ::waitpid(child, &status, 0);
        const bool parent_is_well = ends.finish_and_read() && !ends.producer->failure();
        good += status == 0 && parent_is_well ? 1U : 0U;
    }
    std::cout << "good " << good << std::endl;
    wait_for_signal(SIGUSR2);  // with its locks still held, to be looked at
    return 0;
}

// fork_and_stay RING: the child says its pid and stays until SIGTERM, with all that it inherited.
int fork_and_stay(char** argv)
{
    BothEnds ends(argv[0]);
    ends.publish_and_hold();
    if (::fork() == 0) {
        block_signal(SIGTERM);
        ::alarm(kChildLifeSeconds);
        std::cout << "child " << ::getpid() << std::endl;
        wait_for_signal(SIGTERM);
        ::_exit(0);
    }
    wait_for_signal(SIGUSR2);
    return 0;
}

// fork_while_attaching RING ROUNDS: forks while another thread attaches and detaches; a child that
// finds a descriptor that could hold a lock has inherited it.
int fork_while_attaching(char** argv)
{
    auto producer = producer_of(argv[0], kCapacity).build_producer().value();
    std::atomic<bool> done = false;
    std::thread attaching([&] {
        while (!done) {
            consumer_of(argv[0], kCapacity).build_consumer().value().detach();
        }
    });
    std::uint64_t good = 0;
    for (std::uint64_t round = 0; round < number(argv[1]); ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            ::_exit(holds_lock_descriptor() ? 1 : 0);
        }
        int status = -1;
        ::waitpid(child, &status, 0);
        good += status == 0 ? 1U : 0U;
    }
    done = true;
    attaching.join();
    std::cout << "good " << good << std::endl;
    return 0;
}

}  // namespace ringpeer
