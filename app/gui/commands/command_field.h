// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

class QAction;

namespace gui {

/// In the corner of the menus: looks like a field, opens the palette of commands.
class CommandField : public QAbstractButton {
    Q_OBJECT
public:
    /// @param action outlives it
    CommandField(QAction& action, QWidget* parent);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QAction& m_action;
};

}  // namespace gui
