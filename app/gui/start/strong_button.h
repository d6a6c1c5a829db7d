// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace gui {

/// The one button that asks to be pressed: filled with the text colour. Enter presses it when it
/// has the focus.
class StrongButton : public QPushButton {
    Q_OBJECT
public:
    StrongButton(const QString& text, const QString& keyHint, QWidget* parent);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_keyHint;
};

}  // namespace gui
