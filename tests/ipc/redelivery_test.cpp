// SPDX-License-Identifier: MIT OR Apache-2.0
#include "either_ring.h"
#include "sequence_note.h"

namespace {

using ringlib::Sequence;
using ringtest::peer;
using ringtest::value_after;

/// A required consumer that is killed again and again under full load, and comes back by its id.
class Redelivery : public ringtest::EitherRing {
protected:
    struct Killed {
        Sequence noted;  ///< the event it had in its hands, or had copied
        Sequence came_first;
        bool redelivered;
    };

    // Each victim's first event is the answer to the death of the one before.
    template <typename Check>
    void kill_often(const std::string& way, Check&& check)
    {
        auto producer = peer({"require", ring(), "64", "cp_0"});
        producer.read_line();
        ringtest::SequenceNote note(note_file());
        note.set(ringlib::kNoSequence);
        for (int i = 0; i < repetitions(); ++i) {
            const Sequence noted_before = note.get();
            auto victim = peer({"note", ring(), "64", "cp_0", way, note_file()});
            check_first_event(victim.read_line(), noted_before, i == 0, check);
            if (way != "held") {
                let_them_run();
            }
            victim.signal(SIGKILL);
            EXPECT_EQ(victim.wait().code, -SIGKILL);
        }
        auto last = peer({"note", ring(), "64", "cp_0", "copy", note_file()});
        last.read_line();
        producer.signal(SIGTERM);
        EXPECT_EQ(producer.wait().code, 0);
        const auto outcome = last.wait();
        EXPECT_EQ(value_after(outcome.output, "bad"), 0) << outcome.output;
    }

private:
    template <typename Check>
    static void check_first_event(
        const std::string& line, Sequence noted, bool is_first, Check&& check)
    {
        if (!is_first) {
            check(Killed{noted, value_after(line, "first"), value_after(line, "redelivered") == 1});
        }
    }
};

TEST_P(Redelivery, TheEventOfALeaseHeldAtDeathComesAgainMarkedAndNoOther)
{
    kill_often("held", [](const Killed& killed) {
        EXPECT_EQ(killed.came_first, killed.noted);
        EXPECT_TRUE(killed.redelivered);
    });
}

TEST_P(Redelivery, AfterADeathAtAnyMomentOnlyAnEventInLeaseComesAgain)
{
    kill_often("lease", [](const Killed& killed) {
        const bool again = killed.came_first == killed.noted;
        EXPECT_TRUE(again || killed.came_first == killed.noted + 1)
            << "noted " << killed.noted << ", then " << killed.came_first;
        EXPECT_TRUE(killed.redelivered || !again) << killed.came_first;
    });
}

// It may have been killed between the copy and its note of it.
TEST_P(Redelivery, NoCopiedEventComesAgain)
{
    kill_often("copy", [](const Killed& killed) {
        EXPECT_GE(killed.came_first, killed.noted + 1);
        EXPECT_LE(killed.came_first, killed.noted + 2);
        EXPECT_FALSE(killed.redelivered) << killed.came_first;
    });
}

RINGTEST_FOR_BOTH_BACKENDS(Redelivery);

}  // namespace
