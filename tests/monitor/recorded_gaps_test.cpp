// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/history.h"
#include "monitor/recording/live_recorder.h"
#include "monitor/recording/load.h"
#include "monitor/recording/save.h"
#include "monitor/ring_model.h"
#include "monitor/sampler.h"
#include "support/temporary_ring.h"

#include <ringlib/ringlib.h>

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

namespace monitor::test {
namespace {

using namespace std::chrono_literals;
using recording::LiveRecorder;

constexpr Duration kTick = 5ms;

struct Tick {
    std::uint64_t value;
};

/// Every fifth look takes so long that the next deadline is missed: a rest of more than two ticks,
/// and of less than three, which is a gap only to who knows of the missed one.
class LateSource final : public RingSource {
public:
    LateSource(const std::string& ring, std::optional<uid_t> owner)
        : m_source(open_observer(ring, owner))
    {
    }
    void look(Depth depth, RingFound& found) override
    {
        m_source->look(depth, found);
        if (++m_looks % 5 == 0) {
            std::this_thread::sleep_for(kTick * 9 / 4);
        }
    }
    bool read_details(RingDetails& details) override { return m_source->read_details(details); }

private:
    std::unique_ptr<RingSource> m_source;
    int m_looks = 0;
};

std::string told(const std::vector<Gap>& gaps, TimePoint first, TimePoint last, Duration moved)
{
    std::string text;
    for (const Gap& gap : gaps) {
        if (gap.from - moved > first && gap.to - moved < last) {
            text += std::to_string(to_ns(gap.from - moved)) + " … "
                + std::to_string(to_ns(gap.to - moved)) + ": " + std::to_string(gap.missed) + "\n";
        }
    }
    return text;
}

TEST(RecordedGaps, AreThoseOfTheSamplerThatCameLate)
{
    const ringtest::TemporaryRing ring;
    const auto producer
        = ringlib::build_shared_single_producer<Tick>(ring.name(), 64).build_producer().value();
    const auto history = std::make_shared<History>();
    SamplerOptions options;
    options.rate_hz = 200;
    options.open = [](const std::string& name, std::optional<uid_t> owner) {
        return std::make_unique<LateSource>(name, owner);
    };
    recording::Configuration configuration;
    recording::set_start(configuration);
    configuration.rate_hz = options.rate_hz;
    configuration.rate_span = RingModelOptions().rate_span;
    configuration.limits.tick = kTick;
    const auto recorder = std::make_shared<LiveRecorder>(configuration);
    {
        Sampler sampler(options, history, recorder);
        sampler.watch(ring.name());
        const TimePoint watchdog = Clock::now() + 20s;
        while (sampler.counters().missed_ticks < 40 && Clock::now() < watchdog) {
            std::this_thread::yield();
        }
    }
    const std::string file = testing::TempDir() + ring.name() + ".ringrec";
    ASSERT_TRUE(recording::save_recording(recorder->kept(), {}, file));
    const auto loaded = recording::load_recording(
        file, {}, [](const std::string& name) { return name; }, [](double) { return true; });
    std::filesystem::remove(file);
    ASSERT_TRUE(loaded && *loaded && (*loaded)->first);
    const recording::LoadedRecording& kept = **loaded;
    const Duration moved = *kept.first - kept.times.recorded(*kept.first);
    const TimePoint first = *kept.first - moved;
    const TimePoint last = *kept.last - moved;
    const std::string live = told(history->gaps(ring.name(), first, last), first, last, {});
    EXPECT_FALSE(live.empty());
    EXPECT_EQ(
        told(kept.history->gaps(ring.name(), *kept.first, *kept.last), first, last, moved), live);
}

}  // namespace
}  // namespace monitor::test
