// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/mouse.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QTest>

#include <gtest/gtest.h>

#include <cstdlib>

namespace gui_test {

/// Counts what a user has to do. A double-click is one.
class User {
public:
    void click(QWidget& widget)
    {
        ++m_clicks;
        QTest::mouseClick(&widget, Qt::LeftButton);
    }
    void click(QWidget& widget, const QPoint& at)
    {
        ++m_clicks;
        QTest::mouseClick(&widget, Qt::LeftButton, {}, at);
    }
    void doubleClick(QAbstractItemView& view, const QModelIndex& index)
    {
        ++m_clicks;
        const QPoint at = view.visualRect(index).center();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, at);
    }
    void drag(QWidget& widget, const QPoint& from, const QPoint& to)
    {
        ++m_clicks;
        gui_test::drag(widget, from, to, Qt::LeftButton);
    }
    /// A notch counts as a key.
    void wheel(QWidget& widget, const QPoint& at, int notches)
    {
        m_keys += std::abs(notches);
        turnWheel(widget, at, notches);
    }
    /// Whatever has the focus gets it.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        ++m_keys;
        ASSERT_NE(QApplication::focusWidget(), nullptr);
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    [[nodiscard]] int clicks() const { return m_clicks; }
    [[nodiscard]] int keys() const { return m_keys; }

private:
    int m_clicks = 0;
    int m_keys = 0;
};

}  // namespace gui_test
