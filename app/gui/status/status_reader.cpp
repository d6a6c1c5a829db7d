// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/status/status_reader.h"

#include "gui/parts/wall_clock.h"
#include "gui/recordings/recorded_view.h"
#include "gui/rings/ring_name.h"
#include "gui/status/read_only_words.h"

#include "widgets/units.h"

#include <QCoreApplication>

#include <cmath>
#include <utility>

namespace gui {

namespace {

constexpr auto kProofEvery = std::chrono::seconds(3);

QString tr(const char* text)
{
    return QCoreApplication::translate("StatusReader", text);
}

QString counted(std::size_t count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(count);
}

QString recordingInShort(const monitor::recording::LiveRecorder::File& file)
{
    return tr("recording %1, %2")
        .arg(shownText(file.path.filename().string()), widgets::megabytesText(file.bytes));
}

}  // namespace

StatusReader::StatusReader(Workbench& workbench, const ProblemLog& problems, const RingPage& page)
    : m_workbench(workbench)
    , m_problems(problems)
    , m_page(page)
{
}

const ReadOnlyProof& StatusReader::prove(monitor::TimePoint now)
{
    const RingSession* session = m_workbench.current();
    const std::string ring = session != nullptr ? session->ring() : std::string();
    m_provenAt = now;
    if (ring != m_provenRing) {
        m_provenRing = ring;
        m_proof = {};
    }
    const QString path = segmentPath(ring);
    if (ring.find('/') == std::string::npos) {
        m_proof = session != nullptr ? proveReadOnly(path) : ReadOnlyProof{};
        return m_proof;
    }
    if (!std::exchange(m_proving, true)) {
        m_errand.send([this, ring, path] {
            return [this, ring, proof = proveReadOnly(path)] {
                m_proving = false;
                if (ring == m_provenRing) {
                    m_proof = proof;
                }
            };
        });
    }
    return m_proof;
}

QString StatusReader::mode() const
{
    const RingSession* session = m_workbench.current();
    if (session == nullptr) {
        return tr("Nothing attached");
    }
    if (const RecordedView* recorded = session->recorded()) {
        const QString position
            = widgets::clockText(monitor::to_seconds(recorded->position - recorded->first));
        return recorded->plays ? tr("PLAYS ×%1, %2").arg(recorded->speed).arg(position)
                               : tr("PAUSED at %1").arg(position);
    }
    if (!m_page.follows()) {
        return tr("FROZEN %1").arg(wholeSeconds(m_page.frozenSeconds()));
    }
    return session->reading() && session->reading()->attached ? tr("LIVE") : tr("WAITING");
}

QString StatusReader::drawing(monitor::TimePoint now)
{
    const quint64 frames = m_page.frames();
    const double seconds = m_framesAt ? monitor::to_seconds(now - *m_framesAt) : 0;
    const double perSecond = seconds > 0 ? static_cast<double>(frames - m_frames) / seconds : 0;
    m_frames = frames;
    m_framesAt = now;
    return tr("replot %1 ms, %2 fps")
        .arg(QString::number(m_page.replotMilliseconds(), 'f', 1))
        .arg(std::lround(perSecond));
}

void StatusReader::readRing(monitor::TimePoint now, StatusText& text)
{
    const RingSession* session = m_workbench.current();
    if (m_provenRing != session->ring() || now - m_provenAt >= kProofEvery
        || m_proof.descriptors == 0) {
        prove(now);
    }
    const monitor::SamplerCounters counters = m_workbench.counters();
    text.badge = session->isDemo() ? tr("DEMO") : QString();
    text.sampling
        = tr("sampling %1 Hz, missed %2").arg(counters.rate_hz).arg(counters.missed_ticks);
    text.replot = drawing(now);
    text.readOnly = proofInShort(m_proof);
}

void StatusReader::readRecorded(monitor::TimePoint now, StatusText& text)
{
    const RecordedView& recorded = *m_workbench.current()->recorded();
    text.badge = tr("REPLAY");
    text.sampling = tr("recorded at %1 Hz").arg(recorded.rateHz);
    text.replot = drawing(now);
    text.readOnly = tr("a recording, nothing is live");
}

/// Now; in a recording at the moment that is shown.
std::size_t StatusReader::openProblems() const
{
    const RingSession* session = m_workbench.current();
    return session != nullptr && session->recorded() != nullptr && session->reading()
        ? problemsOf(*session->reading()).size()
        : static_cast<std::size_t>(m_problems.openCount());
}

/// Of the curves that are looked at, and of what is kept to be saved.
QString StatusReader::memory() const
{
    const RingSession* session = m_workbench.current();
    const monitor::History& history
        = session != nullptr ? m_workbench.historyOf(*session) : m_workbench.history();
    const monitor::recording::LiveRecorder::Memory kept = m_workbench.recorder().memory();
    constexpr double kMega = 1e6;
    return tr("memory %1 of %2")
        .arg(std::lround(static_cast<double>(history.memory_used() + kept.bytes) / kMega))
        .arg(widgets::megabytesText(history.memory_max() + kept.bytes_max));
}

StatusText StatusReader::read(monitor::TimePoint now)
{
    StatusText text;
    text.mode = mode();
    text.rings = counted(m_workbench.lookout().rings().size(), tr("1 ring"), tr("%1 rings"));
    if (m_workbench.current() != nullptr && m_workbench.current()->recorded() != nullptr) {
        readRecorded(now, text);
    } else if (m_workbench.current() != nullptr) {
        readRing(now, text);
    }
    if (const auto file = m_workbench.recorder().file(); file && !file->error) {
        text.recording = recordingInShort(*file);
    }
    text.memory = memory();
    const std::size_t problems = openProblems();
    text.hasProblems = problems > 0;
    text.problems = counted(problems, tr("1 problem"), tr("%1 problems"));
    return text;
}

}  // namespace gui
