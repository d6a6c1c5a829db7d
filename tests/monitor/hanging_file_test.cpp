// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/history.h"
#include "monitor/ring_watch.h"
#include "monitor/sampler.h"
#include "support/hanging_mount.h"
#include "support/temporary_ring.h"

#include <ringlib/ringlib.h>

#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace monitor {
namespace {

using namespace std::chrono_literals;

constexpr Duration kWatchdog = 20s;
constexpr std::size_t kCapacity = 64;

struct Tick {
    std::uint64_t value;
};

void publish(ringlib::Producer<Tick>& producer, int count)
{
    for (int i = 0; i < count; ++i) {
        ASSERT_TRUE(producer.try_publish([](Tick&) {})) << i;
    }
}

/// Whoever passes it while it is shut waits: where a file hangs.
class Gate {
public:
    void shut()
    {
        const std::lock_guard lock(m_mutex);
        m_shut = true;
    }
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_shut = false;
        m_changed.notify_all();
    }
    void pass()
    {
        std::unique_lock lock(m_mutex);
        ++m_waiting;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return !m_shut; });
        --m_waiting;
    }
    void wait_for_somebody()
    {
        std::unique_lock lock(m_mutex);
        ASSERT_TRUE(
            m_changed.wait_for(lock, kWatchdog, [this] { return m_shut && m_waiting > 0; }));
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_shut = false;
    int m_waiting = 0;
};

/// A ring's file behind a gate.
class GatedSource : public RingSource {
public:
    GatedSource(std::shared_ptr<Gate> gate, std::unique_ptr<RingSource> source)
        : m_gate(std::move(gate))
        , m_source(std::move(source))
    {
    }
    void look(Depth depth, RingFound& found) override
    {
        m_gate->pass();
        m_source->look(depth, found);
    }
    bool read_details(RingDetails& details) override
    {
        m_gate->pass();
        return m_source->read_details(details);
    }

private:
    std::shared_ptr<Gate> m_gate;
    std::unique_ptr<RingSource> m_source;
};

/// Two rings, one in shared memory, one in a file that can be made to hang.
class HangingFile : public testing::Test {
protected:
    HangingFile()
    {
        m_options.rate_hz = 1000;
        m_options.publish_interval = 1ms;
        m_options.attach_interval = 5ms;
        m_options.open = opener();
        publish(m_hanging, 7);
        publish(m_other, 3);
    }
    ~HangingFile() override
    {
        m_gate->open();
        const auto end = Clock::now() + kWatchdog;
        while (m_gate.use_count() > 1 && Clock::now() < end) {
            std::this_thread::yield();  // the threads left behind
        }
        EXPECT_EQ(m_gate.use_count(), 1) << "a source was never given back";
    }

    OpenRingSource opener()
    {
        return [this](const std::string& ring, std::optional<uid_t> owner) {
            auto source = open_observer(ring, owner);
            return ring == m_file ? std::make_unique<GatedSource>(m_gate, std::move(source))
                                  : std::move(source);
        };
    }
    /// Takes readings until one of `ring` satisfies `wanted`.
    static std::optional<RingReading> wait_for(Sampler& sampler, const std::string& ring,
        const std::function<bool(const RingReading&)>& wanted)
    {
        std::vector<RingReading> readings;
        for (const auto end = Clock::now() + kWatchdog; Clock::now() < end;) {
            sampler.take_readings(readings);
            for (const auto& reading : readings) {
                if (reading.ring == ring && wanted(reading)) {
                    return reading;
                }
            }
            std::this_thread::yield();
        }
        ADD_FAILURE() << "no such reading of " << ring << " within the watchdog's time";
        return std::nullopt;
    }
    static bool is_attached(const RingReading& reading) { return reading.attached; }
    static bool is_silent(const RingReading& reading)
    {
        return reading.reason.find("does not answer since") != std::string::npos;
    }

    std::shared_ptr<Gate> m_gate = std::make_shared<Gate>();
    ringtest::TemporaryDirectory m_place;
    ringtest::TemporaryRing m_name;
    std::string m_file = (m_place.path() / "ring").string();
    ringlib::Producer<Tick> m_hanging
        = ringlib::build_mmap_single_producer<Tick>(m_file, kCapacity).build_producer().value();
    ringlib::Producer<Tick> m_other
        = ringlib::build_shared_single_producer<Tick>(m_name.name(), kCapacity)
              .build_producer()
              .value();
    SamplerOptions m_options;
};

TEST_F(HangingFile, StopsNoOtherRingsSamples)
{
    Sampler sampler(m_options);
    sampler.watch(m_file);
    sampler.watch(m_name.name());
    ASSERT_TRUE(wait_for(sampler, m_file, is_attached));
    m_gate->shut();
    m_gate->wait_for_somebody();
    publish(m_other, 1);
    ASSERT_TRUE(wait_for(sampler, m_name.name(),
        [](const RingReading& reading) { return reading.producer.sequence == 3; }));
    const auto silent = wait_for(sampler, m_file, is_silent);
    ASSERT_TRUE(silent);
    EXPECT_TRUE(wait_for(sampler, m_name.name(), [&](const RingReading& reading) {
        return reading.attached && reading.sampled_at > silent->sampled_at;
    }));
}

TEST_F(HangingFile, IsSaidNotToAnswerAndKeepsItsNumbers)
{
    Sampler sampler(m_options);
    sampler.watch(m_file);
    ASSERT_TRUE(wait_for(sampler, m_file, is_attached));
    m_gate->shut();
    const auto silent = wait_for(sampler, m_file, is_silent);
    ASSERT_TRUE(silent);
    EXPECT_EQ(silent->state, RingWord::Waiting);
    EXPECT_EQ(silent->reason.rfind("its file does not answer since ", 0), 0U) << silent->reason;
    EXPECT_FALSE(silent->attached);
    EXPECT_EQ(silent->producer.sequence, 6);
}

TEST_F(HangingFile, IsTheSameRingWhenItAnswersAgainAndTheSilenceIsAGap)
{
    const auto history = std::make_shared<History>();
    Sampler sampler(m_options, history);
    sampler.watch(m_file);
    ASSERT_TRUE(wait_for(sampler, m_file, is_attached));
    m_gate->shut();
    ASSERT_TRUE(wait_for(sampler, m_file, is_silent));
    publish(m_hanging, 1);
    m_gate->open();
    const auto again = wait_for(sampler, m_file, [](const RingReading& reading) {
        return reading.attached && reading.producer.sequence == 7;
    });
    ASSERT_TRUE(again);
    EXPECT_EQ(again->state, RingWord::Live);
    EXPECT_EQ(again->reason, "");
    EXPECT_EQ(again->instance_number, 1U);
    const auto gaps = history->gaps(m_file, again->sampled_at - 20s, again->sampled_at);
    ASSERT_FALSE(gaps.empty());
    EXPECT_GE(gaps.back().to - gaps.back().from, 900ms);
}

TEST_F(HangingFile, ThatHangsFromTheFirstLookOnIsSaidNotToAnswer)
{
    m_gate->shut();
    Sampler sampler(m_options);
    sampler.watch(m_file);
    const auto silent = wait_for(sampler, m_file, is_silent);
    ASSERT_TRUE(silent);
    EXPECT_FALSE(silent->attached);
    m_gate->open();
    EXPECT_TRUE(wait_for(sampler, m_file, is_attached));
}

TEST_F(HangingFile, IsNotWaitedForAtTheEnd)
{
    {
        Sampler sampler(m_options);
        sampler.watch(m_file);
        ASSERT_TRUE(wait_for(sampler, m_file, is_attached));
        m_gate->shut();
        m_gate->wait_for_somebody();
    }
    EXPECT_GT(m_gate.use_count(), 1) << "its end waited for the file";
}

TEST_F(HangingFile, IsNotAskedForDetailsWhileItHangs)
{
    RingWatchOptions options;
    options.open = opener();
    RingWatch watch(m_file, options);
    const auto end = Clock::now() + kWatchdog;
    while (!watch.tick() && Clock::now() < end) { }
    RingDetails details;
    watch.read_details(details);
    const std::size_t happenings = details.happenings.size();
    EXPECT_GT(happenings, 0U);
    m_gate->shut();
    EXPECT_FALSE(watch.tick());
    watch.read_details(details);
    EXPECT_EQ(details.happenings.size(), happenings);
    EXPECT_FALSE(watch.tick(Clock::now()));
    m_gate->open();
    while (!watch.tick() && Clock::now() < end) { }
    EXPECT_TRUE(watch.reading().attached);
}

TEST_F(HangingFile, AskedForDetailsGivesTheNextSampleAllTheSame)
{
    RingWatchOptions options;
    options.open = opener();
    RingWatch watch(m_file, options);
    const auto end = Clock::now() + kWatchdog;
    while (!watch.tick() && Clock::now() < end) { }
    m_gate->shut();
    RingDetails details;
    watch.read_details(details);
    EXPECT_FALSE(watch.tick());
    publish(m_hanging, 1);
    m_gate->open();
    while (!watch.tick() && Clock::now() < end) { }
    EXPECT_EQ(watch.reading().producer.sequence, 7);
}

TEST(HangingMount, StopsNoOtherRingsSamplesAndNotTheEnd)
{
    const ringtest::HangingMount mount;
    if (!mount.why_not().empty()) {
        GTEST_SKIP() << mount.why_not();
    }
    const ringtest::TemporaryRing ring;
    const auto producer = ringlib::build_shared_single_producer<Tick>(ring.name(), kCapacity)
                              .build_producer()
                              .value();
    Sampler sampler;
    sampler.watch(mount.file());
    sampler.watch(ring.name());
    bool silent = false;
    int samples_since = 0;
    std::vector<RingReading> readings;
    for (const auto end = Clock::now() + kWatchdog; Clock::now() < end && samples_since < 10;) {
        sampler.take_readings(readings);
        for (const auto& reading : readings) {
            silent |= reading.ring == mount.file()
                && reading.reason.find("does not answer since") != std::string::npos;
            samples_since += silent && reading.ring == ring.name() && reading.attached ? 1 : 0;
        }
        std::this_thread::yield();
    }
    EXPECT_TRUE(silent);
    EXPECT_EQ(samples_since, 10);
}

}  // namespace
}  // namespace monitor
