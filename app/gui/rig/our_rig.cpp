// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/our_rig.h"

#include "gui/rig/rig_words.h"
#include "gui/rings/ring_name.h"

#include <utility>

namespace gui {

namespace {

constexpr int kLookMs = 50;

std::string attachName(const rig::RingTarget& ring)
{
    return ring.name_or_path();
}

}  // namespace

OurRig::OurRig(Workbench& workbench, OutputLog& output, QObject* parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_output(output)
{
    m_timer.setInterval(kLookMs);
    connect(&m_timer, &QTimer::timeout, this, &OurRig::look);
}

OurRig::~OurRig() = default;

RingSession* OurRig::session() const
{
    return m_status ? m_workbench.find(attachName(m_status->ring)) : nullptr;
}

bool OurRig::start(rig::Topology topology, rig::LiveRigOptions options)
{
    if (m_stage != Stage::Off) {
        Q_EMIT refused(tr("A rig runs already: stop it first (Shift+F5)."));
        return false;
    }
    m_story.clear();
    m_told = 0;
    m_troubleTold = false;
    m_rig = std::make_unique<rig::LiveRig>(std::move(topology), std::move(options));
    m_status = m_rig->status();
    m_timer.start();
    setStage(Stage::Running);
    RingSession* session = m_workbench.attach(attachName(m_status->ring));
    std::vector<std::string> consumers;
    for (const rig::ConsumerPlan& plan : m_status->topology.consumers) {
        consumers.push_back(plan.id);
    }
    session->expectConsumers(consumers);
    look();
    return true;
}

void OurRig::stop()
{
    if (m_stage == Stage::Running) {
        m_rig->request_stop();
        setStage(Stage::Stopping);
    }
}

void OurRig::look()
{
    m_status = m_rig->status();
    m_output.add(m_rig->take_output());
    tellNews();
    Q_EMIT changed();
    if (RingSession* shown = session()) {
        showOn(*shown);
    }
    if (m_status->phase == rig::LivePhase::Ended) {
        finish();
    }
}

void OurRig::tellNews()
{
    for (const rig::LiveEvent& event : m_status->events) {
        if (event.number <= m_told) {
            continue;
        }
        m_told = event.number;
        if (event.kind == rig::LiveEvent::Kind::Trouble) {
            Q_EMIT refused(shownText(event.text));
        } else {
            Q_EMIT happened(event);
        }
    }
    if (!m_status->trouble.empty() && !m_troubleTold) {
        m_troubleTold = true;
        Q_EMIT refused(tr("The rig could not be started: %1").arg(shownText(m_status->trouble)));
        stop();
    }
}

void OurRig::showOn(RingSession& session) const
{
    session.setFaults(faultSpans(*m_status));
    std::vector<Caption> captions = m_story;
    for (const rig::LiveEvent& event : m_status->events) {
        if (const auto words = laneWords(event)) {
            captions.push_back({timeOf(event.at), *words});
        }
    }
    session.setCaptions(std::move(captions));
    session.setAlerts(alertMarks(*m_status));
}

/// A ring that was never there leaves nothing to look at.
void OurRig::finish()
{
    m_timer.stop();
    m_rig.reset();
    RingSession* shown = session();
    if (shown != nullptr && !shown->firstSample()) {
        m_workbench.detach(shown);
    }
    setStage(Stage::Off);
    Q_EMIT ended();
}

void OurRig::setStage(Stage stage)
{
    m_stage = stage;
    Q_EMIT stageChanged();
}

}  // namespace gui
