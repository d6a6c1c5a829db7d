// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_commands.h"

#include "gui/commands/actions.h"
#include "gui/recordings/recorded_view.h"
#include "gui/rings/selection.h"
#include "gui/rings/workbench.h"
#include "gui/window/ring_page.h"

#include "rig/worker_arguments.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

namespace gui {

RingCommands::RingCommands(Parts parts, monitor::Duration window, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_window(window)
{
    connectView();
    connectRing();
}

void RingCommands::connectView()
{
    const Actions& actions = m_parts.actions;
    RingPage* page = &m_parts.page;
    connect(actions.freeze, &QAction::triggered, page,
        [page](bool frozen) { page->setFollow(!frozen); });
    connect(actions.newest, &QAction::triggered, page, [page] { page->setFollow(true); });
    connect(actions.oldest, &QAction::triggered, page, &RingPage::showOldest);
    connect(actions.resetView, &QAction::triggered, this, &RingCommands::resetView);
}

void RingCommands::connectRing()
{
    const Actions& actions = m_parts.actions;
    Workbench* workbench = &m_parts.workbench;
    connect(actions.copyDiagnosis, &QAction::triggered, this, &RingCommands::copyDiagnosis);
    connect(actions.copyRing, &QAction::triggered, this, &RingCommands::copyCommand);
    connect(actions.resetPeaks, &QAction::triggered, workbench,
        [workbench] { workbench->current()->resetPeaks(); });
    connect(actions.clearHistory, &QAction::triggered, this, &RingCommands::clearHistory);
    connect(actions.detach, &QAction::triggered, workbench,
        [workbench] { workbench->detach(workbench->current()); });
}

void RingCommands::resetView()
{
    m_parts.page.resetView(monitor::to_seconds(m_window));
    m_parts.selection.clear();
}

void RingCommands::copyDiagnosis()
{
    const RingSession* session = m_parts.workbench.current();
    if (session != nullptr && session->reading()) {
        QGuiApplication::clipboard()->setText(
            QString::fromStdString(session->reading()->diagnosis.sentence()));
    }
}

void RingCommands::copyCommand()
{
    const RingSession* session = m_parts.workbench.current();
    if (session == nullptr) {
        return;
    }
    const std::vector<std::string> arguments = session->recorded() != nullptr
        ? std::vector<std::string>{session->recorded()->file.toStdString()}
        : std::vector<std::string>{"--attach", session->ring()};
    QGuiApplication::clipboard()->setText(
        QString::fromStdString(rig::shell_line("ringscope", arguments)));
}

void RingCommands::clearHistory()
{
    if (RingSession* session = m_parts.workbench.current()) {
        m_parts.workbench.clearHistory(*session);
    }
}

}  // namespace gui
