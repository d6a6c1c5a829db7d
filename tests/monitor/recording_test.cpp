// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/summary.h"
#include "monitor/recording/writer.h"

#include "monitor/recorded_ring.h"
#include "support/temporary_ring.h"

#include <gtest/gtest.h>

#include <ringlib/crc32c.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <random>

namespace monitor::test {
namespace {

using Cause = recording::RecordingError::Cause;
using recording::RecordingWriter;

class Recording : public testing::Test {
protected:
    static constexpr std::int64_t kSecond = 1000;

    /// A ring of two consumers for so long; from `stall_ms` on the second one does not move.
    void record(std::int64_t ms, std::int64_t stall_ms, const std::string& why = "ended")
    {
        m_writer = record_ring(m_file, {"orders", ms, stall_ms}, why);
    }
    [[nodiscard]] std::string content() const
    {
        std::ifstream stream(m_file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void put(const std::string& content) const
    {
        std::ofstream(m_file, std::ios::binary | std::ios::trunc) << content;
    }

    ringtest::TemporaryDirectory m_directory;
    std::filesystem::path m_file = m_directory.path() / "run.ringrec";
    std::unique_ptr<RecordingWriter> m_writer;
};

TEST_F(Recording, IsJudgedAgainAsItWasJudged)
{
    record(20 * kSecond, 8 * kSecond);
    const auto summary = recording::summarise(m_file).value();
    EXPECT_TRUE(summary.end.whole);
    EXPECT_EQ(summary.end.why, "ended");
    ASSERT_EQ(summary.rings.size(), 1U);
    const auto& ring = summary.rings[0];
    EXPECT_EQ(ring.samples, 2000U);
    EXPECT_EQ(ring.events, 19'990U);
    EXPECT_GE(summary.verdicts, 4U);
    EXPECT_EQ(summary.verdicts_changed, 0U);
    ASSERT_EQ(ring.consumers.size(), 2U);
    EXPECT_EQ(ring.consumers[0].lag_max, 0U);
    EXPECT_EQ(ring.consumers[1].lag_max, 4096U);
    ASSERT_NE(ring.first_fault(), nullptr);
    EXPECT_EQ(ring.first_fault()->consumer, "cp_1");
    EXPECT_NEAR(to_seconds(ring.first_fault()->time - *ring.begin), 9.0, 0.2);
}

TEST_F(Recording, OfAnotherNameIsNeverOverwritten)
{
    put("mine");
    const auto writer = RecordingWriter::create(m_file, recording_configuration());
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().cause, Cause::Exists);
    EXPECT_EQ(content(), "mine");
}

TEST_F(Recording, CutAnywhereOpensUpToItsLastWholeBlock)
{
    record(10 * kSecond, 5 * kSecond);
    const std::string whole = content();
    const auto all = recording::summarise(m_file).value();
    std::uint64_t last_samples = 0;
    for (std::size_t size = 16; size < whole.size(); size += 97) {
        put(whole.substr(0, size));
        const auto cut = recording::summarise(m_file);
        ASSERT_TRUE(cut) << size;
        EXPECT_FALSE(cut->end.whole);
        EXPECT_LE(cut->end.good_bytes, size);
        EXPECT_EQ(cut->end.file_bytes, size);
        EXPECT_FALSE(cut->end.why.empty());
        const std::uint64_t samples = cut->rings.empty() ? 0 : cut->rings[0].samples;
        EXPECT_GE(samples, last_samples) << size;
        last_samples = samples;
    }
    EXPECT_GT(last_samples, all.rings[0].samples / 2);
}

TEST_F(Recording, OfAKilledProgramLacksAtMostItsLastSeconds)
{
    record(10 * kSecond, 10 * kSecond, "");
    // What was handed over is written by the file's own thread.
    std::uint64_t samples = 0;
    while (samples < 800) {
        const auto summary = recording::summarise(m_file);
        ASSERT_TRUE(summary);
        EXPECT_FALSE(summary->end.whole);
        samples = summary->rings.empty() ? 0 : summary->rings[0].samples;
    }
    EXPECT_LE(samples, 1000U);
}

TEST_F(Recording, DamagedInAnyByteIsReadUpToThereAndSaysSo)
{
    record(3 * kSecond, 2 * kSecond);
    const std::string whole = content();
    for (std::size_t at = 16; at < whole.size(); at += 13) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        put(damaged);
        const auto summary = recording::summarise(m_file);
        ASSERT_TRUE(summary) << at;
        EXPECT_FALSE(summary->end.whole) << at;
        EXPECT_LE(summary->end.good_bytes, at) << at;
    }
}

TEST_F(Recording, WhoseBlocksLieWithAGoodChecksumDoesNoHarm)
{
    record(kSecond, kSecond);
    const std::string whole = content();
    const auto word = [&](std::size_t at) {
        std::uint32_t value = 0;
        std::memcpy(&value, whole.data() + at, sizeof(value));
        return value;
    };
    std::mt19937_64 random(7);
    for (int round = 0; round < 3000; ++round) {
        std::string damaged = whole;
        std::size_t at = 16;
        while (at < damaged.size()) {  // every block is changed, and its checksum put right
            const std::size_t size = word(at + 4);
            const std::size_t begin = at + 12;
            for (int i = 0; i < 3; ++i) {
                damaged[begin + random() % size] = static_cast<char>(random());
            }
            const std::uint32_t crc
                = ringlib::crc32c(std::as_bytes(std::span(damaged).subspan(begin, size)));
            std::memcpy(damaged.data() + at + 8, &crc, sizeof(crc));
            at = begin + size;
        }
        put(damaged);
        EXPECT_TRUE(recording::summarise(m_file));
    }
}

TEST_F(Recording, ThatIsNoneOrOfAnotherFormatIsRefusedAndLeftAsItIs)
{
    for (const std::string& content :
        {std::string(), std::string("RINGREC"), std::string(5000, 'x')}) {
        put(content);
        const auto refused = recording::summarise(m_file);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().cause, Cause::NoRecording);
    }
    std::filesystem::remove(m_file);
    record(kSecond, kSecond);
    std::string newer = content();
    newer[8] = 2;
    put(newer);
    const auto refused = recording::summarise(m_file);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().cause, Cause::OtherVersion);
    EXPECT_NE(refused.error().what.find("format 2, this reads 1"), std::string::npos);
    EXPECT_EQ(content(), newer);
    const auto directory = recording::summarise(m_directory.path());
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().cause, Cause::NoRecording);
}

TEST_F(Recording, SkipsRecordsThatALaterVersionAdded)
{
    record(kSecond, kSecond);
    std::string whole = content();
    const std::string later = std::string("\x42\x03") + "new";  // kind 66, three bytes
    std::string block = "RBLK";
    const auto put_word = [&](std::uint32_t value) {
        block.append(reinterpret_cast<const char*>(&value), sizeof(value));
    };
    put_word(static_cast<std::uint32_t>(later.size()));
    put_word(ringlib::crc32c(std::as_bytes(std::span(later))));
    block += later;
    std::uint32_t first = 0;
    std::memcpy(&first, whole.data() + 20, sizeof(first));
    whole.insert(16 + 12 + first, block);  // behind the configuration
    put(whole);
    const auto summary = recording::summarise(m_file).value();
    EXPECT_TRUE(summary.end.whole);
    EXPECT_EQ(summary.rings.at(0).samples, 100U);
}

}  // namespace
}  // namespace monitor::test
