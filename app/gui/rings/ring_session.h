// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_peaks.h"

#include "monitor/ring_reading.h"

#include <QObject>
#include <QString>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gui {

/// A consumer came into a state.
struct StateMark {
    monitor::TimePoint at;
    std::string consumer;
    monitor::ConsumerState state{};
    monitor::Severity severity{};
    std::string because;  ///< the numbers that satisfied the rule
    monitor::TimePoint evidenceSince;  ///< the first sample that satisfied it
};

/// The ring came into a state, or lost its name.
struct RingMark {
    monitor::TimePoint at;
    monitor::RingWord word{};
    std::string reason;  ///< empty for LIVE
    bool nameless = false;
};

/// The producer was held by a consumer; no end while it still is.
struct HeldSpan {
    monitor::TimePoint from;
    std::optional<monitor::TimePoint> to;
    std::string consumer;
};

/// What was done to a ring of ours, on purpose. Times are there as far as it has come.
struct FaultSpan {
    QString name;  ///< "stall cp_1"
    monitor::TimePoint requested;
    std::optional<monitor::TimePoint> proven;
    std::optional<monitor::TimePoint> plannedEnd;
    std::optional<monitor::TimePoint> healed;
    std::optional<monitor::TimePoint> recovered;
    std::optional<monitor::TimePoint> ended = {};  ///< with its rig, without being healed
    bool refuted = false;  ///< not proven in time

    [[nodiscard]] bool operator==(const FaultSpan&) const = default;
};

/// Words at a time, for the event lane.
struct Caption {
    monitor::TimePoint at;
    QString text;
};

struct RecordedView;

/// One ring that is watched: its last reading, and what happened since.
class RingSession : public QObject {
    Q_OBJECT
public:
    explicit RingSession(std::string ring, QObject* parent = nullptr);

    [[nodiscard]] const std::string& ring() const { return m_ring; }
    /// Nothing until the sampler has looked once.
    [[nodiscard]] const std::optional<monitor::RingReading>& reading() const { return m_reading; }
    /// Of the ring as it is now; a ring created anew under the same name starts at its own first
    /// sample.
    [[nodiscard]] std::optional<monitor::TimePoint> firstSample() const { return m_firstSample; }
    [[nodiscard]] const std::deque<StateMark>& stateMarks() const { return m_stateMarks; }
    [[nodiscard]] const std::deque<RingMark>& ringMarks() const { return m_ringMarks; }
    [[nodiscard]] const std::deque<HeldSpan>& heldSpans() const { return m_heldSpans; }
    [[nodiscard]] const std::vector<FaultSpan>& faults() const { return m_faults; }
    [[nodiscard]] const std::vector<Caption>& captions() const { return m_captions; }
    [[nodiscard]] const std::vector<Caption>& alerts() const { return m_alerts; }
    /// Where another ring of the name, or another producer, began.
    [[nodiscard]] const std::deque<Caption>& beginnings() const { return m_beginnings; }
    /// The user's own, oldest first.
    [[nodiscard]] const std::vector<Caption>& notes() const { return m_notes; }
    void addNote(monitor::TimePoint at, const QString& text);

    /// Number of the consumer's colour: by first appearance, kept for the life of the ring.
    [[nodiscard]] int seriesOf(const std::string& consumer) const;
    /// In the order of their numbers, also those that left.
    [[nodiscard]] std::vector<std::string> consumersSeen() const;

    /// What the user chose, else who holds the producer, else the first; empty when there is none.
    [[nodiscard]] std::string selectedConsumer() const;
    /// What the user chose; empty: nobody.
    [[nodiscard]] std::string chosenConsumer() const { return m_chosenConsumer.value_or(""); }
    void selectConsumer(const std::string& consumer);
    void clearSelection();

    void setFaults(std::vector<FaultSpan> faults);
    void setCaptions(std::vector<Caption> captions) { m_captions = std::move(captions); }
    /// Of a producer of ours, with the ring's own times.
    void setAlerts(std::vector<Caption> alerts) { m_alerts = std::move(alerts); }
    /// Who will come, so that their numbers do not depend on who is first. Before the first
    /// reading.
    void expectConsumers(const std::vector<std::string>& consumers);
    /// One ring of ours, which fails on purpose.
    void setDemo(bool demo) { m_demo = demo; }
    [[nodiscard]] bool isDemo() const { return m_demo; }
    /// It is gone when who made it ends: a demo's, or another rig's.
    [[nodiscard]] bool isOfRig() const;

    /// The recording that it is seen in; null for a live ring.
    [[nodiscard]] const RecordedView* recorded() const { return m_recorded.get(); }
    /// What the ring is called in it.
    [[nodiscard]] const std::string& recordedRing() const { return m_recordedRing; }
    void setRecorded(std::shared_ptr<const RecordedView> recorded, const std::string& ring)
    {
        m_recorded = std::move(recorded);
        m_recordedRing = ring;
    }
    /// The ring as it was at another moment: nothing happens by that.
    void showAgain(const monitor::RingReading& reading) { m_reading = reading; }

    [[nodiscard]] const RingPeaks& peaks() const { return m_peaks; }
    void resetPeaks() { m_peaks.reset(); }

    void apply(const monitor::RingReading& reading);
    /// Forgets what happened up to now; what goes on still counts.
    void clearPast();

Q_SIGNALS:
    void noteAdded(const gui::Caption& note);
    void selectionChanged();
    /// Another sentence, not only other numbers in it.
    void diagnosisChanged(const monitor::RingReading& reading);
    /// There is another ring of this name now.
    void replaced();
    void stateEntered(const gui::StateMark& mark);
    void ringEntered(const gui::RingMark& mark);
    void heldChanged(const gui::HeldSpan& span);
    void faultsChanged();
    /// After all of the above.
    void applied(const monitor::RingReading& reading);

private:
    void startAnew(const monitor::RingReading& reading);
    void noteStates(const monitor::RingReading& reading);
    void noteRing(const monitor::RingReading& reading);
    void noteHeld(const monitor::RingReading& reading);
    void noteBeginning(const monitor::RingReading& reading);

    std::string m_ring;
    std::optional<monitor::RingReading> m_reading;
    std::optional<monitor::TimePoint> m_firstSample;
    std::vector<std::string> m_expected;
    std::vector<std::string> m_consumersSeen;
    std::map<std::string, monitor::ConsumerState> m_states;
    std::deque<StateMark> m_stateMarks;
    std::deque<RingMark> m_ringMarks;
    std::deque<HeldSpan> m_heldSpans;
    std::deque<Caption> m_beginnings;
    std::vector<FaultSpan> m_faults;
    std::vector<Caption> m_captions;
    std::vector<Caption> m_alerts;
    std::vector<Caption> m_notes;
    std::optional<std::string> m_chosenConsumer;
    RingPeaks m_peaks;
    std::shared_ptr<const RecordedView> m_recorded;
    std::string m_recordedRing;
    std::uint64_t m_instance = 0;
    std::uint64_t m_epoch = 0;
    bool m_demo = false;
};

}  // namespace gui
