// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "strip_axis.h"

#include <QFrame>

class QDoubleValidator;
class QLineEdit;

namespace widgets {

/// Goes with Esc, and when something else is clicked. A field on what it edits, not a window: the
/// data goes on beside it.
void closeWhenLeft(QWidget* field);

/// Asks for the two ends of a value axis.
class RangeEditor : public QFrame {
    Q_OBJECT
public:
    explicit RangeEditor(const AxisLimits& limits, QWidget* parent);

    void openAt(const QPoint& at);

Q_SIGNALS:
    void chosen(double bottom, double top);

private Q_SLOTS:
    void accept();

private:
    QLineEdit* makeField(double value, const QString& name);

    QLineEdit* m_bottom;
    QLineEdit* m_top;
};

}  // namespace widgets
