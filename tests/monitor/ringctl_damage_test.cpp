// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"
#include "support/temporary_ring.h"

#include <ringlib/crc32c.h>
#include <ringlib/layout.h>
#include <ringlib/ringlib.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <span>

namespace {

using ringtest::is_plain;
using ringtest::lines_of;
using ringtest::run;

struct Tick {
    std::uint64_t value;
};

/// A ring in a file whose producer has gone, to be damaged.
class RingctlDamage : public testing::Test {
protected:
    RingctlDamage()
    {
        {
            const auto producer
                = ringlib::build_mmap_single_producer<Tick>(m_place.path() / "whole", 8)
                      .with_max_consumers(1)
                      .build_producer()
                      .value();
            std::ifstream stream(m_place.path() / "whole", std::ios::binary);
            m_bytes.assign(std::istreambuf_iterator<char>(stream), {});
        }
        std::filesystem::remove(m_place.path() / "whole");
    }
    [[nodiscard]] std::string write(const std::string& name, const std::string& bytes) const
    {
        const auto file = m_place.path() / name;
        std::ofstream(file, std::ios::binary) << bytes;
        return file.string();
    }
    [[nodiscard]] std::string damaged_at(std::size_t byte, bool with_matching_checksum) const
    {
        auto bytes = m_bytes;
        bytes[byte] = static_cast<char>(bytes[byte] ^ '\xff');
        if (with_matching_checksum) {
            constexpr auto kEnd = offsetof(ringlib::layout::RingHeader, crc32c);
            const std::uint32_t checksum
                = ringlib::crc32c(std::as_bytes(std::span(bytes)).first(kEnd));
            std::memcpy(bytes.data() + kEnd, &checksum, sizeof(checksum));
        }
        return bytes;
    }

    ringtest::TemporaryDirectory m_place;
    std::string m_bytes;
};

TEST_F(RingctlDamage, IsRefusedWithTheReasonAtEveryByteOfTheHeader)
{
    for (std::size_t byte = 0; byte < sizeof(ringlib::layout::RingHeader); ++byte) {
        const auto file = write("damaged", damaged_at(byte, false));
        const auto result = run({"stat", file, "--window", "0ms"});
        ASSERT_EQ(result.code, 69) << byte << result.err;
        ASSERT_EQ(lines_of(result.err).size(), 1U) << byte << result.err;
        ASSERT_NE(result.err.find(file), std::string::npos) << byte << result.err;
    }
}

TEST_F(RingctlDamage, WorksOrIsRefusedAtEveryFieldOfAHeaderWithAMatchingChecksum)
{
    constexpr auto kEnd = offsetof(ringlib::layout::RingHeader, crc32c);
    for (std::size_t byte = 0; byte < kEnd; ++byte) {
        (void)write("byte-" + std::to_string(byte), damaged_at(byte, true));
    }
    const auto list = run({"list", "--dir", m_place.path().string(), "--format", "json"});
    EXPECT_EQ(list.code, 0) << list.err;
    EXPECT_GE(nlohmann::json::parse(list.out)["rings"].size(), 400U);
    for (std::size_t byte = 0; byte < kEnd; byte += 4) {
        const auto file = m_place.path() / ("byte-" + std::to_string(byte));
        const auto result = run({"stat", file.string(), "--window", "0ms"});
        ASSERT_TRUE(result.code == 0 || result.code == 69) << byte << ": " << result.code;
        ASSERT_EQ(lines_of(result.err).size(), result.code == 0 ? 0U : 1U) << byte << result.err;
    }
}

TEST_F(RingctlDamage, IsRefusedWhenTheSizeIsNotTheHeaders)
{
    for (const std::size_t size : {m_bytes.size() - 1, m_bytes.size() + 1, m_bytes.size() / 2,
             std::size_t{513}, std::size_t{512}}) {
        auto bytes = m_bytes;
        bytes.resize(size);
        const auto result = run({"stat", write("resized", bytes), "--window", "0ms"});
        EXPECT_EQ(result.code, 69) << size << result.err;
        EXPECT_EQ(lines_of(result.err).size(), 1U) << result.err;
    }
}

TEST_F(RingctlDamage, NeverMakesASignalBeyondTheHeader)
{
    for (const char garbage : {'\xff', '\x7f', '\x80', '\x01'}) {
        auto bytes = m_bytes;
        std::fill(bytes.begin() + 4096, bytes.end(), garbage);
        const auto file = write("garbage", bytes);
        const auto result = run({"stat", file, "--window", "0ms", "--format", "json"});
        EXPECT_TRUE(result.code == 0 || result.code == 69) << result.code << result.err;
        EXPECT_TRUE(is_plain(result.out + result.err));
        const auto list = run({"list", "--dir", m_place.path().string()});
        EXPECT_EQ(list.code, 0) << list.err;
    }
}

}  // namespace
