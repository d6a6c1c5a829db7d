// SPDX-License-Identifier: MIT OR Apache-2.0
#include "hostile/hostile_ring.h"
#include "hostile/hostile_texts.h"
#include "hostile/outcome.h"
#include "hostile/vanishing_ring.h"
#include "monitor/ringctl_run.h"
#include "support/pseudo_terminal.h"

#include <ringlib/printable.h>

#include <gtest/gtest.h>

namespace ringtest {
namespace {

constexpr std::uint64_t kSeed = 20260102;

TEST(RingctlWatch, GoesOnWhileItsRingIsCutReplacedAndUnlinked)
{
    const HostileRing ring;
    PseudoTerminal terminal({"/usr/bin/env", "TERM=xterm-256color", RINGCTL_PROGRAM, "watch",
        ring.file(), "--interval", "20ms"});
    ASSERT_TRUE(terminal.wait_for([](const Screen& screen) { return screen.shows("ORPHAN"); }));
    damage_file(ring, rounds(500), kSeed, [] {});
    const auto producer = ring.produce();  // whole again, and not as it was before
    ASSERT_TRUE(producer);
    EXPECT_TRUE(terminal.wait_for([](const Screen& screen) { return screen.shows("LIVE"); }));
    EXPECT_EQ(terminal.screen().not_understood(), "");
    terminal.type("q");
    EXPECT_EQ(terminal.wait(), 0);
}

TEST(RingctlStat, AnswersInOneLineWhateverBecomesOfTheRing)
{
    const HostileRing ring;
    damage_file(ring, rounds(20), kSeed, [&] {
        const Result result = run({"stat", ring.file(), "--window", "0ms"});
        EXPECT_TRUE(result.code == 0 || result.code == 66 || result.code == 69)
            << result.code << result.err;
        EXPECT_EQ(lines_of(result.err).size(), result.code == 0 ? 0U : 1U) << result.err;
        EXPECT_TRUE(is_plain(result.out + result.err));
    });
}

TEST(HostileText, IsShownOnOneLineWithoutAByteThatATerminalObeys)
{
    const auto texts = hostile_texts();
    EXPECT_EQ(texts.size(), 200U);
    for (const std::string& text : texts) {
        const std::string shown = ringlib::printable(text);
        EXPECT_TRUE(is_plain(shown)) << shown;
        EXPECT_EQ(shown.find('\n'), std::string::npos);
    }
}

TEST(HostileText, AsLabelAndIdIsPlainInEveryFormatOfRingctl)
{
    const HostileRing ring;
    const auto texts = hostile_texts();
    for (std::size_t i = 0; i < texts.size(); i += 10) {
        auto header = ring.header();
        texts[i].copy(header.label.data(), header.label.size());  // to the last byte, without a NUL
        texts[i].copy(header.event_name.data(), header.event_name.size());
        repair_checksum(std::as_writable_bytes(std::span(&header, 1)));
        ring.write(0, bytes_of(header));
        const std::string id = texts[i + 1].substr(0, ringlib::layout::kIdBytes);
        ring.write(header.slots_offset + offsetof(ringlib::layout::ConsumerSlot, identity)
                + offsetof(ringlib::layout::Identity, id_text),
            id);
        for (const std::string format : {"text", "csv", "jsonl"}) {
            for (const std::vector<std::string>& command :
                {std::vector<std::string>{"stat", ring.file(), "--window", "0ms"},
                    {"peek", ring.file()}}) {
                auto words = command;
                words.insert(words.end(), {"--format", format});
                const Result result = run(words);
                EXPECT_EQ(result.code, 0) << result.err;
                EXPECT_TRUE(is_plain(result.out)) << result.out;
            }
        }
    }
}

// A terminal shows what a program writes to it as it comes.
TEST(HostileText, AsTheNameOfARingIsPlainInTheRefusal)
{
    for (const std::string& text : hostile_texts()) {
        const std::string name = text.substr(0, text.find('\0'));
        if (name.empty()) {
            continue;
        }
        PseudoTerminal terminal(
            {"/usr/bin/env", "TERM=xterm", RINGCTL_PROGRAM, "stat", "--", name}, 50, 4000);
        const int code = terminal.wait();
        EXPECT_TRUE(code == 64 || code == 66 || code == 69) << code << name;
        EXPECT_EQ(terminal.screen().not_understood(), "");
        EXPECT_FALSE(terminal.screen().colored());
        EXPECT_TRUE(is_plain(terminal.screen().text())) << terminal.screen().text();
    }
}

}  // namespace
}  // namespace ringtest
