// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/commands/command_list.h"

#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListView;

namespace gui {

class Actions;
class MainWindow;

/// Finds a command by what is typed and runs it. A frame on the window, not a dialog: what goes on
/// beside it goes on. It goes with Esc, and when something else is clicked.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    CommandPalette(MainWindow& window, const Actions& actions);

    [[nodiscard]] QListView& list() const { return *m_list; }

public Q_SLOTS:
    /// Opens it, or closes it.
    void toggle();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private Q_SLOTS:
    void search(const QString& words);
    void runCurrent();
    void leaveWith(QWidget* old, QWidget* now);

private:
    void open();
    /// @param back the focus returns to where it was
    void close(bool back);
    void place();
    [[nodiscard]] bool obeyKey(int key);
    void step(int rows);

    MainWindow& m_window;
    CommandList m_commands;
    QLineEdit* m_words;
    QListView* m_list;
    QPointer<QWidget> m_before;  ///< had the focus
};

}  // namespace gui
