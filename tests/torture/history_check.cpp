// SPDX-License-Identifier: MIT OR Apache-2.0
#include "history_check.h"

#include "ringlib/stream_end.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace torture {
namespace {

std::string range_text(const Entry& entry)
{
    return std::to_string(entry.first) + ".." + std::to_string(entry.last);
}

class Findings {
public:
    void add(Rule rule, const Log& log, std::size_t entry, const std::string& what)
    {
        m_violations.push_back({rule, log.name + " entry " + std::to_string(entry) + ": " + what});
    }
    [[nodiscard]] std::vector<Violation> take() { return std::move(m_violations); }

private:
    std::vector<Violation> m_violations;
};

/// The producers of a ring, one after the other.
class Succession {
public:
    Succession(const Log& log, Findings& findings)
        : m_log(log)
        , m_findings(findings)
    {
    }
    /// The last sequence that can have been published.
    Sequence follow()
    {
        for (std::size_t i = 0; i < m_log.entries.size(); ++i) {
            take(m_log.entries[i], i);
        }
        return std::max(m_next - 1, m_log.intent);
    }

private:
    void take(const Entry& entry, std::size_t i)
    {
        if (entry.mark == Mark::Life) {
            m_intent = std::max(m_intent, entry.first);
        } else if (entry.mark == Mark::Epoch) {
            begin_epoch(entry, i);
        } else if (entry.mark == Mark::Published) {
            if (entry.first != m_next) {
                m_findings.add(Rule::H7Succession, m_log, i,
                    "published " + range_text(entry) + ", next was " + std::to_string(m_next));
            }
            m_next = entry.last + 1;
        }
    }
    void begin_epoch(const Entry& entry, std::size_t i)
    {
        const bool follows = entry.last == m_next || (m_epoch && entry.last == m_intent + 1);
        if (!follows || (m_epoch && entry.first <= *m_epoch)) {
            m_findings.add(Rule::H7Succession, m_log, i,
                "epoch " + std::to_string(entry.first) + " from " + std::to_string(entry.last)
                    + ", the predecessor published up to " + std::to_string(m_next - 1)
                    + " and was about to publish up to " + std::to_string(m_intent));
        }
        m_epoch = entry.first;
        m_next = entry.last;
        m_intent = ringlib::kNoSequence;
    }

    const Log& m_log;
    Findings& m_findings;
    Sequence m_next = 0;
    Sequence m_intent = ringlib::kNoSequence;
    std::optional<std::int64_t> m_epoch;
};

/// The lives of one consumer id, one after the other.
class Reading {
public:
    Reading(const Log& log, const Rules& rules, Sequence published, Findings& findings)
        : m_log(log)
        , m_rules(rules)
        , m_published(published)
        , m_findings(findings)
    {
    }
    void follow()
    {
        for (m_at = 0; m_at < m_log.entries.size(); ++m_at) {
            take(m_log.entries[m_at]);
        }
    }

private:
    void take(const Entry& entry)
    {
        switch (entry.mark) {
        case Mark::Life:
            m_intent = std::max(m_intent, entry.first);
            m_joined = false;
            return;
        case Mark::Joined:
            return join(entry.first);
        case Mark::Resumed:
            return resume(entry.first);
        case Mark::Accepted:
        case Mark::Redelivered:
        case Mark::Torn:
            return accept(entry);
        case Mark::Evicted:
            return put_out(entry);
        case Mark::Left:
            m_joined = false;
            return;
        case Mark::Ended:
            return end(entry);
        default:
            return;
        }
    }
    void join(Sequence next)
    {
        m_next = next;
        m_intent = ringlib::kNoSequence;
        m_had = 0;
        m_again = 0;
        m_fresh = true;
        m_joined = true;
        m_out = false;
        m_gaps.clear();
    }
    // The cursor that is resumed at stands behind the last event noted, or behind the one that was
    // being consumed when its reader died, or, with a lease, before it.
    void resume(Sequence next)
    {
        const Sequence noted = m_next;
        const bool in_hand = next < noted && noted - next <= m_rules.in_hand_max;
        if (next > noted && next != m_intent + 1) {
            add(Rule::H2NothingLost,
                "resumed at " + std::to_string(next) + " after " + std::to_string(noted - 1));
        } else if (next < noted && !in_hand) {
            add(Rule::H3NothingTwice,
                "resumed at " + std::to_string(next) + ", had " + std::to_string(noted - 1));
        }
        join(next);
        m_had = noted;
    }
    void accept(const Entry& entry)
    {
        if (entry.mark == Mark::Torn) {
            add(Rule::H5Intact, "torn " + range_text(entry));
        }
        if (m_out || !m_joined) {
            add(Rule::H6NothingAfterEviction, "accepted " + range_text(entry));
        }
        if (entry.last > m_published) {
            add(Rule::H1Published,
                "accepted " + range_text(entry) + ", published " + std::to_string(m_published));
        }
        check_place(entry);
        check_redelivery(entry);
        m_next = std::max(m_next, entry.last + 1);
    }
    void check_place(const Entry& entry)
    {
        if (entry.first > m_next) {
            add(Rule::H2NothingLost,
                "accepted " + range_text(entry) + " after " + std::to_string(m_next - 1));
            m_gaps.push_back({entry.mark, m_next, entry.first - 1});
        } else if (entry.first < m_next) {
            const bool skipped = std::any_of(m_gaps.begin(), m_gaps.end(), [&](const Entry& gap) {
                return entry.first >= gap.first && entry.last <= gap.last;
            });
            add(skipped ? Rule::H4InOrder : Rule::H3NothingTwice,
                "accepted " + range_text(entry) + " after " + std::to_string(m_next - 1));
        }
    }
    // Marked: only what comes first after a join, and no more than was in one hand. Not marked:
    // nothing that the life before noted.
    void check_redelivery(const Entry& entry)
    {
        if (entry.mark != Mark::Redelivered) {
            if (entry.first < m_had) {
                add(Rule::H3NothingTwice, "came again and is not marked: " + range_text(entry));
            }
            m_fresh = false;
            return;
        }
        m_again += entry.last - entry.first + 1;
        if (!m_fresh || m_again > m_rules.in_hand_max) {
            add(Rule::H3NothingTwice, "marked as come again: " + range_text(entry));
        }
    }
    void put_out(const Entry& entry)
    {
        m_out = true;
        if (m_rules.put_out != m_log.name) {
            add(Rule::H6NothingAfterEviction,
                "put out at " + std::to_string(entry.first) + " by nobody");
        }
    }
    void end(const Entry& entry)
    {
        const bool closed = entry.first == ringlib::StreamEnd::Closed;
        if (m_joined && closed && m_next != m_published + 1) {
            add(Rule::H8Complete,
                "read to the end " + std::to_string(m_next - 1) + " of "
                    + std::to_string(m_published));
        }
        m_joined = false;
    }
    void add(Rule rule, const std::string& what) { m_findings.add(rule, m_log, m_at, what); }

    const Log& m_log;
    const Rules& m_rules;
    Sequence m_published;
    Findings& m_findings;
    std::size_t m_at = 0;
    Sequence m_next = 0;
    Sequence m_had = 0;  ///< below it: noted by a life that was resumed
    Sequence m_intent = ringlib::kNoSequence;
    std::int64_t m_again = 0;
    bool m_fresh = false;
    bool m_joined = false;
    bool m_out = false;
    std::vector<Entry> m_gaps;
};

struct Stall {
    std::int64_t began;
    std::int64_t ended;
    bool alerted;
};

void check_alerts(const std::vector<Log>& logs, const Rules& rules, Findings& findings)
{
    std::vector<Stall> stalls;
    for (const Log& log : logs) {
        for (const Entry& entry : log.entries) {
            if (entry.mark == Mark::StallBegan) {
                stalls.push_back({entry.first, INT64_MAX, false});
            } else if (entry.mark == Mark::StallEnded && !stalls.empty()) {
                stalls.back().ended = entry.first;
            }
        }
    }
    for (const Log& log : logs) {
        for (std::size_t i = 0; i < log.entries.size(); ++i) {
            if (log.entries[i].mark != Mark::Alerted) {
                continue;
            }
            const std::int64_t at = log.entries[i].first;
            const auto own = std::find_if(stalls.begin(), stalls.end(), [&](const Stall& stall) {
                return at >= stall.began + rules.stall_ns && at <= stall.ended;
            });
            if (own == stalls.end() || std::exchange(own->alerted, true)) {
                findings.add(Rule::H10Alerts, log, i, "an alert without a stall");
            }
        }
        for (const Stall& stall : stalls) {
            const bool long_enough = stall.ended != INT64_MAX
                && stall.ended - stall.began - rules.stall_ns > rules.alert_within_ns;
            if (&log == &logs.back() && long_enough && !stall.alerted) {
                findings.add(Rule::H10Alerts, log, 0,
                    "no alert of a stall of " + std::to_string(stall.ended - stall.began) + " ns");
            }
        }
    }
}

void check_marks(const Log& log, const Rules& rules, Findings& findings)
{
    for (std::size_t i = 0; i < log.entries.size(); ++i) {
        const Entry& entry = log.entries[i];
        if (entry.mark == Mark::Sample && entry.first - entry.last > rules.capacity) {
            findings.add(Rule::H9BackPressure, log, i,
                std::to_string(entry.first) + " published, " + std::to_string(entry.last)
                    + " consumed");
        } else if (entry.mark == Mark::Failed) {
            findings.add(
                Rule::NothingFails, log, i, "failed with error " + std::to_string(entry.first));
        }
    }
}

bool is_of_producer(const Log& log)
{
    return std::any_of(log.entries.begin(), log.entries.end(),
        [](const Entry& entry) { return entry.mark == Mark::Epoch; });
}

}  // namespace

Log log_of(const HistoryFile& file)
{
    return {file.name(), file.history().entries(), file.history().intent()};
}

std::string_view to_string(Rule rule)
{
    constexpr std::array<std::string_view, 11> kNames = {"H1 published", "H2 nothing lost",
        "H3 nothing twice", "H4 in order", "H5 intact", "H6 nothing after eviction",
        "H7 succession", "H8 complete", "H9 back-pressure", "H10 alerts", "nothing fails"};
    return kNames[static_cast<std::size_t>(rule)];
}

std::vector<Violation> check(const std::vector<Log>& logs, const Rules& rules)
{
    Findings findings;
    Sequence published = ringlib::kNoSequence;
    for (const Log& log : logs) {
        if (is_of_producer(log)) {
            published = std::max(published, Succession(log, findings).follow());
        }
    }
    for (const Log& log : logs) {
        if (!is_of_producer(log)) {
            Reading(log, rules, published, findings).follow();
        }
        check_marks(log, rules, findings);
    }
    check_alerts(logs, rules, findings);
    return findings.take();
}

}  // namespace torture
