// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>
#include <QWidget>

namespace gui_test {

/// QTest moves the cursor only, and without a button.
inline void sendMove(QWidget& widget, QPoint at, Qt::MouseButton button)
{
    QMouseEvent move(QEvent::MouseMove, at, widget.mapToGlobal(at), button, button, {});
    QCoreApplication::sendEvent(&widget, &move);
}

inline void drag(QWidget& widget, QPoint from, QPoint to, Qt::MouseButton button)
{
    sendMove(widget, from, Qt::NoButton);
    QTest::mousePress(&widget, button, {}, from);
    for (const QPoint& at : {(from + to) / 2, to}) {
        sendMove(widget, at, button);
    }
    QTest::mouseRelease(&widget, button, {}, to);
}

/// Away from the user is up.
inline void turnWheel(QWidget& widget, QPoint at, int notches)
{
    QWheelEvent turned(at, widget.mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &turned);
}

}  // namespace gui_test
