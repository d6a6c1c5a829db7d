// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workbench.h"

#include "rig/demo.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace gui {

/// The demo: its processes, and what they do to the ring that is shown. One at a time.
class Demo : public QObject {
    Q_OBJECT
public:
    enum class Stage { Off, Running, Stopping };

    /// @param workbench outlives it.
    explicit Demo(Workbench& workbench, QObject* parent = nullptr);
    /// Ends its processes and waits for that.
    ~Demo() override;

    [[nodiscard]] Stage stage() const { return m_stage; }
    /// Of the demo that runs, or ran last; nothing before the first.
    [[nodiscard]] const std::optional<rig::DemoStatus>& status() const { return m_status; }
    /// Nothing while it runs not, or the window has looked at it no more.
    [[nodiscard]] RingSession* session() const;

public Q_SLOTS:
    void start();
    /// Ends it in the background: ended() tells when no process and no segment is left.
    void stop();

Q_SIGNALS:
    void stageChanged();
    /// The story went wrong, or could not begin; the rest of it may go on.
    void failed(const QString& reason);
    void ended();

private Q_SLOTS:
    void look();

private:
    void setStage(Stage stage);
    void showOn(RingSession& session) const;
    void finish();

    Workbench& m_workbench;
    Stage m_stage = Stage::Off;
    std::optional<rig::DemoStatus> m_status;
    bool m_failureTold = false;
    QTimer m_timer;
    std::unique_ptr<rig::DemoRig> m_rig;
};

/// What a demo did to its ring, and its words, as the plots show them.
[[nodiscard]] std::vector<FaultSpan> faultSpans(const rig::DemoStatus& status);
[[nodiscard]] std::vector<Caption> captions(const rig::DemoStatus& status);

}  // namespace gui
