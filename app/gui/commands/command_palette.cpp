// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/commands/command_palette.h"

#include "gui/commands/actions.h"
#include "gui/commands/command_delegate.h"
#include "gui/commands/window_commands.h"
#include "gui/window/main_window.h"

#include "widgets/type_scale.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace gui {

namespace {

constexpr double kWidth = 620;
constexpr double kMargin = 8;
constexpr int kRows = 13;  // all of them whole
constexpr int kPage = 10;  // rows

}  // namespace

CommandPalette::CommandPalette(MainWindow& window, const Actions& actions)
    : QFrame(&window)
    , m_window(window)
    , m_words(new QLineEdit(this))
    , m_list(new QListView(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Commands"));
    setFrameShape(QFrame::Box);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    m_words->setObjectName(QStringLiteral("commandWords"));
    m_words->setAccessibleName(tr("Words of a command, a scenario, a ring or a consumer"));
    m_words->setPlaceholderText(tr("Words of a command, a scenario, a ring or a consumer"));
    m_words->setTextMargins(widgets::scaledPx(font(), 4), 0, 0, 0);
    m_list->setObjectName(QStringLiteral("commandList"));
    m_list->setAccessibleName(tr("Commands that are meant"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setModel(&m_commands);
    const int margin = widgets::scaledPx(font(), kMargin);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(margin);
    column->addWidget(m_words);
    column->addWidget(m_list, 1);
    hide();
    m_words->installEventFilter(this);
    window.installEventFilter(this);
    connect(actions.palette, &QAction::triggered, this, &CommandPalette::toggle);
    connect(m_words, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    connect(qApp, &QApplication::focusChanged, this, &CommandPalette::leaveWith);
}

void CommandPalette::toggle()
{
    if (isVisible()) {
        close(true);
    } else {
        open();
    }
}

void CommandPalette::open()
{
    m_before = QApplication::focusWidget();
    std::vector<Command> commands = windowCommands(m_window);
    m_commands.setCommands(std::move(commands));
    m_words->clear();
    search({});
    place();
    show();
    raise();
    m_words->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::close(bool back)
{
    hide();
    if (back && m_before) {
        m_before->setFocus(Qt::PopupFocusReason);
    }
}

/// Below the menus, in the middle.
void CommandPalette::place()
{
    const int margin = widgets::scaledPx(font(), kMargin);
    const int top = m_window.menuBar()->geometry().bottom() + 1;
    const int row = std::max(1, m_list->sizeHintForRow(0));
    const int around = 3 * margin + m_words->sizeHint().height() + 2 * frameWidth();
    const int rows = std::min(kRows, (m_window.height() - top - margin - around) / row);
    const QSize size(std::min(widgets::scaledPx(font(), kWidth), m_window.width() - 2 * margin),
        around + rows * row);
    setGeometry((m_window.width() - size.width()) / 2, top, size.width(), size.height());
}

void CommandPalette::search(const QString& words)
{
    m_commands.setWords(words);
    m_list->setCurrentIndex(m_commands.firstEnabled());
    m_list->scrollToTop();
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid() || !m_commands.command(index).enabled) {
        return;
    }
    // It may open something that takes the focus, or act on what has it.
    const std::function<void()> run = m_commands.command(index).run;
    close(true);
    run();
}

void CommandPalette::leaveWith(QWidget* /*old*/, QWidget* now)
{
    if (isVisible() && now != nullptr && now != this && !isAncestorOf(now)) {
        close(false);
    }
}

/// Over those that cannot be chosen.
void CommandPalette::step(int rows)
{
    const int direction = rows > 0 ? 1 : -1;
    int row = std::clamp(
        m_list->currentIndex().row() + rows, 0, std::max(0, m_commands.rowCount() - 1));
    while (row >= 0 && row < m_commands.rowCount()
        && !m_commands.command(m_commands.index(row)).enabled) {
        row += direction;
    }
    if (row >= 0 && row < m_commands.rowCount()) {
        m_list->setCurrentIndex(m_commands.index(row));
    }
}

bool CommandPalette::obeyKey(int key)
{
    switch (key) {
    case Qt::Key_Escape:
        close(true);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Tab:
        step(1);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        step(-1);
        return true;
    case Qt::Key_PageDown:
        step(kPage);
        return true;
    case Qt::Key_PageUp:
        step(-kPage);
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_words && event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->modifiers() == Qt::NoModifier) {
        event->accept();  // keys of the window do not run meanwhile
        return true;
    }
    if (watched == m_words && event->type() == QEvent::KeyPress) {
        return obeyKey(static_cast<QKeyEvent*>(event)->key());
    }
    if (watched == &m_window && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace gui
