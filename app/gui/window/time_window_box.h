// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace gui {

/// How much time the plots show: some round spans to choose from, and whatever it is now.
class TimeWindowBox : public QComboBox {
    Q_OBJECT
public:
    explicit TimeWindowBox(QWidget* parent = nullptr);

    void showSeconds(double seconds);

Q_SIGNALS:
    /// By the user.
    void secondsChosen(double seconds);

private Q_SLOTS:
    void choose(int index);
};

}  // namespace gui
