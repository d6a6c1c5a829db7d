// SPDX-License-Identifier: MIT OR Apache-2.0
#include "planted_defects.h"

#include <algorithm>
#include <vector>

namespace ringlib::simulation {
namespace {

using std::chrono::nanoseconds;
using Finding = LivenessWatch::Finding;
using Findings = std::span<const Finding>;
using Sights = std::span<const LivenessWatch::Sight>;
using Timing = LivenessWatch::Timing;

// A long gap between two looks counts in full: whoever was frozen with the producer is accused.
class CountsEveryGap : public WatchUnderTest {
public:
    CountsEveryGap(Timing timing, std::size_t consumers)
        : WatchUnderTest(timing, consumers)
        , m_interval(timing.check_interval)
    {
    }
    Findings look(std::uint64_t now_ns, Sights sights) override
    {
        m_found.clear();
        const auto step = static_cast<std::uint64_t>(m_interval.count());
        while (m_last_ns && now_ns - *m_last_ns > step) {
            *m_last_ns += step;
            add(WatchUnderTest::look(*m_last_ns, sights));
        }
        add(WatchUnderTest::look(now_ns, sights));
        m_last_ns = now_ns;
        return m_found;
    }
    void rest() override
    {
        m_last_ns.reset();
        WatchUnderTest::rest();
    }

private:
    void add(Findings found) { m_found.insert(m_found.end(), found.begin(), found.end()); }

    nanoseconds m_interval;
    std::optional<std::uint64_t> m_last_ns;
    std::vector<Finding> m_found;
};

// Its clock runs while the producer has nothing to publish.
class AgesWhileIdle : public CountsEveryGap {
public:
    using CountsEveryGap::CountsEveryGap;
    void rest() override { }
};

class AlertsEarly : public WatchUnderTest {
public:
    AlertsEarly(Timing timing, std::size_t consumers)
        : WatchUnderTest(
            {.check_interval = timing.check_interval,
                .progress_timeout
                = std::max(timing.progress_timeout - 2 * timing.check_interval, nanoseconds(1)),
                .grace = timing.grace + 2 * timing.check_interval},
            consumers)
    {
    }
};

class AlertsLate : public WatchUnderTest {
public:
    AlertsLate(Timing timing, std::size_t consumers)
        : WatchUnderTest(
            {.check_interval = timing.check_interval,
                .progress_timeout = timing.progress_timeout + 4 * timing.check_interval,
                .grace = timing.grace},
            consumers)
    {
    }
};

class FailsWithoutGrace : public WatchUnderTest {
public:
    FailsWithoutGrace(Timing timing, std::size_t consumers)
        : WatchUnderTest({.check_interval = timing.check_interval,
                             .progress_timeout = timing.progress_timeout,
                             .grace = nanoseconds(0)},
            consumers)
    {
    }
};

// What the library finds, changed on its way.
class ChangesFindings : public WatchUnderTest {
public:
    using WatchUnderTest::WatchUnderTest;
    Findings look(std::uint64_t now_ns, Sights sights) override
    {
        m_found.clear();
        change(WatchUnderTest::look(now_ns, sights), m_found);
        return m_found;
    }

private:
    virtual void change(Findings found, std::vector<Finding>& changed) = 0;

    std::vector<Finding> m_found;
};

class AlertsTwice : public ChangesFindings {
public:
    using ChangesFindings::ChangesFindings;

private:
    void change(Findings found, std::vector<Finding>& changed) override
    {
        for (const Finding& finding : found) {
            changed.push_back({Finding::Kind::Stalled, finding.consumer, finding.stalled_for});
            changed.push_back(finding);
        }
    }
};

class NeverAlerts : public ChangesFindings {
public:
    using ChangesFindings::ChangesFindings;

private:
    void change(Findings /*found*/, std::vector<Finding>& /*changed*/) override { }
};

class NeverFails : public ChangesFindings {
public:
    using ChangesFindings::ChangesFindings;

private:
    void change(Findings found, std::vector<Finding>& changed) override
    {
        std::copy_if(found.begin(), found.end(), std::back_inserter(changed),
            [](const Finding& finding) { return finding.kind == Finding::Kind::Stalled; });
    }
};

class FailsTwice : public ChangesFindings {
public:
    using ChangesFindings::ChangesFindings;

private:
    void change(Findings found, std::vector<Finding>& changed) override
    {
        for (const Finding& finding : found) {
            changed.insert(changed.end(), finding.kind == Finding::Kind::Failed ? 2U : 1U, finding);
        }
    }
};

class AccusesAnother : public ChangesFindings {
public:
    AccusesAnother(Timing timing, std::size_t consumers)
        : ChangesFindings(timing, consumers)
        , m_consumers(consumers)
    {
    }

private:
    void change(Findings found, std::vector<Finding>& changed) override
    {
        for (Finding finding : found) {
            finding.consumer = (finding.consumer + 1) % m_consumers;
            changed.push_back(finding);
        }
    }
    std::size_t m_consumers;
};

// Who makes progress, but slowly, is accused.
class ForgetsProgress : public WatchUnderTest {
public:
    using WatchUnderTest::WatchUnderTest;
    Findings look(std::uint64_t now_ns, Sights sights) override
    {
        std::vector<LivenessWatch::Sight> blind(sights.begin(), sights.end());
        for (LivenessWatch::Sight& sight : blind) {
            sight.cursor = 0;
        }
        return WatchUnderTest::look(now_ns, blind);
    }
};

class AccusesWhoDoesNotBlock : public WatchUnderTest {
public:
    using WatchUnderTest::WatchUnderTest;
    Findings look(std::uint64_t now_ns, Sights sights) override
    {
        std::vector<LivenessWatch::Sight> all(sights.begin(), sights.end());
        for (LivenessWatch::Sight& sight : all) {
            sight.blocks = true;
        }
        return WatchUnderTest::look(now_ns, all);
    }
};

class LooksTooSeldom : public WatchUnderTest {
public:
    LooksTooSeldom(Timing timing, std::size_t consumers)
        : WatchUnderTest(timing, consumers)
        , m_interval(timing.check_interval)
    {
    }
    [[nodiscard]] nanoseconds until_look(std::uint64_t now_ns) const override
    {
        const nanoseconds until = WatchUnderTest::until_look(now_ns);
        return until.count() == 0 && m_skipped++ % 3 != 0 ? m_interval : until;
    }
    [[nodiscard]] nanoseconds until_needed_look(std::uint64_t now_ns) const override
    {
        return WatchUnderTest::until_needed_look(now_ns) * 3;
    }

private:
    nanoseconds m_interval;
    mutable unsigned m_skipped = 0;
};

class LooksAllTheTime : public WatchUnderTest {
public:
    using WatchUnderTest::WatchUnderTest;
    [[nodiscard]] nanoseconds until_look(std::uint64_t /*now_ns*/) const override
    {
        return nanoseconds(0);
    }
};

class CountsDownTooSlowly : public WatchUnderTest {
public:
    using WatchUnderTest::WatchUnderTest;
    [[nodiscard]] std::optional<nanoseconds> until_failure() const override
    {
        const auto left = WatchUnderTest::until_failure();
        return left ? std::optional(*left * 2) : left;
    }
};

class TakesStoppedForDead : public WatchUnderTest {
public:
    using WatchUnderTest::WatchUnderTest;
    [[nodiscard]] bool is_dead(const OwnerFacts& owner) const override
    {
        return !owner.holds_lock || owner.is_stopped;
    }
};

class TakesDeadForStopped : public WatchUnderTest {
public:
    using WatchUnderTest::WatchUnderTest;
    [[nodiscard]] bool is_dead(const OwnerFacts& /*owner*/) const override { return false; }
};

template <typename Watch>
PlantedDefect defect(const char* name, Mode mode = Mode::Safety)
{
    return {name, mode, [](Timing timing, std::size_t consumers) {
                return std::make_unique<Watch>(timing, consumers);
            }};
}

}  // namespace

std::vector<PlantedDefect> planted_defects()
{
    return {defect<AgesWhileIdle>("AgesWhileIdle"), defect<CountsEveryGap>("CountsEveryGap"),
        defect<AlertsEarly>("AlertsEarly"), defect<AlertsLate>("AlertsLate"),
        defect<FailsWithoutGrace>("FailsWithoutGrace"), defect<AlertsTwice>("AlertsTwice"),
        defect<NeverAlerts>("NeverAlerts"), defect<FailsTwice>("FailsTwice"),
        defect<AccusesAnother>("AccusesAnother"), defect<ForgetsProgress>("ForgetsProgress"),
        defect<AccusesWhoDoesNotBlock>("AccusesWhoDoesNotBlock"),
        defect<LooksTooSeldom>("LooksTooSeldom"), defect<LooksAllTheTime>("LooksAllTheTime"),
        defect<CountsDownTooSlowly>("CountsDownTooSlowly"),
        defect<TakesStoppedForDead>("TakesStoppedForDead"),
        defect<TakesDeadForStopped>("TakesDeadForStopped"),
        defect<NeverAlerts>("NeverAlertsAtLast", Mode::Liveness),
        defect<NeverFails>("NeverFails", Mode::Liveness)};
}

}  // namespace ringlib::simulation
