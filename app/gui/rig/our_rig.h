// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/workbench.h"
#include "gui/tables/output_log.h"

#include "rig/live/live_rig.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace gui {

/// The rig of this window, one at a time: its processes, and what is done to the ring that they
/// work on, as the ring's session shows it.
class OurRig : public QObject {
    Q_OBJECT
public:
    enum class Stage { Off, Running, Stopping };

    /// Both outlive it.
    OurRig(Workbench& workbench, OutputLog& output, QObject* parent = nullptr);
    /// Ends its processes and waits for that: two seconds at most.
    ~OurRig() override;

    [[nodiscard]] Stage stage() const { return m_stage; }
    /// Under the user's hands; null while none runs.
    [[nodiscard]] rig::LiveRig* live() const
    {
        return m_stage == Stage::Running ? m_rig.get() : nullptr;
    }
    /// Of the rig that runs, or ran last; nothing before the first.
    [[nodiscard]] const std::optional<rig::LiveStatus>& status() const { return m_status; }
    /// Of its ring; null when the window does not look at it.
    [[nodiscard]] RingSession* session() const;

    /// Its ring is looked at at once. @returns false: there is one already, and refused() said so.
    bool start(rig::Topology topology, rig::LiveRigOptions options = {});
    /// Words of a script for the event lane.
    void setStory(std::vector<Caption> captions) { m_story = std::move(captions); }

public Q_SLOTS:
    /// Ends it in the background: ended() tells when no process and no segment is left.
    void stop();

Q_SIGNALS:
    void stageChanged();
    /// Looked at again.
    void changed();
    void happened(const rig::LiveEvent& event);
    /// Something could not be, and why: safe to show.
    void refused(const QString& why);
    void ended();

private Q_SLOTS:
    void look();

private:
    void setStage(Stage stage);
    void tellNews();
    void showOn(RingSession& session) const;
    void finish();

    Workbench& m_workbench;
    OutputLog& m_output;
    Stage m_stage = Stage::Off;
    std::optional<rig::LiveStatus> m_status;
    std::vector<Caption> m_story;
    std::uint64_t m_told = 0;  ///< number of the last event that was told
    bool m_troubleTold = false;
    QTimer m_timer;
    std::unique_ptr<rig::LiveRig> m_rig;
};

}  // namespace gui
