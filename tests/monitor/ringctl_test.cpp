// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"
#include "support/temporary_ring.h"

#include <ringlib/crc32c.h>
#include <ringlib/layout.h>
#include <ringlib/ringlib.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <future>
#include <regex>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;
using ringtest::is_plain;
using ringtest::lines_of;
using ringtest::run;
using Json = nlohmann::ordered_json;
using Names = std::vector<std::string>;

constexpr std::size_t kCapacity = 1024;

struct Tick {
    std::uint64_t value;
};

Json stat_json(const std::string& ring, const std::string& window = "0ms")
{
    const auto result = run({"stat", ring, "--window", window, "--format", "json"});
    EXPECT_EQ(result.code, 0) << result.err;
    return Json::parse(result.out);
}

Names keys_of(const Json& object)
{
    Names keys;
    for (const auto& item : object.items()) {
        keys.push_back(item.key());
    }
    return keys;
}

/// A ring in shared memory with two consumers: "fast" has everything, "slow" lacks 12 of 100.
class RingctlRing : public testing::Test {
protected:
    RingctlRing()
    {
        publish(100);
        m_fast.process_available([](auto&&...) {});
        m_slow.process_available([](auto&&...) {}, 88);
    }
    void publish(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) {
            EXPECT_TRUE(m_producer.try_publish([](Tick&) {}));
        }
    }
    [[nodiscard]] ringlib::Consumer<Tick> join(std::string_view id) const
    {
        return ringlib::attach_shared_consumer<Tick>(m_ring.name(), kCapacity)
            .with_consumer_id(id)
            .build_consumer()
            .value();
    }
    /// Writes into the ring's memory behind everybody's back.
    void overwrite(std::uint64_t offset, const std::string& bytes) const
    {
        std::fstream file(m_ring.file(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(offset));
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }

    ringtest::TemporaryRing m_ring;
    ringlib::Producer<Tick> m_producer
        = ringlib::build_shared_single_producer<Tick>(m_ring.name(), kCapacity)
              .build_producer()
              .value();
    ringlib::Consumer<Tick> m_fast = join("fast");
    ringlib::Consumer<Tick> m_slow = join("slow");
};

TEST_F(RingctlRing, StatPinsTheKeysOfRingscopeRing1)
{
    const Json json = stat_json(m_ring.name());
    EXPECT_EQ(json["schema"], "ringscope.ring/1");
    EXPECT_EQ(keys_of(json),
        (Names{"schema", "ring", "backend", "state", "reason", "instance", "epoch", "label",
            "event_name", "capacity", "event_size", "producer", "used", "free", "used_max",
            "time_to_full_s", "gating", "severity", "diagnosis", "sampled_at_ns", "width_ns",
            "liveness", "counters", "consumers", "named", "event_fields", "latencies",
            "happenings"}));
    EXPECT_EQ(keys_of(json["producer"]),
        (Names{"pid", "process_state", "command", "presence", "state", "sequence", "epoch",
            "events_per_s", "blocked_s_total", "held_s", "dead_s", "dead_s_at_least",
            "stream_end"}));
    EXPECT_EQ(keys_of(json["liveness"]), Names{"enabled"});
    EXPECT_EQ(keys_of(json["counters"][0]), (Names{"id", "label", "value"}));
    ASSERT_EQ(json["consumers"].size(), 2U);
    EXPECT_EQ(keys_of(json["consumers"][0]),
        (Names{"id", "pid", "process_state", "command", "presence", "slot", "state", "rule",
            "severity", "because", "required", "sequence", "lag_events", "lag_percent", "lag_s",
            "lag_s_at_least", "events_per_s", "since_progress_s", "gating_share", "time_to_full_s",
            "since_ns", "evidence_ns", "evidence_at_least", "since_progress_at_least"}));
    const auto since = json["consumers"][0]["since_ns"].get<std::int64_t>();
    EXPECT_LE(since, json["sampled_at_ns"]);
    EXPECT_LE(json["consumers"][0]["evidence_ns"], since);
}

TEST_F(RingctlRing, StatTellsTheFactsOfTheSegmentAtAnyWindow)
{
    for (const std::string window : {"0ms", "60ms"}) {
        const Json json = stat_json(m_ring.name(), window);
        EXPECT_EQ(json["ring"], m_ring.name());
        EXPECT_EQ(json["backend"], "shm");
        EXPECT_EQ(json["state"], "LIVE");
        EXPECT_EQ(json["epoch"], 1);
        EXPECT_EQ(json["instance"].get<std::string>().size(), 32U);
        EXPECT_EQ(json["capacity"], kCapacity);
        EXPECT_EQ(json["event_size"], sizeof(Tick));
        EXPECT_EQ(json["producer"]["pid"], ::getpid());
        EXPECT_EQ(json["producer"]["presence"], "alive");
        EXPECT_EQ(json["producer"]["state"], "RUNNING");
        EXPECT_EQ(json["producer"]["sequence"], 99);
        EXPECT_EQ(json["producer"]["stream_end"], nullptr);
        EXPECT_EQ(json["used"], 12);
        EXPECT_EQ(json["free"], kCapacity - 12);
        EXPECT_EQ(json["gating"], "slow");
        EXPECT_EQ(json["liveness"]["enabled"], false);
        EXPECT_EQ(json["consumers"][0]["id"], "fast");
        EXPECT_EQ(json["consumers"][0]["sequence"], 99);
        EXPECT_EQ(json["consumers"][0]["lag_events"], 0);
        EXPECT_EQ(json["consumers"][0]["lag_s"], 0.0);
        EXPECT_EQ(json["consumers"][1]["lag_events"], 12);
        EXPECT_DOUBLE_EQ(json["consumers"][1]["lag_percent"], 12 * 100.0 / kCapacity);
        EXPECT_EQ(json["consumers"][1]["slot"], "active");
    }
}

TEST_F(RingctlRing, StatNamesTheOneThatHoldsTheProducer)
{
    publish(kCapacity - 12);
    EXPECT_FALSE(m_producer.try_publish([](Tick&) {}));
    const Json json = stat_json(m_ring.name(), "150ms");
    EXPECT_EQ(json["gating"], "slow");
    EXPECT_EQ(json["free"], 0);
    EXPECT_EQ(json["time_to_full_s"], 0.0);
    EXPECT_EQ(json["producer"]["state"], "HELD");
    EXPECT_GE(json["producer"]["blocked_s_total"], 0.1);
    EXPECT_GE(json["producer"]["held_s"], 0.1);
    EXPECT_EQ(json["severity"], "err");
    EXPECT_EQ(json["diagnosis"].get<std::string>().rfind("slow holds the producer of ", 0), 0U)
        << json["diagnosis"];
}

TEST_F(RingctlRing, StatCallsAConsumerThatKeepsUpOk)
{
    Json json;
    for (int tries = 0; tries < 20; ++tries) {  // a busy machine may leave too few samples
        auto looking
            = std::async(std::launch::async, [&] { return stat_json(m_ring.name(), "600ms"); });
        while (looking.wait_for(1ms) != std::future_status::ready) {
            (void)m_producer.try_publish([](Tick&) {});
            m_fast.process_available([](auto&&...) {});
            m_slow.process_available([](auto&&...) {});
        }
        json = looking.get();
        if (json["consumers"][0]["state"] == "OK" && json["consumers"][1]["state"] == "OK") {
            break;
        }
    }
    EXPECT_EQ(json["consumers"][0]["state"], "OK") << json.dump(2);
    EXPECT_EQ(json["consumers"][0]["rule"], 10);
    EXPECT_EQ(json["consumers"][0]["severity"], "ok");
    EXPECT_NE(json["consumers"][0]["because"], "");
    EXPECT_GT(json["producer"]["events_per_s"], 0);
    EXPECT_GT(json["consumers"][0]["events_per_s"], 0);
}

TEST_F(RingctlRing, StatSaysTheSameInEveryFormat)
{
    const auto text = run({"stat", "/" + m_ring.name(), "--window", "0ms"});
    EXPECT_EQ(text.code, 0);
    EXPECT_NE(text.out.find("gated by slow"), std::string::npos) << text.out;
    EXPECT_TRUE(is_plain(text.out));
    const auto jsonl = run({"stat", m_ring.name(), "--window", "0ms", "--format", "jsonl"});
    ASSERT_EQ(lines_of(jsonl.out).size(), 1U);
    EXPECT_EQ(Json::parse(jsonl.out)["gating"], "slow");
    const auto csv
        = lines_of(run({"stat", m_ring.name(), "--window", "0ms", "--format", "csv"}).out);
    ASSERT_EQ(csv.size(), 3U);
    EXPECT_EQ(csv[0].rfind("ring,ring_state,published_sequence,id,pid,process_state,state,rule,"
                           "sequence,lag_events,",
                  0),
        0U);
    EXPECT_EQ(csv[2].rfind(m_ring.name() + ",LIVE,99,slow,", 0), 0U) << csv[2];
}

TEST_F(RingctlRing, ListPinsTheKeysOfRingscopeList1)
{
    const auto result = run({"list", "--no-rate", "--format", "json"});
    EXPECT_EQ(result.code, 0);
    const Json json = Json::parse(result.out);
    EXPECT_EQ(keys_of(json), (Names{"schema", "rings"}));
    EXPECT_EQ(json["schema"], "ringscope.list/1");
    const auto& rings = json["rings"];
    const auto ring = std::find_if(rings.begin(), rings.end(),
        [&](const Json& listed) { return listed["ring"] == m_ring.name(); });
    ASSERT_NE(ring, rings.end());
    EXPECT_EQ(keys_of(*ring),
        (Names{"ring", "backend", "state", "reason", "label", "event_name", "capacity",
            "event_size", "producer", "consumers", "used", "path", "held_s", "gating",
            "consumers_alive"}));
    EXPECT_EQ(keys_of((*ring)["producer"]), (Names{"pid", "presence", "sequence", "events_per_s"}));
    EXPECT_EQ((*ring)["state"], "LIVE");
    EXPECT_EQ((*ring)["backend"], "shm");
    EXPECT_EQ((*ring)["consumers"], 2);
    EXPECT_EQ((*ring)["producer"]["events_per_s"], nullptr);
    EXPECT_EQ((*ring)["path"], m_ring.file());
}

TEST_F(RingctlRing, ListGivesEachRingALineOfItsOwnWithItsRate)
{
    for (const auto& line : lines_of(run({"list", "--format", "jsonl"}).out)) {
        const Json ring = Json::parse(line);
        EXPECT_EQ(ring["schema"], "ringscope.list/1");
        if (ring["ring"] == m_ring.name()) {
            EXPECT_EQ(ring["producer"]["events_per_s"], 0.0);
            return;
        }
    }
    FAIL() << "the ring is not listed";
}

TEST_F(RingctlRing, StatSuggestsTheNameThatWasMeant)
{
    auto mistyped = m_ring.name();
    mistyped[3] = 'x';
    const auto result = run({"stat", mistyped});
    EXPECT_EQ(result.code, 66);
    EXPECT_NE(result.err.find("did you mean 'ringtest-"), std::string::npos) << result.err;
}

TEST_F(RingctlRing, EscapesAHostileLabelAndId)
{
    ringlib::layout::RingHeader header{};
    std::ifstream(m_ring.file(), std::ios::binary)
        .read(reinterpret_cast<char*>(&header), sizeof(header));
    const std::string label("\x1b]0;owned\x07\r\n\xc0\xaf\xed\xa0\x80\xe2\x80\xa8<img src=x>%n%s");
    std::memcpy(header.label.data(), label.data(), label.size());
    header.crc32c = ringlib::crc32c(
        std::as_bytes(std::span(&header, 1)).first(offsetof(ringlib::layout::RingHeader, crc32c)));
    overwrite(0, {reinterpret_cast<const char*>(&header), sizeof(header)});
    const auto id_offset = header.slots_offset + header.slot_stride
        + offsetof(ringlib::layout::ConsumerSlot, identity)
        + offsetof(ringlib::layout::Identity, id_text);
    overwrite(id_offset, "=cmd|\x1b[2J\xff\"\n,\x9b");

    const Json json = stat_json(m_ring.name());
    EXPECT_NE(json["label"].get<std::string>().find("<img src=x>%n%s"), std::string::npos);
    EXPECT_EQ(json["consumers"][1]["id"].get<std::string>().rfind("=cmd|", 0), 0U);
    for (const std::string format : {"text", "csv", "json", "jsonl"}) {
        const auto stat = run({"stat", m_ring.name(), "--window", "0ms", "--format", format});
        EXPECT_EQ(stat.code, 0);
        EXPECT_TRUE(is_plain(stat.out)) << stat.out;
        const auto list = run({"list", "--no-rate", "--format", format});
        EXPECT_EQ(list.code, 0);
        EXPECT_TRUE(is_plain(list.out)) << list.out;
    }
    const auto csv
        = lines_of(run({"stat", m_ring.name(), "--window", "0ms", "--format", "csv"}).out);
    ASSERT_EQ(csv.size(), 3U);
    EXPECT_NE(csv[2].find(",\"'=cmd|"), std::string::npos) << csv[2];
}

TEST_F(RingctlRing, SaysThatStdoutIsFullOrGone)
{
    for (const auto& arguments : {Names{"list", "--no-rate"},
             {"stat", m_ring.name(), "--window", "0ms"}, {"--help"}, {"peek", m_ring.name()},
             {"wait", m_ring.name(), "--state", "LIVE"}, {"--version"}, {"stat", "--help"}}) {
        for (const std::string where : {">/dev/full", ">&-"}) {
            const auto result = run(arguments, where);
            EXPECT_EQ(result.code, 70) << arguments[0] << where;
            EXPECT_EQ(lines_of(result.err).size(), 1U) << result.err;
            EXPECT_EQ(result.err.rfind("ringctl: cannot write to stdout", 0), 0U) << result.err;
        }
    }
}

/// A pipe whose reader has left, as after `ringctl ... | head -1`.
class LeftPipe {
public:
    LeftPipe()
    {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) {  // a child is to inherit it
            std::abort();
        }
        ::close(ends[0]);
        m_writer = ends[1];
    }
    ~LeftPipe() { ::close(m_writer); }
    LeftPipe(const LeftPipe&) = delete;
    LeftPipe& operator=(const LeftPipe&) = delete;
    LeftPipe(LeftPipe&&) = delete;
    LeftPipe& operator=(LeftPipe&&) = delete;
    [[nodiscard]] std::string redirection() const { return ">&" + std::to_string(m_writer); }

private:
    int m_writer;
};

TEST_F(RingctlRing, SaysNothingOfAReaderThatLeft)
{
    const LeftPipe pipe;
    for (const auto& arguments : {Names{"list", "--no-rate"},
             {"stat", m_ring.name(), "--window", "0ms"}, {"--help"}, {"peek", m_ring.name()},
             {"watch", m_ring.name()}, {"watch", m_ring.name(), "--format", "csv"}}) {
        const auto result = run(arguments, pipe.redirection());
        EXPECT_EQ(result.code, 0) << arguments[0];
        EXPECT_EQ(result.err, "") << arguments[0];
    }
    EXPECT_EQ(run({"watch", m_ring.name() + "-not"}, pipe.redirection()).code, 66);
}

TEST(Ringctl, SaysWhatIsWrongWithItsArgumentsAndHowItIsUsed)
{
    const std::vector<Names> wrong{{}, {"lst"}, {"--foo"}, {"list", "extra"},
        {"list", "--format", "xml"}, {"list", "--format", "json", "--format", "csv"},
        {"list", "--dir"}, {"stat"}, {"stat", "a", "b"}, {"stat", "a", "--window", "5"},
        {"stat", "a", "--window", "-1s"}, {"stat", "a", "--window", "11m"},
        {"stat", "a", "--window", ""}, {"stat", "a", "--window", "1s", "--window", "1s"},
        {"stat", "a", "--allow-owner", "bob"}, {"stat", "a", "--allow-owner", "-1"},
        {"stat", "a", "--allow-owner", "4294967296"}, {"stat", "a", "--no-rate"},
        {"stat", "a\n", "--\x1b"}};
    for (const auto& arguments : wrong) {
        const auto result = run(arguments);
        const auto said = testing::PrintToString(arguments) + ": " + result.err;
        EXPECT_EQ(result.code, 64) << said;
        EXPECT_EQ(result.out, "") << said;
        EXPECT_EQ(result.err.rfind("ringctl: ", 0), 0U) << said;
        EXPECT_NE(result.err.find("\nUsage: ringctl"), std::string::npos) << said;
        EXPECT_TRUE(is_plain(result.err)) << said;
    }
}

TEST(Ringctl, SaysWhichOptionWasProbablyMeant)
{
    const auto first_line = [](const Names& arguments) {
        const std::string said = run(arguments).err;
        return said.substr(0, said.find('\n'));
    };
    EXPECT_EQ(first_line({"stat", "orders", "--windw", "3s"}),
        "ringctl: stat: '--windw' is no option (did you mean --window?)");
    EXPECT_EQ(
        first_line({"list", "extra"}), "ringctl: list: 'extra' is one word too many (see --help)");
    EXPECT_EQ(first_line({"lst"}).rfind("ringctl: 'lst' is no command (give one of list, ", 0), 0U);
}

TEST(Ringctl, RefusesANameThatNoRingCanHave)
{
    for (const std::string name :
        {"", ".", "..", "-", "a b", ".hidden", "caf\xc3\xa9", "a\x1b[2J"}) {
        const auto result = run({"stat", "--", name});
        EXPECT_EQ(result.code, 64) << name;
        EXPECT_TRUE(is_plain(result.err)) << result.err;
        EXPECT_EQ(lines_of(result.err).size(), 1U) << result.err;
    }
}

TEST(Ringctl, Exits66ForARingThatIsNotThere)
{
    for (const std::string name :
        {"no-such-ring-anywhere", "/no-such-ring-anywhere", "./nowhere/ring", "/nowhere/at/all"}) {
        const auto result = run({"stat", name});
        EXPECT_EQ(result.code, 66) << name << result.err;
        EXPECT_EQ(lines_of(result.err).size(), 1U) << result.err;
    }
    EXPECT_EQ(run({"list", "--dir", "/nowhere/at/all"}).code, 66);
}

TEST(Ringctl, Exits69ForWhatIsThereAndIsNoRing)
{
    const ringtest::TemporaryDirectory place;
    const auto make = [&](const std::string& name, const std::string& bytes) {
        std::ofstream(place.path() / name, std::ios::binary) << bytes;
    };
    make("empty", "");
    make("one", "R");
    make("magic", "RINGLIB1");
    make("page", "RINGLIB1" + std::string(4087, '\0'));
    make("garbage", std::string(10'000, '\xa5'));
    make("huge", "");
    std::filesystem::resize_file(place.path() / "huge", std::uintmax_t{1} << 40U);
    ASSERT_EQ(::mkfifo((place.path() / "fifo").c_str(), 0600), 0);
    std::filesystem::create_directory(place.path() / "directory");
    std::filesystem::create_symlink("/dev/zero", place.path() / "symlink");
    for (const auto& entry : std::filesystem::directory_iterator(place.path())) {
        const auto result = run({"stat", entry.path().string()});
        EXPECT_EQ(result.code, 69) << entry.path() << result.err;
        EXPECT_EQ(lines_of(result.err).size(), 1U) << result.err;
    }
    EXPECT_EQ(run({"stat", "/proc/self/mem"}).code, 69);
}

TEST(Ringctl, ShowsARingInAFileByItsPath)
{
    const ringtest::TemporaryDirectory place;
    const auto file = (place.path() / "ring").string();
    auto producer
        = ringlib::build_mmap_single_producer<Tick>(file, kCapacity).build_producer().value();
    producer.close();
    const Json json = stat_json(file);
    EXPECT_EQ(json["ring"], file);
    EXPECT_EQ(json["backend"], "mmap");
    EXPECT_EQ(json["state"], "CLOSED");
    EXPECT_EQ(json["producer"]["stream_end"], "closed");
    const auto list = run({"list", "--no-rate", "--dir", place.path().string()});
    EXPECT_NE(list.out.find(file + "  "), std::string::npos) << list.out;
}

TEST(Ringctl, ShowsItsHelpAndVersionWithoutAnyRing)
{
    for (const auto& arguments :
        {Names{"--help"}, {"-h"}, {"list", "--help"}, {"stat", "--help"}}) {
        const auto result = run(arguments);
        EXPECT_EQ(result.code, 0);
        EXPECT_EQ(result.err, "");
        EXPECT_NE(result.out.find("Usage: ringctl"), std::string::npos);
        EXPECT_TRUE(is_plain(result.out));
    }
    const std::string version = run({"--version"}).out;
    EXPECT_TRUE(
        std::regex_match(version, std::regex(R"(ringctl \d+\.\d+\.\d+( \([0-9A-Za-z.+-]+\))?\n)")))
        << version;
}

}  // namespace
