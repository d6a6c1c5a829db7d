// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workspaces/workspaces.h"

#include "gui/rings/ring_name.h"
#include "gui/start/recent_files.h"
#include "gui/window/main_window.h"
#include "gui/window/ring_page.h"
#include "gui/window/work_panes.h"

#include "widgets/consumer_table_view.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QFileDialog>

namespace gui {

namespace {

/// Only what may be there when the window is opened again.
bool isKept(const RingSession& session)
{
    return session.recorded() == nullptr && !session.isOfRig();
}

/// A chooser that holds nothing up: the window goes on beside it.
QFileDialog* makeChooser(MainWindow& window, const QString& title)
{
    auto* chooser = new QFileDialog(&window, title);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setModal(false);
    chooser->setNameFilter(Workspaces::tr("Workspaces (*.json)"));
    chooser->setDefaultSuffix(QStringLiteral("json"));
    return chooser;
}

}  // namespace

Workspaces::Workspaces(WorkspaceParts parts)
    : QObject(&parts.window)
    , m_parts(parts)
{
    connect(parts.actions.openWorkspace, &QAction::triggered, this, &Workspaces::askWhatToOpen);
    connect(&parts.recent, &RecentFiles::workspaceChosen, this, &Workspaces::open);
    connect(parts.actions.saveWorkspace, &QAction::triggered, this, &Workspaces::askWhereToSave);
}

Workspace Workspaces::now() const
{
    Workspace workspace;
    for (const RingSession* session : m_parts.window.workbench().sessions()) {
        if (isKept(*session)) {
            workspace.rings.append(QString::fromStdString(session->ring()));
        }
    }
    const RingSession* current = m_parts.window.workbench().current();
    if (current != nullptr && isKept(*current)) {
        workspace.ring = QString::fromStdString(current->ring());
        workspace.consumer = QString::fromStdString(current->chosenConsumer());
    }
    workspace.windowSeconds = m_parts.page.windowSeconds();
    if (const QAction* scheme = m_parts.actions.schemes->checkedAction()) {
        workspace.scheme = static_cast<widgets::Scheme>(scheme->data().toInt());
    }
    workspace.layout = m_parts.panes.layout();
    workspace.hiddenColumns = m_parts.panes.table().hiddenColumns();
    workspace.axes = m_parts.page.plot().axisSettings();
    return workspace;
}

void Workspaces::apply(const Workspace& workspace)
{
    if (workspace.scheme) {
        widgets::applyTheme(*workspace.scheme);
        m_parts.actions.showScheme(*workspace.scheme);
    }
    if (!workspace.layout.isEmpty()) {
        m_parts.panes.setLayout(workspace.layout);
    }
    if (workspace.hiddenColumns) {
        m_parts.panes.table().setHiddenColumns(*workspace.hiddenColumns);
    }
    if (workspace.axes) {
        m_parts.page.plot().setAxisSettings(*workspace.axes);
    }
    for (const QString& ring : workspace.rings) {
        m_parts.window.attach(ring);
    }
    Workbench& workbench = m_parts.window.workbench();
    if (RingSession* session = workbench.find(ringName(workspace.ring))) {
        workbench.setCurrent(session);
        if (!workspace.consumer.isEmpty()) {
            session->selectConsumer(workspace.consumer.toStdString());
        }
    }
    if (workspace.windowSeconds) {
        m_parts.page.setWindowSeconds(*workspace.windowSeconds);
    }
}

void Workspaces::open(const QString& file)
{
    m_errand.send(
        [this, file] { return [this, file, read = readWorkspace(file)] { show(file, read); }; });
}

void Workspaces::show(const QString& file, const std::variant<Workspace, WorkspaceProblems>& read)
{
    if (const auto* workspace = std::get_if<Workspace>(&read)) {
        apply(*workspace);
        m_parts.recent.add(file);
        return;
    }
    for (const QString& problem : std::get<WorkspaceProblems>(read)) {
        m_parts.window.say(widgets::Tone::Error, problem);
    }
}

void Workspaces::save(const QString& file)
{
    m_errand.send([this, file, workspace = now()] {
        return [this, file, problem = writeWorkspace(workspace, file)] {
            m_parts.window.say(problem ? widgets::Tone::Error : widgets::Tone::Info,
                problem.value_or(tr("The workspace is in %1.").arg(file)));
            if (!problem) {
                m_parts.recent.add(file);
            }
        };
    });
}

void Workspaces::askWhatToOpen()
{
    QFileDialog* chooser = makeChooser(m_parts.window, tr("Open a workspace"));
    chooser->setFileMode(QFileDialog::ExistingFile);
    connect(chooser, &QFileDialog::fileSelected, this, &Workspaces::open);
    chooser->show();
}

void Workspaces::askWhereToSave()
{
    QFileDialog* chooser = makeChooser(m_parts.window, tr("Save the workspace"));
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    connect(chooser, &QFileDialog::fileSelected, this, &Workspaces::save);
    chooser->show();
}

}  // namespace gui
