// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QToolButton>

namespace gui {

/// A command as a wide button, its key at the right end.
class FaultButton : public QToolButton {
    Q_OBJECT
public:
    FaultButton(QAction* action, QWidget* parent);
    /// One that opens a menu.
    FaultButton(const QString& text, QWidget* parent);

    /// Stands out for a moment, once.
    void pulse();
    [[nodiscard]] bool isPulsing() const { return m_pulse.isActive(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void prepare();

    QTimer m_pulse;
};

}  // namespace gui
