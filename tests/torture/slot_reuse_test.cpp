// SPDX-License-Identifier: MIT OR Apache-2.0
// A slot that one consumer left and another takes: who dies or dawdles in between does no harm.
#include "history.h"
#include "ipc/checked_ring.h"
#include "point_page.h"
#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <string>

namespace torture {
namespace {

using ringlib::Sequence;
using ringtest::CheckedEvent;
using ringtest::ChildProcess;

constexpr std::size_t kCapacity = 64;
constexpr auto kPatience = std::chrono::seconds(20);

/// A ring with one slot, which "first" has left after ten events.
class SlotReuse : public testing::Test {
protected:
    SlotReuse()
    {
        publish(10);
        auto first = join("first", ringlib::StartAt::Oldest).value();
        EXPECT_EQ(first.process_available([](const CheckedEvent&, Sequence) {}), 10U);
        first.detach();
    }

    void publish(int count)
    {
        for (int i = 0; i < count; ++i) {
            const Sequence next = m_producer.last_published_sequence() + 1;
            EXPECT_TRUE(m_producer.try_publish([&](CheckedEvent& event) { event.fill(next); }));
        }
    }
    [[nodiscard]] ringlib::Expected<ringlib::Consumer<CheckedEvent>> join(
        const std::string& id, ringlib::StartAt start) const
    {
        return ringtest::consumer_of(m_ring.name(), kCapacity)
            .with_consumer_id(id)
            .start_at(start)
            .build_consumer();
    }
    /// A process that joins as "second".
    [[nodiscard]] ChildProcess second()
    {
        std::vector<std::string> command = m_points.prefix();
        const std::string history = (m_directory.path() / "history").string();
        for (const std::string& word : {std::string(TORTURE_PEER), std::string("consume"),
                 m_ring.name(), std::to_string(kCapacity), history, std::string("second"),
                 std::string("next"), std::string("copy")}) {
            command.push_back(word);
        }
        return ChildProcess(command);
    }

    ringtest::TemporaryRing m_ring;
    ringtest::TemporaryDirectory m_directory;
    PointPage m_points;
    ringlib::Producer<CheckedEvent> m_producer = ringtest::producer_of(m_ring.name(), kCapacity)
                                                     .with_max_consumers(1)
                                                     .build_producer()
                                                     .value();
};

TEST_F(SlotReuse, LeavesTheLastIdNoPositionThatIsNotItsOwn)
{
    publish(20);
    for (const Step step : {Step::JoinSlotLocked, Step::JoinCursorPlaced}) {
        m_points.once(step, Act::Kill);
        EXPECT_EQ(second().wait().code, -SIGKILL);
    }
    const auto again = join("first", ringlib::StartAt::Resume);
    if (again) {
        EXPECT_EQ(again->current_sequence(), 9);
    } else {
        EXPECT_EQ(again.error().code, ringlib::Errc::ResumeLost);
    }
}

TEST_F(SlotReuse, IsNotForItsLastIdWhileAnotherOneTakesIt)
{
    m_points.always(Step::JoinSlotLocked, Act::Hold);
    auto other = second();
    while (m_points.at(Step::JoinSlotLocked).acted == 0) { }
    ringlib::RequiredConsumerLivenessConfig liveness;
    liveness.required_consumer_ids = {"first"};
    const auto named = m_producer.enable_required_consumer_liveness(liveness);
    ASSERT_FALSE(named);
    EXPECT_EQ(named.error().code, ringlib::Errc::NoFreeSlot);
    m_points.clear(Step::JoinSlotLocked);
    EXPECT_TRUE(m_producer.wait_for_consumer_id("second", kPatience));
    m_producer.close();
    EXPECT_EQ(other.wait().code, 0);
}

}  // namespace
}  // namespace torture
