// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"

#include <ringlib/layout.h>
#include <ringlib/ringlib.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <fstream>

namespace {

using ringtest::is_plain;
using ringtest::lines_of;
using ringtest::run;
using Json = nlohmann::ordered_json;

struct Quote {
    std::uint64_t number;
    std::uint64_t sent_ns;
    double price;
    std::array<char, 8> symbol;
    std::array<std::int16_t, 4> depths;
};
const ringlib::EventSchema kSchema = ringlib::describe_event<Quote>()
                                         .field("number", &Quote::number)
                                         .field("sent", &Quote::sent_ns, ringlib::FieldType::TimeNs)
                                         .field("price", &Quote::price)
                                         .field("symbol", &Quote::symbol)
                                         .field("depths", &Quote::depths);

constexpr std::size_t kCapacity = 8;

enum class Where { SharedMemory, File };

class RingctlPeek : public testing::TestWithParam<Where> {
protected:
    [[nodiscard]] std::string ring() const
    {
        return GetParam() == Where::File ? file() : m_name.name();
    }
    [[nodiscard]] std::string file() const
    {
        return GetParam() == Where::File ? (m_place.path() / "ring").string() : m_name.file();
    }
    [[nodiscard]] ringlib::Producer<Quote> producer(const ringlib::EventSchema& schema) const
    {
        return (GetParam() == Where::File
                ? ringlib::build_mmap_single_producer<Quote>(file(), kCapacity)
                : ringlib::build_shared_single_producer<Quote>(m_name.name(), kCapacity))
            .with_event_schema(schema)
            .build_producer()
            .value();
    }
    static void publish(ringlib::Producer<Quote>& producer, std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i) {
            EXPECT_TRUE(producer.try_publish([&](Quote& quote) {
                quote = {i, 12'345'678'901'234ULL, 1.5, {'A', '"', '\x1b', '[', '2', 'J'},
                    {-1, 2, 3, 4}};
            }));
        }
    }
    ringtest::TemporaryRing m_name;
    ringtest::TemporaryDirectory m_place;
};
INSTANTIATE_TEST_SUITE_P(Backend, RingctlPeek, testing::Values(Where::SharedMemory, Where::File),
    [](const auto& which) { return which.param == Where::File ? "File" : "SharedMemory"; });

TEST_P(RingctlPeek, ShowsFieldsByTheSchema)
{
    auto maker = producer(kSchema);
    publish(maker, 3);
    const auto result = run({"peek", ring(), "--count", "1"});
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_TRUE(is_plain(result.out)) << result.out;
    const auto lines = lines_of(result.out);
    ASSERT_EQ(lines.size(), 7U) << result.out;
    EXPECT_NE(lines[0].find("  40 B  last published 2"), std::string::npos) << lines[0];
    EXPECT_EQ(lines[1], "sequence 2");
    EXPECT_EQ(lines[2], "  number = 2");
    EXPECT_EQ(lines[3], "  sent   = 12345.678901234 s");
    EXPECT_EQ(lines[4], "  price  = 1.5");
    EXPECT_EQ(lines[5], "  symbol = \"A\"\\x1b[2J\"");
    EXPECT_EQ(lines[6], "  depths = [-1, 2, 3, 4]");
}

TEST_P(RingctlPeek, ShowsHexWithoutASchema)
{
    auto maker = producer({});
    publish(maker, 1);
    const auto lines = lines_of(run({"peek", ring()}).out);
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(
        lines[2], "  000000  00 00 00 00 00 00 00 00  f2 2f ce 73 3a 0b 00 00  |........./.s:...|");
    EXPECT_EQ(lines[3],
        "  000010  00 00 00 00 00 00 f8 3f  41 22 1b 5b 32 4a 00 00  |.......?A\".[2J..|");
    EXPECT_EQ(lines[4], "  000020  ff ff 02 00 03 00 04 00                           |........|");
}

TEST_P(RingctlPeek, ShowsTheNewestUnlessTold)
{
    auto maker = producer(kSchema);
    EXPECT_NE(run({"peek", ring()}).out.find("nothing published yet"), std::string::npos);
    publish(maker, 20);
    const auto newest = lines_of(run({"peek", ring(), "--count", "3", "--format", "jsonl"}).out);
    ASSERT_EQ(newest.size(), 3U);
    EXPECT_EQ(Json::parse(newest[0])["sequence"], 17);
    EXPECT_EQ(Json::parse(newest[2])["sequence"], 19);
    const auto one = lines_of(run({"peek", ring(), "--sequence", "15", "--format", "jsonl"}).out);
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(Json::parse(one[0])["fields"]["number"], 15);
}

TEST_P(RingctlPeek, SaysWhatWasOverwrittenAndWhatIsNotPublished)
{
    auto maker = producer(kSchema);
    publish(maker, 20);
    const auto text = run({"peek", ring(), "--sequence", "0", "--count", "23"});
    EXPECT_EQ(text.code, 0);
    EXPECT_NE(text.out.find("sequence 0 to "), std::string::npos) << text.out;
    EXPECT_NE(text.out.find(": overwritten\n"), std::string::npos) << text.out;
    EXPECT_NE(text.out.find("sequence 20 to 22: not published yet\n"), std::string::npos);
    const auto json = Json::parse(
        run({"peek", ring(), "--sequence", "0", "--count", "23", "--format", "json"}).out);
    EXPECT_EQ(json["schema"], "ringscope.events/1");
    EXPECT_EQ(json["last_published"], 19);
    ASSERT_EQ(json["events"].size(), 23U);
    EXPECT_EQ(json["events"][0]["state"], "overwritten");
    EXPECT_EQ(json["events"][0]["fields"], nullptr);
    EXPECT_EQ(json["events"][19]["state"], "read");
    EXPECT_EQ(json["events"][19]["fields"]["price"], 1.5);
    EXPECT_EQ(json["events"][19]["fields"]["sent"], 12'345'678'901'234ULL);
    EXPECT_EQ(json["events"][19]["fields"]["symbol"], "A\"\x1b[2J");
    EXPECT_EQ(json["events"][19]["fields"]["depths"], (Json{-1, 2, 3, 4}));
    EXPECT_EQ(json["events"][22]["state"], "not_published");
    const auto last = run({"peek", ring(), "--sequence", "9223372036854775807", "--count", "3"});
    EXPECT_EQ(last.code, 0);
}

TEST_P(RingctlPeek, WritesAColumnForEachFieldAsCsv)
{
    auto maker = producer(kSchema);
    publish(maker, 1);
    const auto lines = lines_of(run({"peek", ring(), "--format", "csv"}).out);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0], "sequence,event_state,number,sent,price,symbol,depths");
    EXPECT_EQ(
        lines[1].rfind("0,read,0,12345.678901234 s,1.5,\"\"\"A\"\"\\x1b[2J\"\"\",\"[-1,", 0), 0U)
        << lines[1];
}

TEST_P(RingctlPeek, SurvivesWhateverLiesInTheSchemaAndTheEvents)
{
    auto maker = producer(kSchema);
    publish(maker, 5);
    ringlib::layout::RingHeader header{};
    std::ifstream(file(), std::ios::binary).read(reinterpret_cast<char*>(&header), sizeof(header));
    const auto write = [&](std::uint64_t offset, const std::string& bytes) {
        std::fstream stream(file(), std::ios::in | std::ios::out | std::ios::binary);
        stream.seekp(static_cast<std::streamoff>(offset));
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    };
    write(header.events_offset, std::string(kCapacity * header.event_stride, '\x9b'));
    for (std::uint64_t at = 0; at < header.schema_size; at += 19) {
        write(header.schema_offset + at, "\x1b\xff\x01");
        for (const std::string format : {"text", "json", "jsonl", "csv"}) {
            const auto result = run({"peek", ring(), "--format", format});
            ASSERT_EQ(result.code, 0) << at << result.err;
            ASSERT_TRUE(is_plain(result.out)) << at << result.out;
            const auto stat = run({"stat", ring(), "--window", "0ms", "--format", format});
            ASSERT_EQ(stat.code, 0) << at << stat.err;
            ASSERT_TRUE(is_plain(stat.out)) << at << stat.out;
        }
        at = at > 200 ? at + header.schema_size / 8 : at;
    }
}

// Each field may be as large as the event, and there may be 256 of them.
TEST(RingctlPeekOfALargeSchema, ShowsBytesWhereItWouldFillTheMemory)
{
    struct Large {
        std::array<std::uint8_t, 1U << 20U> bytes;
    };
    const ringtest::TemporaryRing name;
    ringlib::EventSchema schema;
    for (int i = 0; i < 256; ++i) {
        schema.fields.push_back(
            {"field-" + std::to_string(i), ringlib::FieldType::U8, 0, sizeof(Large)});
    }
    auto producer = ringlib::build_shared_single_producer<Large>(name.name(), 2)
                        .with_event_schema(schema)
                        .build_producer()
                        .value();
    ASSERT_TRUE(producer.try_publish([](Large& event) { event.bytes.fill(0xff); }));
    const auto result = run({"peek", name.name(), "--count", "1"}, "| wc -c");
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_LT(std::stoull(result.out), 6 * sizeof(Large));
    EXPECT_EQ(run({"stat", name.name(), "--window", "0ms"}).code, 0);
}

TEST(RingctlPeekArguments, AreChecked)
{
    for (const std::vector<std::string>& wrong :
        {std::vector<std::string>{"--count", "0"}, {"--count", "65537"}, {"--count", "x"},
            {"--sequence", "-1"}, {"--sequence", "9223372036854775808"}}) {
        std::vector<std::string> arguments{"peek", "a"};
        arguments.insert(arguments.end(), wrong.begin(), wrong.end());
        EXPECT_EQ(run(arguments).code, 64) << wrong[1];
    }
    EXPECT_EQ(run({"peek", "no-such-ring-anywhere"}).code, 66);
    EXPECT_EQ(run({"peek", "/proc/self/mem"}).code, 69);
    EXPECT_EQ(run({"peek"}).code, 64);
}

}  // namespace
