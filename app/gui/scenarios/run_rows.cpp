// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/run_rows.h"

#include "gui/parts/list_table.h"
#include "gui/scenarios/shown_run.h"

#include <QDateTime>

#include <utility>

namespace gui {

namespace {

using monitor::run::KeptRun;

/// Of what has no verdict.
QString kindWord(KeptRun::Kind kind)
{
    switch (kind) {
    case KeptRun::Kind::Unfinished:
        return RunRows::tr("open");
    case KeptRun::Kind::Damaged:
        return RunRows::tr("damaged");
    case KeptRun::Kind::Foreign:
    case KeptRun::Kind::Whole:
        break;
    }
    return RunRows::tr("foreign");
}

QString tip(const KeptRun& run)
{
    const QString path = shownWords(run.folder.string());
    if (!run.summary) {
        return QStringLiteral("<p>%1: %2</p><p>%3</p>")
            .arg(kindWord(run.kind), shownWords(run.trouble).toHtmlEscaped(), path.toHtmlEscaped());
    }
    return QStringLiteral("<p><b>%1</b> %2 (%3). %4</p><p>%5</p>")
        .arg(verdictWord(run.summary->verdict), shownWords(run.summary->scenario).toHtmlEscaped(),
            shownWords(run.summary->backend).toHtmlEscaped(),
            shownWords(run.summary->reason).toHtmlEscaped(), path.toHtmlEscaped());
}

QString cell(const KeptRun& run, int column)
{
    if (column == RunRows::Scenario) {
        return shownWords(run.summary ? run.summary->scenario : run.scenario());
    }
    if (!run.summary) {
        return column == RunRows::When ? kindWord(run.kind) : QString();
    }
    switch (column) {
    case RunRows::When:
        return shortTime(run.summary->begun_unix_s);
    case RunRows::Seconds:
        return QString::number(run.summary->seconds, 'f', 1);
    case RunRows::Seed:
        return QString::number(run.summary->seed);
    default:
        return {};  // the verdict is a shape
    }
}

QVariant sortKey(const KeptRun& run, int column)
{
    switch (column) {
    case RunRows::Verdict:
        return run.summary ? static_cast<int>(*run.summary->verdict)
                           : 100 + static_cast<int>(run.kind);
    case RunRows::When:
        return QString::fromStdString(run.name());  // begins with the time
    case RunRows::Seconds:
        return run.summary ? run.summary->seconds : -1.0;
    case RunRows::Seed:
        return run.summary ? QVariant::fromValue<qulonglong>(run.summary->seed) : QVariant(-1);
    default:
        return cell(run, column);
    }
}

}  // namespace

void RunRows::setRuns(std::vector<KeptRun> runs)
{
    beginResetModel();
    m_runs = std::move(runs);
    endResetModel();
}

int RunRows::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunRows::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant RunRows::data(const QModelIndex& index, int role) const
{
    const KeptRun& shown = run(index.row());
    const ShownState state = shown.summary
        ? shownState(shown.summary->verdict)
        : ShownState{widgets::StateShape::Unknown, widgets::Tone::Quiet};
    switch (role) {
    case Qt::DisplayRole:
        return cell(shown, index.column());
    case Qt::ToolTipRole:
        return tip(shown);
    case Qt::AccessibleTextRole:
        return index.column() != Verdict ? cell(shown, index.column())
            : shown.summary              ? verdictWord(shown.summary->verdict)
                                         : kindWord(shown.kind);
    case Qt::TextAlignmentRole:
        return static_cast<int>(
            (index.column() >= Seconds ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ShapeRole:
        return index.column() == Verdict ? QVariant(static_cast<int>(state.shape)) : QVariant();
    case ToneRole:
        return static_cast<int>(state.tone);
    case QuietRole:
        return !shown.summary || index.column() == When;
    case kSortRole:
        return sortKey(shown, index.column());
    default:
        return {};
    }
}

QVariant RunRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::ToolTipRole && section == Verdict) {
        return tr("Verdict");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Scenario:
        return tr("scenario");
    case When:
        return tr("when");
    case Seconds:
        return tr("s");
    case Seed:
        return tr("seed");
    default:
        return QString();
    }
}

}  // namespace gui
