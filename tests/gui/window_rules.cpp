// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_rules.h"

#include "gui/qt_warnings.h"

#include "gui/rig/faults_pane.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/selection.h"
#include "gui/window/main_window.h"

#include <QAction>
#include <QApplication>
#include <QFileDialog>

#include <algorithm>

namespace gui_test {

namespace {

/// The ring, the consumer and the moment that are looked at exist.
void checkSelection(gui::MainWindow& window, QStringList& broken)
{
    gui::Workbench& workbench = window.workbench();
    const auto sessions = workbench.sessions();
    const gui::RingSession* current = workbench.current();
    if (current == nullptr) {
        if (!sessions.empty()) {
            broken.append(QStringLiteral("rings are attached, and none is looked at"));
        }
        return;
    }
    if (std::find(sessions.begin(), sessions.end(), current) == sessions.end()) {
        broken.append(QStringLiteral("a ring is looked at that is not attached"));
        return;
    }
    const std::string consumer = current->selectedConsumer();
    const auto seen = current->consumersSeen();
    if (!consumer.empty() && std::find(seen.begin(), seen.end(), consumer) == seen.end()) {
        broken.append(
            QStringLiteral("nobody was ever called %1").arg(QString::fromStdString(consumer)));
    }
    const auto& moment = window.findChild<gui::Selection*>()->moment();
    if (moment && !moment->ring.empty() && workbench.find(moment->ring) == nullptr) {
        broken.append(QStringLiteral("the moment of a ring that is not attached is selected"));
    }
}

void checkRig(gui::MainWindow& window, QStringList& broken)
{
    const std::string target = window.findChild<gui::FaultsPane*>()->target();
    const auto& status = window.rig().status();
    if (!target.empty() && (!status || status->find_worker(target) == nullptr)) {
        broken.append(QStringLiteral("the target is %1, which the rig does not have")
                          .arg(QString::fromStdString(target)));
    }
}

void checkShown(gui::MainWindow& window, QStringList& broken)
{
    const bool any = window.workbench().current() != nullptr;
    if (window.findChild<QWidget*>(QStringLiteral("startPage"))->isVisible() && any) {
        broken.append(QStringLiteral("the start page is shown beside a ring"));
    }
    if (window.findChild<QAction*>(QStringLiteral("detach"))->isEnabled() != any) {
        broken.append(QStringLiteral("the commands for a ring do not know whether there is one"));
    }
    const QWidget* modal = QApplication::activeModalWidget();
    if (modal != nullptr && qobject_cast<const QFileDialog*>(modal) == nullptr) {
        broken.append(QStringLiteral("a modal dialog: %1").arg(modal->windowTitle()));
    }
}

}  // namespace

QStringList brokenRules(gui::MainWindow& window)
{
    QStringList broken = takeQtWarnings();
    checkSelection(window, broken);
    checkRig(window, broken);
    checkShown(window, broken);
    return broken;
}

}  // namespace gui_test
