// SPDX-License-Identifier: MIT OR Apache-2.0
// What a program does with its own endpoint: handlers that throw, two threads on one producer.
#include "evidence.h"
#include "ringlib/detail/endpoint_check.h"
#include "rows_of_world.h"
#include "world.h"

#include <csignal>
#include <stdexcept>

namespace torture {
namespace {

using ringlib::Sequence;
using ringtest::CheckedEvent;

constexpr Sequence kEach = 1000;  // every so many events the handler throws

/// Handles a stream, and throws once at each kEach-th event.
class ThrowingHandler {
public:
    explicit ThrowingHandler(Sequence last)
        : m_last(last)
    {
    }
    void operator()(const CheckedEvent& event, Sequence sequence)
    {
        const bool again = sequence == m_thrown;
        const bool right = event.is(sequence) && sequence == m_last + 1;
        m_bad += right ? 0U : 1U;
        if (!again && sequence % kEach == 0) {
            m_thrown = sequence;
            throw std::runtime_error("not this time");
        }
        m_last = sequence;
    }
    [[nodiscard]] Sequence thrown() const { return m_thrown; }
    [[nodiscard]] Sequence last() const { return m_last; }
    [[nodiscard]] std::uint64_t bad() const { return m_bad; }

private:
    Sequence m_last;  // that was handled to the end
    Sequence m_thrown = -2;
    std::uint64_t m_bad = 0;
};

void throw_out_of_calls(Evidence& evidence, const std::string& ring, std::uint64_t throws)
{
    auto consumer = ringtest::consumer_of(ring, 64).with_consumer_id("calls").build_consumer();
    if (!evidence.expect(consumer.has_value(), "the consumer is refused")) {
        return;
    }
    ThrowingHandler handler(consumer->current_sequence());
    for (std::uint64_t thrown = 0; thrown < throws;) {
        try {
            consumer->process_available_blocking([&](const CheckedEvent& event, Sequence sequence,
                                                     bool) { handler(event, sequence); });
        } catch (const std::runtime_error&) {
            ++thrown;
            evidence.tried();
            evidence.expect(consumer->current_sequence() == handler.thrown() - 1,
                "after a throw at " + std::to_string(handler.thrown()) + " it stands at "
                    + std::to_string(consumer->current_sequence()));
        }
    }
    evidence.expect(handler.bad() == 0, std::to_string(handler.bad()) + " events out of order");
}

// An AutoConsumer ends by it, and the next one under its id begins at that very event.
void throw_out_of_auto_consumers(Evidence& evidence, std::uint64_t throws)
{
    const TemporaryRing ring;
    constexpr std::size_t kCapacity = 2048;  // the events of two throws
    auto producer = ringtest::producer_of(ring.name(), kCapacity).build_producer().value();
    ThrowingHandler handler(ringlib::kNoSequence);
    for (std::uint64_t thrown = 0; thrown < throws; ++thrown) {
        auto consumer = ringtest::consumer_of(ring.name(), kCapacity)
                            .with_consumer_id("auto")
                            .handle_events_with([&](const CheckedEvent& event, Sequence sequence,
                                                    bool) { handler(event, sequence); });
        if (!evidence.expect(consumer.has_value(), "the AutoConsumer is refused")) {
            return;
        }
        const auto next_throw = static_cast<Sequence>(thrown) * kEach;
        for (auto s = producer.last_published_sequence() + 1; s <= next_throw; ++s) {
            evidence.expect(
                producer.publish([s](CheckedEvent& event) { event.fill(s); }).has_value(),
                "not published");
        }
        consumer->join();
        evidence.tried();
        const auto error = consumer->last_error();
        evidence.expect(error && error->code == ringlib::Errc::HandlerFailed,
            "an AutoConsumer whose handler threw says: " + (error ? error->message() : "nothing"));
        evidence.expect(handler.thrown() == next_throw, "it threw elsewhere");
    }
    evidence.expect(
        handler.bad() == 0, "successors of AutoConsumers that threw did not begin at that event");
}

Outcome throwing_handlers(const Effort& effort)
{
    Evidence evidence;
    const TemporaryRing ring;
    auto producer = ring_peer({"produce", ring.name(), "64", "0", "7", "yield", "0"});
    producer.read_line();
    throw_out_of_calls(evidence, ring.name(), effort.of(200));
    throw_out_of_auto_consumers(evidence, effort.of(50));
    return evidence.outcome("delivered again: the thrown events and no other");
}

Outcome two_threads_on_one_producer(const Effort& effort)
{
#if defined(RINGLIB_CHECK_THREADS)
    Evidence evidence;
    for (std::uint64_t i = 0; i < effort.of(20); ++i) {
        const TemporaryRing ring;
        const auto outcome = ChildProcess(
            {"/bin/sh", "-c", "exec \"$@\" 2>&1", "sh", WORLD_PEER, "misuse", ring.name()})
                                 .wait();
        evidence.tried();
        evidence.expect(outcome.code == -SIGABRT
                && outcome.output.find("an endpoint is used by two threads") != std::string::npos,
            "two threads on one producer, exit " + std::to_string(outcome.code) + ": "
                + outcome.output);
    }
    return evidence.outcome("detected each time");
#else
    static_cast<void>(effort);
    return Evidence::skipped("the check is part of debug builds only");
#endif
}

}  // namespace

std::vector<Row> rows_of_callers()
{
    return {
        {"F23", "AHandlerThatThrowsGetsThatEventAgainAndNoOther", "throws", 1, throwing_handlers},
        {"F24", "TwoThreadsOnOneProducerAreCaught", "misuses", 1, two_threads_on_one_producer},
    };
}

}  // namespace torture
