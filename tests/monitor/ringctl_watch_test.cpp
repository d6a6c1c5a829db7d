// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl_run.h"
#include "monitor/shared_ring.h"
#include "support/pseudo_terminal.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <sys/syscall.h>
#include <thread>

namespace {

using ringtest::ChildProcess;
using ringtest::PseudoTerminal;
using ringtest::run;
using ringtest::Screen;
using ringtest::SharedRing;
using Json = nlohmann::ordered_json;
using Words = std::vector<std::string>;

constexpr auto kRgb = "COLORTERM=truecolor";

/// The program at a terminal that can everything, unless `environment` says otherwise.
Words at_terminal(const Words& arguments, const Words& environment = {})
{
    Words command{"/usr/bin/env", "-u", "NO_COLOR", "-u", "COLORTERM", "-u", "LC_ALL",
        "TERM=xterm-256color", "LC_CTYPE=C.UTF-8"};
    command.insert(command.end(), environment.begin(), environment.end());
    command.emplace_back(RINGCTL_PROGRAM);
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

std::string content_of(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// In which system call a process is, by its number, with its arguments; "running": in none.
std::string system_call_of(pid_t pid)
{
    return content_of("/proc/" + std::to_string(pid) + "/syscall");
}

/// Whether it is a poll without a deadline: its pipe is full, since everything else that ringctl
/// waits for has one.
bool waits_for_ever(const std::string& system_call)
{
    long number = -1;
    std::string descriptors;
    std::string count;
    std::uint64_t deadline = 1;
    std::istringstream(system_call) >> number >> descriptors >> count >> std::hex >> deadline;
#ifdef SYS_poll  // where the kernel has none, the C library calls the other
    if (number == SYS_poll) {
        return static_cast<std::int32_t>(deadline) == -1;
    }
#endif
    return number == SYS_ppoll && deadline == 0;
}

class RingctlWatch : public testing::Test {
protected:
    [[nodiscard]] Words watch(const Words& more = {}) const
    {
        Words words{"watch", m_name.name(), "--interval", "50ms"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    static bool shows_consumers(const Screen& screen)
    {
        return screen.shows("fast") && screen.shows("slow");
    }
    void fill()
    {
        m_ring.publish(ringtest::kSharedCapacity);
        m_fast.process_available([](auto&&...) {});
    }
    static void expect_restored(const PseudoTerminal& terminal)
    {
        EXPECT_FALSE(terminal.screen().alternate());
        EXPECT_TRUE(terminal.screen().cursor());
        EXPECT_TRUE(terminal.echoes());
        EXPECT_EQ(terminal.screen().not_understood(), "");
    }

    ringtest::TemporaryRing m_name;
    SharedRing m_ring{m_name};
    ringlib::Consumer<ringtest::Tick> m_fast = m_ring.join("fast");
    ringlib::Consumer<ringtest::Tick> m_slow = m_ring.join("slow");
};

TEST_F(RingctlWatch, ShowsWhoHoldsTheProducerWithinEightyByTwentyFour)
{
    fill();
    const auto third = m_ring.join("third");
    PseudoTerminal terminal(at_terminal(watch()));
    ASSERT_TRUE(terminal.wait_for([](const Screen& screen) {
        return screen.shows("slow holds the producer of ") && screen.shows("free 0")
            && screen.shows("GATING") && screen.shows("slow STALLED  for");
    })) << terminal.screen().text();
    for (const std::string what : {"LIVE", "HELD", "64 x 8 B", "read-only", "q ends",
             "\u2588\u2588\u2588", "STARVED", "fast", "third", "LAG %", "100.0"}) {
        EXPECT_TRUE(terminal.screen().shows(what)) << what << terminal.screen().text();
    }
    EXPECT_TRUE(terminal.screen().alternate());
    EXPECT_FALSE(terminal.screen().cursor());
    EXPECT_TRUE(terminal.screen().colored());
    EXPECT_FALSE(terminal.echoes());
    terminal.type("q");
    EXPECT_EQ(terminal.wait(), 0);
    expect_restored(terminal);
}

TEST_F(RingctlWatch, FollowsWhatHappens)
{
    PseudoTerminal terminal(at_terminal(watch()));
    ASSERT_TRUE(terminal.wait_for(shows_consumers)) << terminal.screen().text();
    m_ring.publish(7);
    EXPECT_TRUE(terminal.wait_for([](const Screen& screen) { return screen.shows("used 7"); }));
    const auto late = m_ring.join("latecomer");
    EXPECT_TRUE(terminal.wait_for([](const Screen& screen) { return screen.shows("latecomer"); }));
}

TEST_F(RingctlWatch, RestoresTheTerminalHoweverItIsEnded)
{
    for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGQUIT}) {
        PseudoTerminal terminal(at_terminal(watch()));
        ASSERT_TRUE(terminal.wait_for(shows_consumers)) << terminal.screen().text();
        terminal.signal(number);
        EXPECT_EQ(terminal.wait(), 0) << number;
        expect_restored(terminal);
    }
    PseudoTerminal terminal(at_terminal(watch()));
    ASSERT_TRUE(terminal.wait_for(shows_consumers));
    terminal.type("\x03");
    EXPECT_EQ(terminal.wait(), 0);
    expect_restored(terminal);
}

TEST_F(RingctlWatch, EndsWithItsTerminal)
{
    PseudoTerminal terminal(at_terminal(watch()));
    ASSERT_TRUE(terminal.wait_for(shows_consumers));
    terminal.hang_up();
    const int code = terminal.wait();
    EXPECT_TRUE(code == 0 || code == 70) << code;  // whether it was writing just then
}

TEST_F(RingctlWatch, GivesTheTerminalBackWhileItIsSuspended)
{
    // A shell with jobs: what nobody could continue is not suspended.
    Words command = at_terminal(watch());
    command.insert(
        command.begin(), {"/bin/sh", "-mc", R"("$0" "$@"; echo stopped; read line; fg)"});
    PseudoTerminal terminal(command);
    ASSERT_TRUE(terminal.wait_for(shows_consumers)) << terminal.screen().text();
    terminal.type("\x1a");
    ASSERT_TRUE(terminal.wait_for([&](const Screen& screen) {
        return !screen.alternate() && screen.shows("stopped") && terminal.echoes();
    })) << terminal.screen().text();
    EXPECT_TRUE(terminal.screen().cursor());
    terminal.type("\n");
    ASSERT_TRUE(terminal.wait_for([](const Screen& screen) {
        return screen.alternate() && shows_consumers(screen);
    })) << terminal.screen().text();
    terminal.type("q");
    EXPECT_EQ(terminal.wait(), 0);
    expect_restored(terminal);
}

TEST_F(RingctlWatch, FollowsTheSizeOfTheTerminal)
{
    PseudoTerminal terminal(at_terminal(watch()), 24, 80);
    ASSERT_TRUE(terminal.wait_for(shows_consumers));
    terminal.resize(16, 132);
    const auto is_wide = [](const Screen& screen) {
        const auto text = screen.text();
        return text.find('\n') == 132 && text.find("q ends\n") == 126 && shows_consumers(screen);
    };
    EXPECT_TRUE(terminal.wait_for(is_wide)) << terminal.screen().text();
    terminal.type("q");
    EXPECT_EQ(terminal.wait(), 0);
}

TEST_F(RingctlWatch, CountsTheConsumersThatDoNotFit)
{
    std::vector<ringlib::Consumer<ringtest::Tick>> many;
    for (int i = 0; i < 30; ++i) {
        many.push_back(m_ring.join("many_" + std::to_string(i)));
    }
    m_ring.publish(ringtest::kSharedCapacity);
    for (auto& consumer : many) {
        consumer.process_available([](auto&&...) {});
    }
    m_fast.process_available([](auto&&...) {});
    PseudoTerminal terminal(at_terminal(watch()));
    ASSERT_TRUE(terminal.wait_for([](const Screen& screen) {
        return screen.shows(" more, worst first") && screen.shows("slow STALLED");
    })) << terminal.screen().text();
    const auto text = terminal.screen().text();
    EXPECT_LT(text.find("slow"), text.find("many_")) << text;
    EXPECT_LT(text.find(" slow "), text.find(" fast ")) << text;
}

TEST_F(RingctlWatch, RewritesOnlyLinesThatChanged)
{
    PseudoTerminal terminal(at_terminal(watch({"--duration", "1s"})));
    EXPECT_EQ(terminal.wait(), 0);
    // Some 20 pages of 24 lines, of which next to nothing changes at a ring that rests.
    EXPECT_LT(terminal.screen().rows_written(), 100U);
    EXPECT_GT(terminal.screen().rows_written(), 5U);
}

TEST_F(RingctlWatch, SetsNoColorWhereNoneIsWantedAndNoCursorWhereItCannot)
{
    PseudoTerminal plain(at_terminal(watch(), {"NO_COLOR=1", kRgb, "LC_CTYPE=C"}));
    ASSERT_TRUE(plain.wait_for(shows_consumers));
    EXPECT_FALSE(plain.screen().colored());
    const auto text = plain.screen().text();
    EXPECT_TRUE(ringtest::is_plain(text)) << text;
    plain.type("q");
    EXPECT_EQ(plain.wait(), 0);

    PseudoTerminal dumb(at_terminal(watch({"--duration", "200ms"}), {"TERM=dumb"}), 24, 300);
    EXPECT_EQ(dumb.wait(), 0);
    EXPECT_TRUE(dumb.screen().shows(m_name.name())) << dumb.screen().text();
    EXPECT_EQ(dumb.screen().rows_written(), 0U);
    EXPECT_EQ(dumb.screen().not_understood(), "");
}

TEST_F(RingctlWatch, SuggestsTheNameThatWasMeant)
{
    auto mistyped = m_name.name();
    mistyped[3] = 'x';
    PseudoTerminal terminal(at_terminal({"watch", mistyped}));
    EXPECT_TRUE(terminal.wait_for([](const Screen& screen) {
        return screen.shows("Waiting for") && screen.shows("did you mean");
    })) << terminal.screen().text();
    terminal.type("q");
    EXPECT_EQ(terminal.wait(), 66);
    EXPECT_TRUE(terminal.screen().shows("ringctl: ")) << terminal.screen().text();
}

TEST_F(RingctlWatch, OpensTheRingReadOnlyAndDoesNotMapIt)
{
    ChildProcess child([&] {
        Words words{RINGCTL_PROGRAM};
        const auto more = watch();
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }());
    while (Json::parse(child.read_line())["state"] == "WAITING") { }
    const std::filesystem::path process = "/proc/" + std::to_string(child.pid());
    int descriptors = 0;
    for (const auto& entry : std::filesystem::directory_iterator(process / "fd")) {
        std::error_code gone;
        if (std::filesystem::read_symlink(entry, gone) != m_name.file()) {
            continue;
        }
        ++descriptors;
        const auto info = content_of(process / "fdinfo" / entry.path().filename());
        const auto flags = std::stoul(info.substr(info.find("flags:") + 6), nullptr, 8);
        EXPECT_EQ(flags & O_ACCMODE, static_cast<unsigned long>(O_RDONLY)) << info;
    }
    EXPECT_EQ(descriptors, 1);
    EXPECT_EQ(content_of(process / "maps").find(m_name.name()), std::string::npos);
    child.signal(SIGTERM);
    EXPECT_EQ(child.wait().code, 0);
}

TEST(RingctlWatchLines, TellEveryStateOfANameAndANewInstanceAfterARestart)
{
    const ringtest::TemporaryRing name;
    ChildProcess child({RINGCTL_PROGRAM, "watch", name.name(), "--interval", "20ms"});
    Json json;
    const auto read_until = [&](auto&& is_so) {
        do {
            const auto line = child.read_line();
            if (line.empty()) {
                ADD_FAILURE() << "it ended: " << json.dump();
                return;
            }
            json = Json::parse(line);
            EXPECT_EQ(json["schema"], "ringscope.ring/1");
            EXPECT_EQ(json["ring"], name.name());
        } while (!is_so());
    };
    const auto state
        = [&](const char* word) { return [&, word] { return json["state"] == word; }; };
    read_until(state("WAITING"));
    EXPECT_EQ(json["instance"], "");
    auto ring = std::make_unique<SharedRing>(name);
    read_until(state("LIVE"));
    const std::string first = json["instance"];
    EXPECT_EQ(first.size(), 32U);
    ring->producer().close();
    ring.reset();
    read_until(state("CLOSED"));
    ring = std::make_unique<SharedRing>(name);
    read_until([&] { return json["instance"] != first; });
    read_until(state("LIVE"));
    ::unlink(name.file().c_str());
    ::unlink(name.lock_file().c_str());
    const SharedRing successor(name);
    read_until(state("REPLACED"));
    read_until(state("LIVE"));
    child.signal(SIGTERM);
    EXPECT_EQ(child.wait().code, 0);
}

TEST(RingctlWatchLines, AreNeverSilentAndEndWith66WithoutARing)
{
    const auto absent = run({"watch", "no-such-ring-anywhere", "--duration", "2200ms"});
    EXPECT_EQ(absent.code, 66);
    EXPECT_GE(ringtest::lines_of(absent.out).size(), 3U);
    EXPECT_EQ(ringtest::lines_of(absent.err).size(), 1U) << absent.err;
    for (const auto& line : ringtest::lines_of(absent.out)) {
        EXPECT_EQ(Json::parse(line)["state"], "WAITING");
    }
}

TEST(RingctlWatchLines, EndWith69ForARingThatCannotBeUsed)
{
    const ringtest::TemporaryDirectory place;
    const auto file = place.path() / "cut";
    const auto producer
        = ringlib::build_mmap_single_producer<ringtest::Tick>(file, 64).build_producer().value();
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
    const auto result = run({"watch", file.string(), "--duration", "100ms", "--format", "jsonl"});
    EXPECT_EQ(result.code, 69) << result.err;
    EXPECT_EQ(Json::parse(ringtest::lines_of(result.out).at(0))["state"], "TRUNCATED");
    EXPECT_EQ(run({"watch", "a b", "--duration", "100ms"}).code, 64);
}

TEST(RingctlWatchLines, HaveOneHeadingAsCsv)
{
    const ringtest::TemporaryRing name;
    SharedRing ring(name);
    const auto consumer = ring.join("one");
    const auto result = run(
        {"watch", name.name(), "--duration", "300ms", "--interval", "50ms", "--format", "csv"});
    const auto lines = ringtest::lines_of(result.out);
    ASSERT_GE(lines.size(), 3U);
    EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                  [](const std::string& line) { return line.rfind("ring,ring_state", 0) == 0; }),
        1);
}

TEST(RingctlWatchLines, SayThatStdoutIsFullOrGone)
{
    const ringtest::TemporaryRing name;
    const SharedRing ring(name);
    for (const std::string where : {">/dev/full", ">&-"}) {
        const auto result = run({"watch", name.name(), "--duration", "5s"}, where);
        EXPECT_EQ(result.code, 70) << where;
        EXPECT_EQ(result.err.rfind("ringctl: cannot write to stdout", 0), 0U) << result.err;
    }
}

TEST(RingctlWatchLines, EndOnASignalThoughNobodyReadsThem)
{
    const ringtest::TemporaryRing name;
    const SharedRing ring(name);
    ChildProcess child({RINGCTL_PROGRAM, "watch", name.name(), "--interval", "20ms"});
    (void)child.read_line();
    if (system_call_of(child.pid()).empty()) {
        GTEST_SKIP() << "this machine does not tell in which system call a process is";
    }
    const auto watchdog = std::chrono::steady_clock::now() + std::chrono::seconds(40);
    while (!waits_for_ever(system_call_of(child.pid()))) {
        ASSERT_LT(std::chrono::steady_clock::now(), watchdog)
            << "that it waits for a reader was awaited; it is in " << system_call_of(child.pid());
        std::this_thread::yield();
    }
    child.signal(SIGTERM);
    EXPECT_EQ(child.wait().code, 0);
}

TEST(RingctlWatchLines, RefuseAnIntervalThatWouldBeSilence)
{
    for (const std::string interval : {"2s", "0ms", "1", "-1s", ""}) {
        const auto result = run({"watch", "a", "--interval", interval});
        EXPECT_EQ(result.code, 64) << interval;
        EXPECT_NE(result.err.find("20ms to 1s"), std::string::npos) << result.err;
    }
}

}  // namespace
