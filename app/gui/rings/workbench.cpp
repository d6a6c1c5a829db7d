// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/workbench.h"

#include "gui/recordings/recorded_view.h"

#include "monitor/ring_model.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace gui {

namespace {

// What the user does is drawn at once; this is how often time goes on.
constexpr int kFrameMs = 33;
// Unseen, states and problems are noted all the same, with the times at which they were sampled.
constexpr int kUnseenMs = 500;
constexpr monitor::Duration kUnseenFacts = std::chrono::milliseconds(500);

monitor::Duration periodOf(double rateHz)
{
    return monitor::Duration(std::llround(1e9 / rateHz));
}

monitor::HistoryOptions historyFor(double sampleRateHz)
{
    monitor::HistoryOptions options;
    options.sample_period = periodOf(sampleRateHz);
    return options;
}

monitor::SamplerOptions samplerFor(double sampleRateHz)
{
    monitor::SamplerOptions options;
    options.rate_hz = sampleRateHz;
    options.limits.tick = periodOf(sampleRateHz);
    return options;
}

monitor::recording::Configuration recordingFor(double sampleRateHz)
{
    monitor::recording::Configuration configuration;
    configuration.program
        = QStringLiteral("ringscope %1").arg(QCoreApplication::applicationVersion()).toStdString();
    monitor::recording::set_start(configuration);
    configuration.rate_hz = sampleRateHz;
    configuration.rate_span = monitor::RingModelOptions().rate_span;
    configuration.limits = samplerFor(sampleRateHz).limits;
    return configuration;
}

}  // namespace

Workbench::Workbench(double sampleRateHz, QObject* parent)
    : QObject(parent)
    , m_history(std::make_shared<monitor::History>(historyFor(sampleRateHz)))
    , m_recorder(std::make_shared<monitor::recording::LiveRecorder>(recordingFor(sampleRateHz)))
    , m_sampler(samplerFor(sampleRateHz), m_history, m_recorder)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kFrameMs);
    connect(&m_timer, &QTimer::timeout, this, &Workbench::drain);
    m_timer.start();
}

Workbench::~Workbench() = default;

void Workbench::setSeen(bool seen)
{
    const int interval = seen ? kFrameMs : kUnseenMs;
    if (m_timer.interval() != interval) {
        m_timer.setTimerType(seen ? Qt::PreciseTimer : Qt::CoarseTimer);
        m_timer.setInterval(interval);
        m_sampler.set_facts_interval(
            seen ? monitor::SamplerOptions().facts_interval : kUnseenFacts);
    }
}

RingSession* Workbench::attach(const std::string& ring)
{
    RingSession* session = find(ring);
    if (session == nullptr) {
        m_sessions.push_back(std::make_unique<RingSession>(ring));
        session = m_sessions.back().get();
        connect(session, &RingSession::noteAdded, this, [this, ring](const Caption& note) {
            m_recorder->ring(ring).noted({note.at, note.text.toStdString()});
        });
        m_sampler.watch(ring);
        Q_EMIT sessionAdded(session);
    }
    setCurrent(session);
    return session;
}

RingSession* Workbench::addRecorded(
    const std::string& name, std::shared_ptr<const RecordedView> recorded, const std::string& ring)
{
    m_sessions.push_back(std::make_unique<RingSession>(name));
    RingSession* session = m_sessions.back().get();
    session->setRecorded(std::move(recorded), ring);
    Q_EMIT sessionAdded(session);
    return session;
}

const monitor::History& Workbench::historyOf(const RingSession& session) const
{
    return session.recorded() != nullptr ? *session.recorded()->history : *m_history;
}

monitor::TimePoint Workbench::now() const
{
    return m_current != nullptr && m_current->recorded() != nullptr
        ? m_current->recorded()->position
        : monitor::Clock::now();
}

void Workbench::detach(RingSession* session)
{
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(),
        [&](const auto& owned) { return owned.get() == session; });
    if (found == m_sessions.end()) {
        return;
    }
    const std::unique_ptr<RingSession> removed = std::move(*found);
    m_sessions.erase(found);
    if (removed->recorded() == nullptr) {
        m_sampler.unwatch(removed->ring());
        m_history->drop(removed->ring());
    }
    if (m_current == session) {
        setCurrent(m_sessions.empty() ? nullptr : m_sessions.back().get());
    }
    Q_EMIT sessionRemoved(session);
}

void Workbench::clearHistory(RingSession& session)
{
    if (session.recorded() != nullptr) {
        return;  // what is in a file is not forgotten
    }
    m_history->clear(session.ring());
    session.clearPast();
}

std::vector<RingSession*> Workbench::sessions() const
{
    std::vector<RingSession*> all;
    for (const auto& session : m_sessions) {
        all.push_back(session.get());
    }
    return all;
}

RingSession* Workbench::find(const std::string& ring) const
{
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(),
        [&](const auto& session) { return session->ring() == ring; });
    return found == m_sessions.end() ? nullptr : found->get();
}

void Workbench::setCurrent(RingSession* session)
{
    if (m_current != session) {
        m_current = session;
        Q_EMIT currentChanged();
    }
}

void Workbench::drain()
{
    m_sampler.take_readings(m_readings);
    for (const monitor::RingReading& reading : m_readings) {
        if (RingSession* session = find(reading.ring)) {
            session->apply(reading);
        }
    }
    Q_EMIT tick();
}

}  // namespace gui
