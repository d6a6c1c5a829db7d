// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/screen_fit.h"

#include "widgets/type_scale.h"

#include <QEvent>
#include <QScreen>
#include <QTimer>
#include <QWidget>
#include <QWindow>

#include <algorithm>
#include <chrono>

namespace gui {

namespace {

constexpr double kTitleGuess = 32;
constexpr int kEdgeGuess = 4;
// After that it is not the window manager any more who moves the window.
constexpr std::chrono::seconds kSettles{2};

}  // namespace

QRect fitted(const QRect& inner, const QMargins& frame, const QRect& room)
{
    const QRect most = room.marginsRemoved(frame);
    QRect fit(inner.topLeft(), inner.size().boundedTo(most.size()));
    fit.moveLeft(std::clamp(fit.left(), most.left(), most.right() + 1 - fit.width()));
    fit.moveTop(std::clamp(fit.top(), most.top(), most.bottom() + 1 - fit.height()));
    return fit;
}

ScreenFit::ScreenFit(QWidget& window)
    : QObject(&window)
    , m_window(window)
{
    fit({kEdgeGuess, widgets::scaledPx(window.font(), kTitleGuess), kEdgeGuess, kEdgeGuess});
    window.installEventFilter(this);
}

bool ScreenFit::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Show:
        QTimer::singleShot(kSettles, this, &QObject::deleteLater);
        break;
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::WindowActivate:
        if (const QWindow* shown = m_window.windowHandle();
            shown != nullptr && !shown->frameMargins().isNull()) {
            fit(shown->frameMargins());
            m_window.removeEventFilter(this);
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void ScreenFit::fit(const QMargins& frame)
{
    const bool isGiven = m_window.windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen);
    if (isGiven || m_window.screen() == nullptr) {
        return;
    }
    const QRect inner = m_window.geometry();
    const QRect fit = fitted(inner, frame, m_window.screen()->availableGeometry());
    if (fit.size() != inner.size()) {
        m_window.resize(fit.size());
    }
    // Where a new window goes is for the window manager to say.
    const bool hasPlace = m_window.isVisible() || m_window.testAttribute(Qt::WA_Moved);
    if (hasPlace && fit.topLeft() != inner.topLeft()) {
        m_window.move(fit.topLeft() - QPoint(frame.left(), frame.top()));
    }
}

}  // namespace gui
