// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/ringlib.h"
#include "segment.h"
#include "support/temporary_ring.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace ringlib {

struct Tick {
    std::uint64_t value;
};

inline Producer<Tick> make_producer(const std::string& name, std::size_t capacity = 8)
{
    return build_shared_single_producer<Tick>(name, capacity).build_producer().value();
}

inline Consumer<Tick> make_consumer(const std::string& name, std::string_view id = "cp_0",
    StartAt start = StartAt::Default, std::size_t capacity = 8)
{
    return attach_shared_consumer<Tick>(name, capacity)
        .with_consumer_id(id)
        .start_at(start)
        .build_consumer()
        .value();
}

/// Publishes the next `n` events, each holding its own sequence; how many there was room for.
inline std::size_t publish(Producer<Tick>& producer, std::size_t n)
{
    std::size_t published = 0;
    while (published < n && producer.try_publish([&](Tick& event) {
        event.value = static_cast<std::uint64_t>(producer.last_published_sequence() + 1);
    })) {
        ++published;
    }
    return published;
}

/// Consumes everything that is there; how many, or -1 if one was not the next.
inline int drain(Consumer<Tick>& consumer)
{
    int consumed = 0;
    while (const auto event = consumer.try_consume_next()) {
        if (event->event.value != static_cast<std::uint64_t>(event->sequence)) {
            return -1;
        }
        ++consumed;
    }
    return consumed;
}

/// Words that nobody would write, the same in every run.
class AnyWords {
public:
    std::uint64_t next()
    {
        m_state ^= m_state << 13U;
        m_state ^= m_state >> 7U;
        m_state ^= m_state << 17U;
        return m_state;
    }

private:
    std::uint64_t m_state = 88172645463325252ULL;
};

/// The ring's memory, to be damaged.
inline Segment open_memory(const std::string& name)
{
    return Segment::map_for_producer(open_ring(*shm_ring(name), Access::ReadWrite, {}).value())
        .value();
}

}  // namespace ringlib
