// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "endpoint_support.h"

#include <cstdint>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>

namespace ringlib {

/// A test that runs over both kinds of rings: one behaviour is promised of them.
class EachBackend : public ::testing::TestWithParam<Backend> {
protected:
    /// What an observer attaches to.
    [[nodiscard]] std::string ring() const { return is_shm() ? m_shm.name() : file().string(); }

    [[nodiscard]] ProducerBuilder<Tick> producer_builder(std::size_t capacity = 8) const
    {
        return is_shm() ? build_shared_single_producer<Tick>(m_shm.name(), capacity)
                        : build_mmap_single_producer<Tick>(file(), capacity);
    }
    [[nodiscard]] Producer<Tick> producer() const
    {
        return producer_builder().build_producer().value();
    }
    [[nodiscard]] ConsumerBuilder<Tick> consumer_builder(std::string_view id = "cp_0") const
    {
        auto builder = is_shm() ? attach_shared_consumer<Tick>(m_shm.name(), 8)
                                : attach_mmap_consumer<Tick>(file(), 8);
        builder.with_consumer_id(id);
        return builder;
    }
    [[nodiscard]] Consumer<Tick> consumer(std::string_view id = "cp_0") const
    {
        return consumer_builder(id).build_consumer().value();
    }
    [[nodiscard]] Segment memory() const
    {
        const RingPath path = is_shm() ? *shm_ring(m_shm.name()) : *file_ring(file());
        return Segment::map_for_producer(open_ring(path, Access::ReadWrite, {}).value()).value();
    }
    /// Ends a producer as a crash does: its stream stays open, and nobody holds the ring.
    void kill(Producer<Tick> victim) const
    {
        memory().producer().unlink_on_close.store(0);
        victim.close();
        memory().producer().stream_end.store(0);
    }

private:
    [[nodiscard]] static bool is_shm() { return GetParam() == Backend::Shm; }
    [[nodiscard]] std::filesystem::path file() const { return m_directory.path() / "ring"; }

    ringtest::TemporaryRing m_shm;
    ringtest::TemporaryDirectory m_directory;
};

inline std::string backend_name(const ::testing::TestParamInfo<Backend>& info)
{
    return info.param == Backend::Shm ? "Shm" : "Mmap";
}

}  // namespace ringlib
