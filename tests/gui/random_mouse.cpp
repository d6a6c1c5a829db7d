// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/random_mouse.h"

#include "gui/mouse.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFileDialog>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QTabBar>
#include <QTest>
#include <QWindow>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

namespace gui_test {

namespace {

/// What lies inside a scroll area is named after it.
QByteArray kindOf(const QWidget& widget)
{
    QByteArray kind = widget.metaObject()->className();
    if (widget.parentWidget() != nullptr
        && widget.objectName() == QLatin1String("qt_scrollarea_viewport")) {
        kind.prepend(widget.parentWidget()->metaObject()->className()).append(" in it");
    }
    return kind;
}

bool isReachable(const QWidget& widget)
{
    return widget.isVisible() && !widget.visibleRegion().isEmpty()
        && widget.window()->windowHandle() != nullptr
        && qobject_cast<const QFileDialog*>(widget.window()) == nullptr;
}

/// Through the window system, as from a mouse: whoever is in front, grabs or pops up gets it.
void send(const QPointer<QWindow>& aimed, QTest::MouseAction action, Qt::MouseButton button,
    const QPoint& at)
{
    // A menu that was pressed may be gone: the button comes up somewhere else.
    const QPointer<QWindow> window = aimed || action != QTest::MouseRelease
        ? aimed
        : QPointer<QWindow>(QGuiApplication::focusWindow());
    if (window) {
        const QPoint edge(window->width() - 1, window->height() - 1);
        QTest::mouseEvent(
            action, window, button, {}, {std::min(at.x(), edge.x()), std::min(at.y(), edge.y())});
    }
}

/// One after the other, and each once the event loop, or that of a menu, has come back.
void queue(std::vector<std::function<void()>> acts)
{
    for (auto& act : acts) {
        QMetaObject::invokeMethod(qApp, std::move(act), Qt::QueuedConnection);
    }
}

/// The middle of one of the things that are shown in it.
std::optional<QPoint> pointOnItem(QWidget& widget, Dice& dice)
{
    QRect rect;
    if (const auto* view = qobject_cast<QAbstractItemView*>(widget.parentWidget());
        view != nullptr && view->viewport() == &widget && view->model() != nullptr) {
        const QAbstractItemModel& model = *view->model();
        QModelIndex index;
        while (model.rowCount(index) > 0 && (!index.isValid() || dice.chance(70))) {
            index = model.index(
                dice.below(model.rowCount(index)), dice.below(model.columnCount(index)), index);
            if (index.column() > 0) {
                break;
            }
        }
        rect = view->visualRect(index) & widget.rect();
    } else if (const auto* tabs = qobject_cast<QTabBar*>(&widget); tabs && tabs->count() > 0) {
        rect = tabs->tabRect(dice.below(tabs->count()));
    } else if (auto* menu = qobject_cast<QMenu*>(&widget); menu && !menu->isEmpty()) {
        rect = menu->actionGeometry(dice.oneOf(menu->actions()));
    } else if (auto* bar = qobject_cast<QMenuBar*>(&widget); bar && !bar->actions().isEmpty()) {
        rect = bar->actionGeometry(dice.oneOf(bar->actions()));
    }
    return rect.isEmpty() ? std::nullopt : std::optional(rect.center());
}

QString words(const char* verb, const QWidget& widget, const QPoint& at)
{
    return QStringLiteral("%1 %2 \"%3\" at %4,%5")
        .arg(QLatin1String(verb), QLatin1String(kindOf(widget)), widget.objectName())
        .arg(at.x())
        .arg(at.y());
}

}  // namespace

RandomMouse::RandomMouse(QWidget& window, Dice& dice)
    : m_window(window)
    , m_dice(dice)
{
}

QWidget& RandomMouse::anyWidget()
{
    QWidget* const popup = QApplication::activePopupWidget();
    QWidget& within = popup != nullptr && m_dice.chance(85) ? *popup : m_window;
    std::map<QByteArray, std::vector<QWidget*>> kinds{{kindOf(within), {&within}}};
    for (QWidget* widget : within.findChildren<QWidget*>()) {
        if (isReachable(*widget)) {
            kinds[kindOf(*widget)].push_back(widget);
        }
    }
    const auto& kind = *std::next(kinds.begin(), m_dice.below(static_cast<int>(kinds.size())));
    return *m_dice.oneOf(kind.second);
}

QPoint RandomMouse::pointIn(QWidget& widget)
{
    if (m_dice.chance(70)) {
        if (const auto point = pointOnItem(widget, m_dice)) {
            return *point;
        }
    }
    const QRect seen = widget.visibleRegion().boundingRect() & widget.rect();
    return seen.isEmpty()
        ? widget.rect().center()
        : seen.topLeft() + QPoint(m_dice.below(seen.width()), m_dice.below(seen.height()));
}

RandomMouse::Place RandomMouse::place()
{
    QWidget& widget = anyWidget();
    return {&widget, pointIn(widget)};
}

Deed RandomMouse::pressAt(const Place& place, Qt::MouseButton button, const char* verb)
{
    const QPointer<QWindow> window = place.widget->window()->windowHandle();
    const QPoint at = place.widget->mapTo(place.widget->window(), place.at);
    return {words(verb, *place.widget, place.at), [window, at, button] {
                queue({[=] { send(window, QTest::MouseMove, Qt::NoButton, at); },
                    [=] { send(window, QTest::MousePress, button, at); },
                    [=] { send(window, QTest::MouseRelease, button, at); }});
            }};
}

Deed RandomMouse::click()
{
    return pressAt(place(), Qt::LeftButton, "click");
}

Deed RandomMouse::rightClick()
{
    return pressAt(place(), m_dice.chance(90) ? Qt::RightButton : Qt::MiddleButton, "right-click");
}

Deed RandomMouse::doubleClick()
{
    const Place where = place();
    const QPointer<QWindow> window = where.widget->window()->windowHandle();
    const QPoint at = where.widget->mapTo(where.widget->window(), where.at);
    return {words("double-click", *where.widget, where.at),
        [window, at] { queue({[=] { send(window, QTest::MouseDClick, Qt::LeftButton, at); }}); }};
}

Deed RandomMouse::drag()
{
    const Place from = place();
    QWidget& top = *from.widget->window();
    const QPointer<QWindow> window = top.windowHandle();
    const QPoint begin = from.widget->mapTo(&top, from.at);
    const int far = m_dice.chance(50) ? 60 : 600;
    const QPoint end = begin + QPoint(m_dice.between(-far, far), m_dice.between(-far, far));
    const Qt::MouseButton button = m_dice.chance(80) ? Qt::LeftButton : Qt::RightButton;
    return {words("drag", *from.widget, from.at)
            + QStringLiteral(" by %1,%2").arg((end - begin).x()).arg((end - begin).y()),
        [=] {
            queue({[=] { send(window, QTest::MouseMove, Qt::NoButton, begin); },
                [=] { send(window, QTest::MousePress, button, begin); },
                [=] { send(window, QTest::MouseMove, Qt::NoButton, (begin + end) / 2); },
                [=] { send(window, QTest::MouseMove, Qt::NoButton, end); },
                [=] { send(window, QTest::MouseRelease, button, end); }});
        }};
}

Deed RandomMouse::turnWheel()
{
    const Place where = place();
    const int notches = m_dice.chance(50) ? m_dice.between(1, 5) : -m_dice.between(1, 5);
    return {words("turn the wheel over", *where.widget, where.at),
        [widget = QPointer<QWidget>(where.widget), at = where.at, notches] {
            if (widget && QApplication::activePopupWidget() == nullptr) {
                gui_test::turnWheel(*widget, at, notches);
            }
        }};
}

}  // namespace gui_test
