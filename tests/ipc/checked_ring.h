// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "checked_event.h"
#include "ringlib/ringlib.h"

#include <cstddef>
#include <string>

namespace ringtest {

/// RING is a name in shared memory, or a file when it holds a '/' after its first character.
inline bool is_file(const std::string& ring)
{
    return ring.find('/', 1) != std::string::npos;
}

inline ringlib::ProducerBuilder<CheckedEvent> producer_of(
    const std::string& ring, std::size_t capacity)
{
    return is_file(ring) ? ringlib::build_mmap_single_producer<CheckedEvent>(ring, capacity)
                         : ringlib::build_shared_single_producer<CheckedEvent>(ring, capacity);
}

inline ringlib::ConsumerBuilder<CheckedEvent> consumer_of(
    const std::string& ring, std::size_t capacity)
{
    return is_file(ring) ? ringlib::attach_mmap_consumer<CheckedEvent>(ring, capacity)
                         : ringlib::attach_shared_consumer<CheckedEvent>(ring, capacity);
}

}  // namespace ringtest
