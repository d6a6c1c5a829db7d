// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/commands/cheat_sheet.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>

#include <array>

namespace gui {

namespace {

struct Key {
    const char* keys;
    const char* does;
};

constexpr std::array kKeys{
    Key{"Ctrl+D", QT_TRANSLATE_NOOP("CheatSheet", "Start or stop the demo")},
    Key{"Ctrl+T", QT_TRANSLATE_NOOP("CheatSheet", "Attach to a ring by its name")},
    Key{"Ctrl+O", QT_TRANSLATE_NOOP("CheatSheet", "Open a recording")},
    Key{"Ctrl+S   Ctrl+R",
        QT_TRANSLATE_NOOP("CheatSheet", "Save the last 5 minutes; record from now on")},
    Key{"Ctrl+Shift+S", QT_TRANSLATE_NOOP("CheatSheet", "Export a snapshot as JSON")},
    Key{"Ctrl+Alt+C", QT_TRANSLATE_NOOP("CheatSheet", "Copy a picture of the plots")},
    Key{"P   [   ]", QT_TRANSLATE_NOOP("CheatSheet", "Play a recording, or stand; slower, faster")},
    Key{",   .   Ctrl+Home   Ctrl+End",
        QT_TRANSLATE_NOOP("CheatSheet", "Step in a recording; to its begin, to its end")},
    Key{"Ctrl+W", QT_TRANSLATE_NOOP("CheatSheet", "Detach: watch this ring no more")},
    Key{"Space", QT_TRANSLATE_NOOP("CheatSheet", "Freeze the view, or follow; sampling goes on")},
    Key{"End   Home", QT_TRANSLATE_NOOP("CheatSheet", "Newest, oldest data")},
    Key{"←   →", QT_TRANSLATE_NOOP("CheatSheet", "Move the view, when the plots have the focus")},
    Key{"+   −",
        QT_TRANSLATE_NOOP("CheatSheet", "Less or more time; so does the wheel, and a drag")},
    Key{"Ctrl+Z   Ctrl+Shift+Z", QT_TRANSLATE_NOOP("CheatSheet", "Undo and redo of the view")},
    Key{"A   B",
        QT_TRANSLATE_NOOP("CheatSheet", "Measure between two times: at the crosshair, or now")},
    Key{"N", QT_TRANSLATE_NOOP("CheatSheet", "Write a note at the crosshair, or now")},
    Key{"L", QT_TRANSLATE_NOOP("CheatSheet", "Logarithmic axis of the strip under the mouse")},
    Key{"↑   ↓", QT_TRANSLATE_NOOP("CheatSheet", "Another strip, when the plots have the focus")},
    Key{"T", QT_TRANSLATE_NOOP("CheatSheet", "Next strip, where several share a pane")},
    Key{"1 … 9", QT_TRANSLATE_NOOP("CheatSheet", "Select a consumer; with Shift show it alone")},
    Key{"Alt+1 … 5",
        QT_TRANSLATE_NOOP("CheatSheet", "Consumers, events, problems, output, memory")},
    Key{"Ctrl+N", QT_TRANSLATE_NOOP("CheatSheet", "New rig")},
    Key{"F5   Shift+F5",
        QT_TRANSLATE_NOOP("CheatSheet", "Start whoever does not run, stop the rig")},
    Key{"S   K", QT_TRANSLATE_NOOP("CheatSheet", "Stall or kill the selected consumer of our rig")},
    Key{"Ctrl+Shift+H", QT_TRANSLATE_NOOP("CheatSheet", "Heal all")},
    Key{"Ctrl+1   Ctrl+2",
        QT_TRANSLATE_NOOP("CheatSheet", "Only look, or also the rig and its faults")},
    Key{"F8   Shift+F8", QT_TRANSLATE_NOOP("CheatSheet", "Go to the next, the previous problem")},
    Key{"Ctrl+F   /", QT_TRANSLATE_NOOP("CheatSheet", "Filter the rings, or the events")},
    Key{"Enter",
        QT_TRANSLATE_NOOP("CheatSheet", "Attach to the ring, go to the time of the event")},
    Key{"Del", QT_TRANSLATE_NOOP("CheatSheet", "Dismiss a ring that is gone")},
    Key{"Ctrl+C", QT_TRANSLATE_NOOP("CheatSheet", "Copy the row of a table")},
    Key{"Ctrl+Shift+C", QT_TRANSLATE_NOOP("CheatSheet", "Copy the diagnosis")},
    Key{"Esc",
        QT_TRANSLATE_NOOP("CheatSheet", "Clear markers and selection, reset the zoom, follow")},
    Key{"Ctrl+L",
        QT_TRANSLATE_NOOP("CheatSheet", "Clear history: forget what was recorded of this ring")},
    Key{"Ctrl+3", QT_TRANSLATE_NOOP("CheatSheet", "Show the scenarios, or hide them")},
    Key{"Ctrl+Shift+O", QT_TRANSLATE_NOOP("CheatSheet", "Open a scenario file")},
    Key{"Ctrl+Enter   Ctrl+.",
        QT_TRANSLATE_NOOP("CheatSheet", "Run the selected scenario, abort the run")},
    Key{"F11", QT_TRANSLATE_NOOP("CheatSheet", "Full screen")},
    Key{"Ctrl+K", QT_TRANSLATE_NOOP("CheatSheet", "Find a command, a ring or a consumer by name")},
    Key{"F1   ?", QT_TRANSLATE_NOOP("CheatSheet", "This sheet")},
    Key{"Ctrl+Q", QT_TRANSLATE_NOOP("CheatSheet", "Quit")},
};

}  // namespace

CheatSheet::CheatSheet(QWidget* parent)
    : QWidget(parent, Qt::Tool)
{
    setObjectName(QStringLiteral("cheatSheet"));
    setWindowTitle(tr("Keys"));
    auto* grid = new QGridLayout(this);
    grid->setHorizontalSpacing(fontMetrics().height());
    int row = 0;
    for (const Key& key : kKeys) {
        auto* keys = new QLabel(QString::fromUtf8(key.keys), this);
        QFont bold = keys->font();
        bold.setWeight(QFont::DemiBold);
        keys->setFont(bold);
        grid->addWidget(keys, row, 0);
        grid->addWidget(new QLabel(tr(key.does), this), row++, 1);
    }
}

/// Closes with the key that opened it. The window's own commands for these keys must not run
/// meanwhile: it shares its shortcuts with its tools.
bool CheatSheet::event(QEvent* event)
{
    const auto closes = [](int key) {
        return key == Qt::Key_Escape || key == Qt::Key_F1 || key == Qt::Key_Question;
    };
    if (event->type() == QEvent::ShortcutOverride
        && closes(static_cast<QKeyEvent*>(event)->key())) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress && closes(static_cast<QKeyEvent*>(event)->key())) {
        close();
        return true;
    }
    return QWidget::event(event);
}

}  // namespace gui
