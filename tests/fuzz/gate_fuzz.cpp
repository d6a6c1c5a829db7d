// SPDX-License-Identifier: MIT OR Apache-2.0
// Stray writes against the gate: a producer and its consumers work, and between their steps words
// of the ring are overwritten as the input says. However that is done, the producer never hands out
// a slot that a consumer has not read whose own slot nobody touched.
#include "fuzz/fuzz_input.h"
#include "segment.h"
#include "support/temporary_ring.h"

#include <ringlib/ringlib.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace {

using ringlib::Segment;

struct Tick {
    std::uint64_t value;
};

constexpr std::size_t kCapacity = 8;
constexpr std::size_t kConsumers = 4;

/// A consumer, and how far it truly is.
struct Reader {
    std::optional<ringlib::Consumer<Tick>> consumer;
    std::uint64_t consumed = 0;
    bool attached = true;
    bool slot_is_sound = true;  ///< nobody touched it

    [[nodiscard]] bool is_honest() const { return attached && slot_is_sound; }
};

class StepMachine {
public:
    StepMachine()
        : m_producer(ringlib::build_shared_single_producer<Tick>(m_name.name(), kCapacity)
                         .with_max_consumers(kConsumers)
                         .build_producer()
                         .value())
        , m_memory(Segment::map_for_producer(
              ringlib::open_ring(*ringlib::shm_ring(m_name.name()), ringlib::Access::ReadWrite, {})
                  .value())
                       .value())
    {
        for (std::size_t i = 0; i < kConsumers; ++i) {
            m_readers.emplace_back().consumer.emplace(join(i).value());
        }
        publish();  // looks at the gate: from here on the producer knows its consumers
    }

    void step(fuzz::Input& input)
    {
        const auto what = input.take<std::uint8_t>();
        const std::size_t who = what % kConsumers;
        switch (what >> 5U) {
        case 0:
        case 1:
            publish();
            break;
        case 2:
        case 3:
            consume(m_readers[who]);
            break;
        case 4:
            poke_cursor(input, who);
            break;
        case 5:
            poke_slot(input, who);
            break;
        case 6:
            poke_block(input);
            break;
        default:
            if ((what & 0x10U) == 0) {
                for (std::size_t i = 0; i < kCapacity; ++i) {
                    publish();
                }
            } else if ((what & 8U) == 0) {
                leave_and_come_back(who);
            } else {
                evict(who);
            }
        }
    }

private:
    [[nodiscard]] ringlib::Expected<ringlib::Consumer<Tick>> join(std::size_t who) const
    {
        return ringlib::attach_shared_consumer<Tick>(m_name.name(), kCapacity)
            .with_consumer_id("cp_" + std::to_string(who))
            .with_ready_timeout(std::chrono::nanoseconds(0))
            .build_consumer();
    }
    void publish()
    {
        const auto done = m_producer.try_publish([&](Tick& event) {
            event.value = m_published;
            for (const Reader& reader : m_readers) {
                fuzz::require(!reader.is_honest() || m_published < reader.consumed + kCapacity,
                    "no slot is handed out that an honest consumer has not read");
            }
        });
        if (done) {
            ++m_published;
            m_published_is_true = true;
        }
    }
    void consume(Reader& reader) const
    {
        if (!reader.is_honest() || !m_published_is_true) {
            return;
        }
        const auto event = reader.consumer->try_consume_next();
        if (event) {
            fuzz::require(event->event.value == reader.consumed
                    && static_cast<std::uint64_t>(event->sequence) == reader.consumed,
                "an honest consumer gets every event once, in order and whole");
            ++reader.consumed;
        }
    }

    // Where it begins comes from the block: who comes after that was touched is asked no more.
    void leave_and_come_back(std::size_t who)
    {
        Reader& reader = m_readers[who];
        reader.consumer.reset();
        auto again = join(who);
        reader.attached = again.has_value() && m_block_is_sound;
        if (again) {
            reader.consumer.emplace(std::move(*again));
            reader.consumed = static_cast<std::uint64_t>(reader.consumer->current_sequence() + 1);
        }
    }
    void evict(std::size_t who)
    {
        m_readers[who].attached = false;
        (void)m_producer.evict("cp_" + std::to_string(who));
    }

    static std::uint64_t any_count(fuzz::Input& input, std::uint64_t near)
    {
        const auto how = input.take<std::uint8_t>();
        return how < 200 ? near + how - 100 : input.take<std::uint64_t>() >> (how % 64U);
    }
    void poke_cursor(fuzz::Input& input, std::size_t who)
    {
        m_readers[who].slot_is_sound = false;
        m_memory.slot(static_cast<std::uint32_t>(who)).cursor.store(any_count(input, m_published));
    }
    void poke_slot(fuzz::Input& input, std::size_t who)
    {
        m_readers[who].slot_is_sound = false;
        auto* const words = reinterpret_cast<ringlib::layout::Word64*>(
            &m_memory.slot(static_cast<std::uint32_t>(who)));
        const std::size_t word = input.below(sizeof(ringlib::layout::ConsumerSlot) / 8);
        words[word].store(any_count(input, words[word].load()));
    }
    void poke_block(fuzz::Input& input)
    {
        auto* const words = reinterpret_cast<ringlib::layout::Word64*>(&m_memory.producer());
        const std::size_t word = input.below(sizeof(ringlib::layout::ProducerBlock) / 8);
        if (word == offsetof(ringlib::layout::ProducerBlock, stream_end) / 8) {
            return;  // who leaves a ring that is over waits a while for its producer
        }
        words[word].store(any_count(input, words[word].load()));
        m_published_is_true = m_published_is_true && word != 0;
        m_block_is_sound = false;
    }

    ringtest::TemporaryRing m_name;
    std::vector<Reader> m_readers;  // outlive the producer: who leaves last waits for nobody
    ringlib::Producer<Tick> m_producer;
    Segment m_memory;
    std::uint64_t m_published = 0;
    bool m_published_is_true = true;
    bool m_block_is_sound = true;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t kStepsMax = 2'000;
    fuzz::Input input(data, size);
    StepMachine machine;
    for (std::size_t i = 0; i < kStepsMax && !input.empty(); ++i) {
        machine.step(input);
    }
    return 0;
}
