// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenario_rows.h"

#include "gui/scenarios/shown_run.h"

#include "rig/scenario/builtin.h"
#include "rig/scenario/parse.h"

#include <algorithm>
#include <cmath>

namespace gui {

ScenarioRows::ScenarioRows(QObject* parent)
    : QAbstractListModel(parent)
{
    for (const auto& each : rig::scenario::builtin_scenarios()) {
        const auto scenario = rig::scenario::parse_scenario(each.text);
        m_rows.push_back({std::string(each.name), std::string(each.name),
            scenario ? shownWords(scenario->why) : QString(), {}, {}});
    }
}

QModelIndex ScenarioRows::indexOf(const std::string& named) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
        [&named](const ScenarioRow& row) { return row.named == named; });
    return found == m_rows.end() ? QModelIndex() : index(static_cast<int>(found - m_rows.begin()));
}

std::string ScenarioRows::find(const std::string& name) const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [&name](const ScenarioRow& row) { return row.name == name; });
    return found == m_rows.end() ? std::string() : found->named;
}

void ScenarioRows::add(const std::string& named, const rig::scenario::Scenario& scenario)
{
    if (const QModelIndex known = indexOf(named); known.isValid()) {
        ScenarioRow& row = m_rows[static_cast<std::size_t>(known.row())];
        row.name = scenario.name;
        row.why = shownWords(scenario.why);
        Q_EMIT dataChanged(known, known);
        return;
    }
    beginInsertRows({}, 0, 0);
    m_rows.insert(m_rows.begin(), {named, scenario.name, shownWords(scenario.why), {}, {}});
    endInsertRows();
}

void ScenarioRows::setRuns(const monitor::run::KeptRuns& kept)
{
    for (ScenarioRow& row : m_rows) {
        // The newest stands first.
        const auto last = std::find_if(
            kept.runs.begin(), kept.runs.end(), [&row](const monitor::run::KeptRun& run) {
                return run.summary && run.summary->scenario == row.name;
            });
        if (last != kept.runs.end()) {
            const monitor::run::RunSummary& summary = *last->summary;
            row.verdict = summary.verdict;
            row.when = QStringLiteral("%1, %2").arg(
                shortTime(summary.begun_unix_s + std::llround(summary.seconds)),
                tenths(summary.seconds));
        }
    }
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void ScenarioRows::setRunning(const std::string& named)
{
    for (ScenarioRow& row : m_rows) {
        const bool runs = row.named == named;
        const bool waits = !runs && !named.empty();
        if (row.runs != runs || row.waits != waits) {
            row.runs = runs;
            row.waits = waits;
            const QModelIndex changed = index(static_cast<int>(&row - m_rows.data()));
            Q_EMIT dataChanged(changed, changed);
        }
    }
}

int ScenarioRows::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ScenarioRows::data(const QModelIndex& index, int role) const
{
    const ScenarioRow& shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shownWords(shown.name);
    case Qt::ToolTipRole:
        return QStringLiteral("<p><b>%1</b></p><p>%2</p>")
            .arg(shownWords(shown.name).toHtmlEscaped(), shown.why.toHtmlEscaped());
    case Qt::AccessibleTextRole:
        return shown.verdict
            ? tr("%1, %2 at %3. %4")
                  .arg(shownWords(shown.name), verdictWord(shown.verdict), shown.when, shown.why)
            : tr("%1, never run. %2").arg(shownWords(shown.name), shown.why);
    case kRowRole:
        return QVariant::fromValue(&shown);
    default:
        return {};
    }
}

}  // namespace gui
