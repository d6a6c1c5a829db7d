// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/shown_run.h"

#include "widgets/units.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace gui {

namespace {

using monitor::run::RunSummary;
using rig::Verdict;
using rig::scenario::LineStatus;
using widgets::StateShape;
using widgets::Tone;

QString tr(const char* text)
{
    return QCoreApplication::translate("ShownRun", text);
}

ShownLine::Mark markOf(LineStatus status, const std::optional<Verdict>& verdict)
{
    switch (status) {
    case LineStatus::Open:
        return verdict ? ShownLine::Mark::Dash : ShownLine::Mark::Open;
    case LineStatus::Passed:
        return ShownLine::Mark::Tick;
    case LineStatus::Failed:
        return ShownLine::Mark::Cross;
    case LineStatus::NotJudged:
        // What made a run inconclusive is asked about; elsewhere it is only missing.
        return verdict == Verdict::Inconclusive ? ShownLine::Mark::Question : ShownLine::Mark::Dash;
    case LineStatus::NotNeeded:
        break;
    }
    return ShownLine::Mark::Dash;
}

ShownLine shownLine(const RunSummary::Line& line, const std::optional<Verdict>& verdict)
{
    ShownLine shown;
    shown.mark = markOf(line.status, verdict);
    shown.loud = shown.mark == ShownLine::Mark::Cross || shown.mark == ShownLine::Mark::Question;
    shown.name = shownWords(line.name);
    if (shown.mark == ShownLine::Mark::Dash && line.status == LineStatus::NotJudged) {
        shown.name = tr("%1, not judged").arg(shown.name);
    }
    shown.evidence = shownWords(line.measured);
    if (line.expected != line.name) {
        shown.evidence = tr("%1; right is %2").arg(shown.evidence, shownWords(line.expected));
    }
    if (line.status != LineStatus::NotJudged) {
        shown.at_s = line.at_s;
    }
    return shown;
}

}  // namespace

std::vector<ShownLine> shownLines(const ShownRun& run)
{
    std::vector<ShownLine> lines;
    for (const RunSummary::Line& line : run.summary.lines) {
        lines.push_back(shownLine(line, run.summary.verdict));
    }
    if (!run.goesOn()) {
        std::stable_partition(
            lines.begin(), lines.end(), [](const ShownLine& line) { return line.loud; });
        std::stable_partition(lines.begin(), lines.end(),
            [](const ShownLine& line) { return line.mark == ShownLine::Mark::Cross; });
    }
    if (lines.size() > kCardLinesMax) {
        const auto more = lines.size() - kCardLinesMax;
        lines.resize(kCardLinesMax);
        lines.push_back({ShownLine::Mark::Dash, tr("%1 more, in the report").arg(more), {}, false,
            std::nullopt});
    }
    return lines;
}

QString metaLine(const ShownRun& run)
{
    const RunSummary& summary = run.summary;
    QStringList parts{
        tenths(summary.seconds), tr("seed %1").arg(summary.seed), shownWords(summary.backend)};
    if (run.goesOn()) {
        parts.prepend(run.ending ? tr("aborted, heals") : run.phase);
    } else {
        const qint64 ended
            = summary.begun_unix_s + static_cast<qint64>(std::llround(summary.seconds));
        parts.append(
            tr("ended %1")
                .arg(QDateTime::fromSecsSinceEpoch(ended).toString(QStringLiteral("HH:mm:ss"))));
    }
    if (summary.verdict == Verdict::Aborted) {
        parts.append(shownWords(summary.reason));
    }
    return parts.join(QStringLiteral(", "));
}

ShownState shownState(const std::optional<Verdict>& verdict)
{
    if (!verdict) {
        return {StateShape::Idle, Tone::Info};
    }
    switch (*verdict) {
    case Verdict::Pass:
        return {StateShape::Pass, Tone::Ok};
    case Verdict::Fail:
        return {StateShape::Fail, Tone::Error};
    case Verdict::Inconclusive:
        return {StateShape::Inconclusive, Tone::Warning};
    case Verdict::Aborted:
        break;
    }
    return {StateShape::Aborted, Tone::Quiet};
}

QString verdictWord(const std::optional<Verdict>& verdict)
{
    return verdict ? QString::fromLatin1(to_string(*verdict).data()) : tr("RUNNING");
}

QString shownWords(const std::string& words)
{
    constexpr qsizetype kLong = 600;
    const QString text = QString::fromStdString(words);
    return widgets::visibleText(text.size() <= kLong ? text : text.left(kLong) + QChar(0x2026));
}

QString shortTime(std::int64_t unixSeconds)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(unixSeconds);
    const bool today = time.date() == QDate::currentDate();
    return today ? time.toString(QStringLiteral("HH:mm"))
                 : QLocale::c().toString(time.date(), QStringLiteral("d MMM"));
}

QString tenths(double seconds)
{
    return tr("%1 s").arg(QString::number(seconds, 'f', 1));
}

}  // namespace gui
