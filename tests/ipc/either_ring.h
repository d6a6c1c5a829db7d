// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "checked_ring.h"
#include "ipc_support.h"

#include <chrono>
#include <gtest/gtest.h>
#include <random>
#include <sstream>
#include <string>
#include <thread>

namespace ringtest {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kInSharedMemory = 20;  // processes start ten times as slowly
constexpr int kInAFile = 5;
#else
constexpr int kInSharedMemory = 200;
constexpr int kInAFile = 20;
#endif

/// A rule for rings in shared memory and, fewer times, in a file.
class EitherRing : public ::testing::TestWithParam<ringlib::Backend> {
protected:
    [[nodiscard]] static bool in_a_file() { return GetParam() == ringlib::Backend::Mmap; }
    [[nodiscard]] static int repetitions() { return in_a_file() ? kInAFile : kInSharedMemory; }
    /// Those of this test, by number.
    [[nodiscard]] std::string ring(int number = 0) const
    {
        const std::string end = "-" + std::to_string(number);
        return in_a_file() ? (m_directory.path() / ("ring" + end)).string() : m_shared.name() + end;
    }
    [[nodiscard]] std::string note_file() const { return (m_directory.path() / "note").string(); }

    void TearDown() override
    {
        for (int i = 0; i < kInSharedMemory; ++i) {
            ::unlink((m_shared.file() + "-" + std::to_string(i)).c_str());
            ::unlink(("/dev/shm/." + m_shared.name() + "-" + std::to_string(i) + ".lock").c_str());
        }
    }

    /// So that what follows meets the others anywhere in their work.
    void let_them_run()
    {
        std::this_thread::sleep_for(std::chrono::microseconds(m_random() % 2000));
    }

private:
    TemporaryRing m_shared;
    TemporaryDirectory m_directory;
    std::mt19937_64 m_random{1};
};

inline ringlib::RingSnapshot snapshot_of(const std::string& ring)
{
    ringlib::RingSnapshot snapshot;
    auto observer = ringlib::RingObserver::attach(ring);
    EXPECT_TRUE(observer && observer->snapshot(snapshot)) << ring;
    return snapshot;
}

inline std::string backend_name(const ::testing::TestParamInfo<ringlib::Backend>& backend)
{
    return backend.param == ringlib::Backend::Mmap ? "InAFile" : "InSharedMemory";
}

/// "first 3 redelivered 1": the number after a word of what a peer said.
inline ringlib::Sequence value_after(const std::string& said, const std::string& word)
{
    std::istringstream words(said);
    std::string found;
    ringlib::Sequence value = -2;
    while (words >> found && found != word) { }
    words >> value;
    EXPECT_TRUE(words) << word << " in: " << said;
    return value;
}

}  // namespace ringtest

#define RINGTEST_FOR_BOTH_BACKENDS(Suite)                                                          \
    INSTANTIATE_TEST_SUITE_P(Rings, Suite,                                                         \
        ::testing::Values(ringlib::Backend::Shm, ringlib::Backend::Mmap), ringtest::backend_name)
