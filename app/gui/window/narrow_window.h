// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <vector>

class QMainWindow;
class QToolButton;

namespace gui {

class Actions;
class RigDesk;

/// A window with little room gives what there is to the plots and the sentence: the panes that act
/// become a strip of buttons, and buttons whose sign says it all go without their words.
class NarrowWindow : public QObject {
    Q_OBJECT
public:
    static constexpr double kWidth = 1280;  ///< below it, for a font of 13 px

    /// All of them outlive it; the window has its tool bar already.
    NarrowWindow(QMainWindow& window, const Actions& actions, RigDesk& desk);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();

    QMainWindow& m_window;
    RigDesk& m_desk;
    std::vector<QToolButton*> m_signs;  ///< that are known without words
};

}  // namespace gui
