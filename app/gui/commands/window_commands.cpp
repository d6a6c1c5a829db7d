// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/commands/window_commands.h"

#include "gui/commands/actions.h"
#include "gui/rings/ring_name.h"
#include "gui/scenarios/scenarios.h"
#include "gui/scenarios/shown_run.h"
#include "gui/window/main_window.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>

namespace gui {

namespace {

// A directory may hold ten thousand of them; who types a name finds the others in the list.
constexpr std::size_t kRingsMax = 500;

QString tr(const char* text)
{
    return QCoreApplication::translate("WindowCommands", text);
}

void addMenu(const QMenu& menu, const QString& place, std::vector<Command>& commands)
{
    for (QAction* action : menu.actions()) {
        if (action->isSeparator() || !action->isVisible()) {
            continue;
        }
        const QString text = withoutMnemonic(action->text());
        if (const QMenu* inner = action->menu()) {
            addMenu(*inner, QStringLiteral("%1 ▸ %2").arg(place, text), commands);
        } else {
            commands.push_back({text, place, action->shortcut().toString(QKeySequence::NativeText),
                action->isEnabled(), action->isCheckable() && action->isChecked(),
                [action = QPointer<QAction>(action)] {
                    if (action) {
                        action->trigger();
                    }
                }});
        }
    }
}

void addRings(MainWindow& window, std::vector<Command>& commands)
{
    Workbench& workbench = window.workbench();
    const auto add = [&](const QString& words, const std::string& ring, bool enabled) {
        commands.push_back({words.arg(shownText(ring)), tr("Rings"), {}, enabled, false,
            [&window, ring] { window.attach(QString::fromStdString(ring)); }});
    };
    for (const RingSession* session : workbench.sessions()) {
        add(tr("Look at %1"), session->ring(), session != workbench.current());
    }
    std::size_t count = 0;
    for (const monitor::RingListing& listing : workbench.lookout().rings()) {
        if (workbench.find(listing.ring) == nullptr && count++ < kRingsMax) {
            add(tr("Attach %1"), listing.ring, listing.attachable());
        }
    }
}

/// Those that have no number key, and so are in no menu.
void addConsumers(MainWindow& window, std::vector<Command>& commands)
{
    const RingSession* current = window.workbench().current();
    const auto consumers
        = current != nullptr ? current->consumersSeen() : std::vector<std::string>{};
    for (std::size_t i = Actions::kNumberKeys; i < consumers.size(); ++i) {
        commands.push_back({tr("Select %1").arg(shownText(consumers[i])), tr("Ring"), {}, true,
            false, [&window, consumer = consumers[i]] {
                if (RingSession* session = window.workbench().current()) {
                    session->selectConsumer(consumer);
                }
            }});
    }
}

void addScenarios(MainWindow& window, std::vector<Command>& commands)
{
    Scenarios& scenarios = window.scenarios();
    const bool free = !scenarios.runner().isRunning();
    for (int number = 0; number < scenarios.rows().rowCount(); ++number) {
        const ScenarioRow& row = scenarios.rows().row(number);
        commands.push_back({tr("Run scenario %1").arg(shownWords(row.name)), tr("Scenario"), {},
            free, false, [&scenarios, named = row.named] { scenarios.run(named); }});
    }
}

}  // namespace

QString withoutMnemonic(const QString& text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == QLatin1Char('&') && i + 1 < text.size()) {
            ++i;  // the letter, or the second of two
        }
        plain += text[i];
    }
    return plain;
}

std::vector<Command> menuCommands(const QMenuBar& menus)
{
    std::vector<Command> commands;
    for (const QAction* action : menus.actions()) {
        if (const QMenu* menu = action->menu()) {
            addMenu(*menu, withoutMnemonic(action->text()), commands);
        }
    }
    return commands;
}

std::vector<Command> windowCommands(MainWindow& window)
{
    std::vector<Command> commands = menuCommands(*window.menuBar());
    addConsumers(window, commands);
    addScenarios(window, commands);
    addRings(window, commands);
    return commands;
}

}  // namespace gui
