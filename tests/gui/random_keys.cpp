// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/random_keys.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QKeySequence>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QTest>
#include <QWindow>

#include <array>
#include <map>
#include <vector>

namespace gui_test {

namespace {

constexpr std::array kPlainKeys{Qt::Key_Tab, Qt::Key_Backtab, Qt::Key_Return, Qt::Key_Escape,
    Qt::Key_Space, Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_PageUp,
    Qt::Key_PageDown, Qt::Key_Home, Qt::Key_End, Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_F10,
    Qt::Key_Menu, Qt::Key_Alt, Qt::Key_Slash, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_5};

const std::array kWords{"cp_1", "stall", "1", "0", "-1", "2k", "64", "100us", "1e9", "max",
    "99999999999999999999", "10 apples", "%n%1%s", "<b>bold</b>", "../../etc/passwd", "/dev/null",
    "", "\xe2\x80\x8f\xd7\xa9", "\xf0\x9f\x92\xa5", "a\tb"};

QWindow* inFront(QWidget& window)
{
    QWindow* const focus = QGuiApplication::focusWindow();
    return focus != nullptr ? focus : window.windowHandle();
}

/// What a key writes.
QString textOf(const QKeyCombination& key)
{
    const bool writes = key.key() < Qt::Key_AsciiTilde
        && (key.keyboardModifiers() & ~Qt::ShiftModifier) == Qt::NoModifier;
    return writes ? QString(QChar(key.key())).toLower() : QString();
}

/// Not QTest::keyClick(): it goes on with a window that the first half of the click has closed.
void press(QWidget& window, const QKeyCombination& key)
{
    const QPointer<QWindow> at = inFront(window);
    for (const QEvent::Type half : {QEvent::KeyPress, QEvent::KeyRelease}) {
        if (at) {
            qt_handleKeyEvent(at, half, key.key(), key.keyboardModifiers(), textOf(key));
        }
    }
}

}  // namespace

RandomKeys::RandomKeys(QWidget& window, Dice& dice)
    : m_window(window)
    , m_dice(dice)
{
}

Deed RandomKeys::press()
{
    std::vector<QKeyCombination> keys(kPlainKeys.begin(), kPlainKeys.end());
    keys.emplace_back(static_cast<Qt::Key>(m_dice.between(Qt::Key_A, Qt::Key_Z)));
    for (const QAction* action : m_window.findChildren<QAction*>()) {
        for (const QKeySequence& sequence : action->shortcuts()) {
            keys.push_back(sequence[0]);
        }
    }
    const QKeyCombination key = m_dice.oneOf(keys);
    return {QStringLiteral("press ") + QKeySequence(key).toString(),
        [&window = m_window, key] { gui_test::press(window, key); }};
}

Deed RandomKeys::type()
{
    const QString text = QString::fromUtf8(m_dice.oneOf(kWords));
    const bool anew = m_dice.chance(70);
    const bool enter = m_dice.chance(60);
    return {
        QStringLiteral("type \"%1\"%2").arg(text, enter ? QStringLiteral(", Enter") : QString()),
        [&window = m_window, text, anew, enter] {
            if (auto* line = qobject_cast<QLineEdit*>(QApplication::focusWidget()); line && anew) {
                line->selectAll();
            }
            QWidget* const focus = QApplication::focusWidget();
            QKeyEvent words(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, text);
            QApplication::sendEvent(focus != nullptr ? focus : &window, &words);
            if (enter) {
                gui_test::press(window, Qt::Key_Return);
            }
        }};
}

Deed RandomKeys::command()
{
    std::map<QString, std::vector<QAction*>> named;
    for (QAction* action : m_window.findChildren<QAction*>()) {
        if (action->isEnabled() && action->isVisible() && !action->isSeparator()
            && action->menu() == nullptr) {
            named[action->objectName()].push_back(action);
        }
    }
    const auto& name = *std::next(named.begin(), m_dice.below(static_cast<int>(named.size())));
    QAction* const action = m_dice.oneOf(name.second);
    return {QStringLiteral("command \"%1\" %2").arg(action->objectName(), action->text()),
        [action = QPointer<QAction>(action)] {
            if (action) {
                action->trigger();
            }
        }};
}

}  // namespace gui_test
