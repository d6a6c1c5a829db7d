// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/workbench.h"

#include <QObject>

namespace gui {

/// Writes each ring's sentence to stdout when it becomes another one: for runs that nobody looks
/// at.
class DiagnosisLog : public QObject {
    Q_OBJECT
public:
    explicit DiagnosisLog(Workbench& workbench);

Q_SIGNALS:
    /// stdout takes nothing more.
    void failed(const QString& problem);

private Q_SLOTS:
    void listenTo(RingSession* session);
    void write(const monitor::RingReading& reading);

private:
    const monitor::TimePoint m_begun;
    bool m_broken = false;
};

}  // namespace gui
