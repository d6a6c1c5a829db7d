// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/clicked_scenario.h"

#include "gui/rig/our_rig.h"
#include "gui/scenarios/shown_run.h"

#include "monitor/new_file.h"

#include "rig/scenario/recorded_scenario.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QRegularExpression>

namespace gui {

namespace {

using rig::scenario::RecordedFault;

/// A scenario's, out of a file's.
std::string nameFor(const QString& file)
{
    constexpr int kLong = 48;
    const QString name
        = QFileInfo(file)
              .completeBaseName()
              .toLower()
              .replace(QRegularExpression(QStringLiteral("[^a-z0-9]+")), QStringLiteral("-"))
              .left(kLong);
    return name.isEmpty() ? "clicked" : name.toStdString();
}

std::vector<RecordedFault> clicks(const rig::LiveStatus& status)
{
    std::vector<RecordedFault> all;
    for (const rig::LiveFault& each : status.faults) {
        if (!each.seen.requested) {
            continue;
        }
        RecordedFault fault{*each.seen.requested, each.fault};
        // What was healed by hand lasted until then.
        const bool byHand = !fault.fault.duration && each.seen.proven && each.seen.heal_requested
            && *each.seen.heal_requested > *each.seen.proven;
        if (byHand && shape_of(fault.fault.kind).duration != rig::ParameterUse::None) {
            fault.fault.duration = *each.seen.heal_requested - *each.seen.proven;
        }
        all.push_back(std::move(fault));
    }
    return all;
}

tl::expected<void, std::string> write(const std::string& path, const std::string& text)
{
    auto file = monitor::NewFile::create(path, monitor::NewFile::IfThere::Replace);
    if (!file) {
        return tl::unexpected(file.error());
    }
    file->write(text);
    return file->commit();
}

}  // namespace

ClickedScenario::ClickedScenario(OurRig& rig, QAction& action, QWidget& window, QObject* parent)
    : QObject(parent)
    , m_rig(rig)
    , m_action(action)
    , m_window(window)
{
    connect(&action, &QAction::triggered, this, &ClickedScenario::choosePlace);
    connect(&rig, &OurRig::changed, this, &ClickedScenario::updateAction);
    connect(&rig, &OurRig::stageChanged, this, &ClickedScenario::updateAction);
}

void ClickedScenario::updateAction()
{
    m_action.setEnabled(m_rig.status() && !m_rig.status()->faults.empty());
}

void ClickedScenario::choosePlace()
{
    auto* dialog = new QFileDialog(&m_window, tr("Save what was clicked"),
        QStringLiteral("clicked.json"), tr("Scenarios (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, &ClickedScenario::saveTo);
    dialog->open();
}

void ClickedScenario::saveTo(const QString& file)
{
    if (!m_rig.status()) {
        return;
    }
    const rig::LiveStatus& status = *m_rig.status();
    m_errand.send([this, file,
                      text = rig::scenario::recorded_scenario(
                          nameFor(file), status.topology, clicks(status))] {
        return [this, file, written = write(file.toStdString(), text)] {
            if (written) {
                Q_EMIT saved(file);
            } else {
                Q_EMIT failed(shownWords(written.error()));
            }
        };
    });
}

}  // namespace gui
