// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/problem_log.h"

#include "gui/parts/list_table.h"
#include "gui/parts/wall_clock.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/shown_state.h"

#include "monitor/ring_judgement.h"

#include <algorithm>
#include <utility>

namespace gui {

namespace {

bool isSame(const Problem& a, const Problem& b)
{
    return a.ring == b.ring && a.consumer == b.consumer && a.word == b.word;
}

Problem problemOf(const monitor::RingReading& reading, const monitor::ConsumerReading& consumer)
{
    Problem problem;
    problem.ring = reading.ring;
    problem.consumer = consumer.id;
    problem.word = QString::fromLatin1(to_string(consumer.state).data());
    problem.shape = shapeOf(consumer.state);
    problem.tone = toneOf(consumer.severity);
    problem.evidence = ProblemLog::tr("Rule %1: %2")
                           .arg(monitor::rule_number(consumer.state))
                           .arg(shownText(consumer.because));
    problem.began = consumer.evidence_since;
    return problem;
}

Problem lostName(const monitor::RingReading& reading)
{
    Problem problem;
    problem.ring = reading.ring;
    problem.word = QString::fromLatin1(monitor::kLostNameWord);
    const ShownState shown = shownState(reading.state, true);
    problem.shape = shown.shape;
    problem.tone = shown.tone;
    problem.evidence = ProblemLog::tr("Rule %1: its name was removed, and processes still use it")
                           .arg(monitor::kLostNameRule);
    problem.began = reading.sampled_at;
    return problem;
}

/// What is wrong and nobody's state.
Problem problemOf(const monitor::RingReading& reading)
{
    Problem problem;
    problem.ring = reading.ring;
    problem.word = QString::fromLatin1(to_string(reading.state).data());
    problem.shape = shownState(reading).shape;
    problem.tone = toneOf(reading.diagnosis.severity);
    problem.evidence = QString::fromStdString(reading.diagnosis.sentence());
    problem.began = reading.sampled_at;
    return problem;
}

}  // namespace

std::vector<Problem> problemsOf(const monitor::RingReading& reading)
{
    std::vector<Problem> problems;
    if (is_nameless(reading)) {
        problems.push_back(lostName(reading));
    }
    for (const monitor::ConsumerReading& consumer : reading.consumers) {
        if (reading.attached && consumer.severity >= monitor::Severity::Warn) {
            problems.push_back(problemOf(reading, consumer));
        }
    }
    if (problems.empty() && reading.diagnosis.severity >= monitor::Severity::Warn) {
        problems.push_back(problemOf(reading));
    }
    return problems;
}

void ProblemLog::take(const monitor::RingReading& reading)
{
    std::vector<Problem> now = problemsOf(reading);
    const int before = openCount();
    for (int row = 0; row < rowCount(); ++row) {
        Problem& known = m_problems[static_cast<std::size_t>(row)];
        const bool still = std::any_of(
            now.begin(), now.end(), [&](const Problem& seen) { return isSame(seen, known); });
        if (known.open && known.ring == reading.ring && !still) {
            known.open = false;
            Q_EMIT dataChanged(index(row, 0), index(row, kColumnCount - 1));
        }
    }
    for (Problem& seen : now) {
        note(std::move(seen), reading.sampled_at);
    }
    if (openCount() != before) {
        Q_EMIT countChanged();
    }
}

void ProblemLog::close(const std::string& ring)
{
    monitor::RingReading nothing;
    nothing.ring = ring;
    take(nothing);
}

void ProblemLog::note(Problem seen, monitor::TimePoint now)
{
    const auto known = std::find_if(m_problems.begin(), m_problems.end(),
        [&](const Problem& problem) { return isSame(problem, seen); });
    if (known == m_problems.end()) {
        seen.count = 1;
        seen.first = seen.began;
        seen.last = now;
        seen.open = true;
        forgetOldest();
        beginInsertRows({}, 0, 0);
        m_problems.push_front(std::move(seen));
        endInsertRows();
        return;
    }
    if (!known->open) {
        ++known->count;
        known->began = seen.began;
    }
    known->open = true;
    known->tone = std::max(known->tone, seen.tone);
    known->evidence = std::move(seen.evidence);
    known->last = now;
    const int row = static_cast<int>(known - m_problems.begin());
    Q_EMIT dataChanged(index(row, 0), index(row, kColumnCount - 1));
}

void ProblemLog::forgetOldest()
{
    if (m_problems.size() == kProblemsMax) {
        const int row = rowCount() - 1;
        beginRemoveRows({}, row, row);
        m_problems.pop_back();
        endRemoveRows();
    }
}

int ProblemLog::openCount() const
{
    return static_cast<int>(std::count_if(
        m_problems.begin(), m_problems.end(), [](const Problem& one) { return one.open; }));
}

Moment ProblemLog::momentOf(int row) const
{
    return {problem(row).ring, problem(row).consumer, problem(row).began};
}

int ProblemLog::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

int ProblemLog::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant ProblemLog::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Problem& row = problem(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::TextAlignmentRole:
        return static_cast<int>(index.column() == Count ? Qt::AlignRight : Qt::AlignLeft);
    case ShapeRole:
        return index.column() == What ? QVariant(static_cast<int>(row.shape)) : QVariant();
    case ToneRole:
        return static_cast<int>(row.open ? row.tone : widgets::Tone::Quiet);
    case QuietRole:
        return !row.open || index.column() == First || index.column() == Last;
    default:
        return {};
    }
}

QString ProblemLog::text(const Problem& problem, int column) const
{
    switch (column) {
    case What:
        return problem.word;
    case Who:
        return problem.consumer.empty() ? tr("the ring") : shownText(problem.consumer);
    case Ring:
        return shownText(problem.ring);
    case Count:
        return QString::number(problem.count);
    case First:
        return timeOfDay(problem.first, 1);
    case Last:
        return problem.open ? tr("now") : timeOfDay(problem.last, 1);
    default:
        return problem.evidence;
    }
}

QVariant ProblemLog::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(
            Qt::AlignVCenter | (section == Count ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case What:
        return tr("problem");
    case Who:
        return tr("consumer");
    case Ring:
        return tr("ring");
    case Count:
        return tr("times");
    case First:
        return tr("first");
    case Last:
        return tr("last");
    default:
        return tr("rule and evidence");
    }
}

}  // namespace gui
