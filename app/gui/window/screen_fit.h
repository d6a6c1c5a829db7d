// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMargins>
#include <QObject>
#include <QRect>

class QWidget;

namespace gui {

/// As much of a window as there is room for beside its frame, where all of it is seen.
/// @param inner the window without its frame
/// @param room what the screen has for windows and their frames
[[nodiscard]] QRect fitted(const QRect& inner, const QMargins& frame, const QRect& room);

/// Keeps a window on its screen until it is shown and has its frame; then it is the user's. How
/// wide a frame is one knows when there is one: until then that is estimated.
class ScreenFit : public QObject {
    Q_OBJECT
public:
    /// The window has the place that is wished for, and is not shown yet.
    explicit ScreenFit(QWidget& window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit(const QMargins& frame);

    QWidget& m_window;
};

}  // namespace gui
