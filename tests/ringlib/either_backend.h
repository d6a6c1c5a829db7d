// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/ringlib.h"
#include "segment.h"
#include "support/temporary_ring.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>

namespace ringlib {

/// A rule that holds for rings in shared memory and in files: one ring of its own for each test.
class EitherBackend : public ::testing::TestWithParam<Backend> {
protected:
    [[nodiscard]] bool in_memory() const { return GetParam() == Backend::Shm; }
    /// As it is attached to.
    [[nodiscard]] std::string ring() const { return in_memory() ? m_ring.name() : file(); }
    [[nodiscard]] std::string file() const
    {
        return in_memory() ? m_ring.file() : (m_directory.path() / "ring").string();
    }
    [[nodiscard]] std::string lock_file() const
    {
        return in_memory() ? m_ring.lock_file() : (m_directory.path() / ".ring.lock").string();
    }
    [[nodiscard]] const std::filesystem::path& directory() const { return m_directory.path(); }

    /// A ring that outlives its producer, so that it can be looked at and damaged afterwards.
    template <Event E>
    [[nodiscard]] ProducerBuilder<E> producer(std::size_t capacity = 8) const
    {
        auto builder = in_memory() ? build_shared_single_producer<E>(ring(), capacity)
                                   : build_mmap_single_producer<E>(ring(), capacity);
        builder.with_unlink_on_close(false);
        return builder;
    }
    template <Event E>
    [[nodiscard]] ConsumerBuilder<E> consumer(
        std::string_view id = "cp_0", std::size_t capacity = 8) const
    {
        auto builder = in_memory() ? attach_shared_consumer<E>(ring(), capacity)
                                   : attach_mmap_consumer<E>(ring(), capacity);
        builder.with_consumer_id(id);
        return builder;
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

private:
    ringtest::TemporaryRing m_ring;
    ringtest::TemporaryDirectory m_directory;
};

inline std::string backend_name(const ::testing::TestParamInfo<Backend>& info)
{
    return info.param == Backend::Shm ? "Shm" : "File";
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

}  // namespace ringlib
