// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "support/temporary_ring.h"

#include <ringlib/ringlib.h>

#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>

namespace ringtest {

struct Tick {
    std::uint64_t value;
};

inline constexpr std::size_t kSharedCapacity = 64;

/// A ring in shared memory whose producer is the test.
class SharedRing {
public:
    explicit SharedRing(const TemporaryRing& ring)
        : m_name(ring.name())
    {
    }
    void publish(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) {
            EXPECT_TRUE(m_producer.try_publish([](Tick&) {}));
        }
    }
    [[nodiscard]] ringlib::Consumer<Tick> join(std::string_view id) const
    {
        return ringlib::attach_shared_consumer<Tick>(m_name, kSharedCapacity)
            .with_consumer_id(id)
            .build_consumer()
            .value();
    }
    [[nodiscard]] ringlib::Producer<Tick>& producer() { return m_producer; }

private:
    std::string m_name;
    ringlib::Producer<Tick> m_producer
        = ringlib::build_shared_single_producer<Tick>(m_name, kSharedCapacity)
              .with_max_consumers(40)
              .build_producer()
              .value();
};

}  // namespace ringtest
