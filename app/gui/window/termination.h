// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rig/platform/pipe.h"

#include <QObject>
#include <QSocketNotifier>

namespace gui {

/// SIGTERM and SIGINT as a Qt signal. One of it in a process.
class Termination : public QObject {
    Q_OBJECT
public:
    explicit Termination(QObject* parent = nullptr);
    ~Termination() override;

Q_SIGNALS:
    void requested(int signalNumber);

private Q_SLOTS:
    void read();

private:
    rig::Pipe m_pipe;
    QSocketNotifier* m_notifier = nullptr;
};

}  // namespace gui
