// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "endpoint_support.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>

namespace ringlib {

/// A rule that holds for rings in shared memory and in files: one ring of its own for each test.
class EachBackend : public ::testing::TestWithParam<Backend> {
protected:
    /// What an observer attaches to.
    [[nodiscard]] std::string ring() const { return is_shm() ? m_shm.name() : file(); }
    [[nodiscard]] std::string file() const
    {
        return is_shm() ? m_shm.file() : (m_directory.path() / "ring").string();
    }
    [[nodiscard]] std::string lock_file() const
    {
        return is_shm() ? m_shm.lock_file() : (m_directory.path() / ".ring.lock").string();
    }
    /// Where a ring in a file lies; for other files, too.
    [[nodiscard]] const std::filesystem::path& directory() const { return m_directory.path(); }

    template <Event E = Tick>
    [[nodiscard]] ProducerBuilder<E> producer_builder(std::size_t capacity = 8) const
    {
        return is_shm() ? build_shared_single_producer<E>(ring(), capacity)
                        : build_mmap_single_producer<E>(ring(), capacity);
    }
    /// Of a ring that stays when everybody has left, to be looked at and damaged afterwards.
    template <Event E = Tick>
    [[nodiscard]] ProducerBuilder<E> lasting_producer_builder() const
    {
        return producer_builder<E>().with_unlink_on_close(false);
    }
    [[nodiscard]] Producer<Tick> producer() const
    {
        return producer_builder().build_producer().value();
    }
    template <Event E = Tick>
    [[nodiscard]] ConsumerBuilder<E> consumer_builder(std::string_view id = "cp_0") const
    {
        auto builder
            = is_shm() ? attach_shared_consumer<E>(ring(), 8) : attach_mmap_consumer<E>(ring(), 8);
        builder.with_consumer_id(id);
        return builder;
    }
    [[nodiscard]] Consumer<Tick> consumer(std::string_view id = "cp_0") const
    {
        return consumer_builder(id).build_consumer().value();
    }

    /// The ring's memory, to be damaged.
    [[nodiscard]] Segment memory() const
    {
        return Segment::map_for_producer(
            open_ring(*any_ring(ring()), Access::ReadWrite, {}).value())
            .value();
    }
    [[nodiscard]] std::string contents() const
    {
        std::ifstream stream(file(), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
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

    ringtest::TemporaryRing m_shm;
    ringtest::TemporaryDirectory m_directory;
};

inline std::string backend_name(const ::testing::TestParamInfo<Backend>& info)
{
    return info.param == Backend::Shm ? "Shm" : "Mmap";
}

}  // namespace ringlib
