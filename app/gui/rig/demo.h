// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rig/our_rig.h"

#include "rig/live/demo.h"

#include <QObject>

#include <memory>
#include <optional>

namespace gui {

/// The demo: a story that is told over the rig of the window. Then the rig is the user's.
class Demo : public QObject {
    Q_OBJECT
public:
    /// Both outlive it.
    Demo(Workbench& workbench, OurRig& rig, QObject* parent = nullptr);

    /// Of its rig; Off also while that is another one.
    [[nodiscard]] OurRig::Stage stage() const;
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
    /// It was told well: now it is the user's turn, with `consumer` for example.
    void handedOver(const QString& consumer);
    void ended();

private Q_SLOTS:
    void look();
    void finish();

private:
    void tellEnd();
    [[nodiscard]] std::vector<Caption> story() const;

    Workbench& m_workbench;
    OurRig& m_rig;
    std::shared_ptr<rig::DemoScript> m_script;  ///< while it runs
    std::optional<rig::DemoStatus> m_status;
    bool m_endTold = false;
};

/// A demo's words, as the plots show them.
[[nodiscard]] std::vector<Caption> captions(const rig::DemoStatus& status);

}  // namespace gui
