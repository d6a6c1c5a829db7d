// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/demo.h"

#include "gui/ring_name.h"

#include <QCoreApplication>

namespace gui {

namespace {

constexpr int kLookMs = 50;

std::optional<monitor::TimePoint> at(
    const rig::DemoStatus& status, const std::optional<std::chrono::nanoseconds>& since)
{
    return since ? std::optional(status.started + *since) : std::nullopt;
}

}  // namespace

std::vector<FaultSpan> faultSpans(const rig::DemoStatus& status)
{
    if (!status.fault) {
        return {};
    }
    const rig::DemoFault& fault = *status.fault;
    return {{QCoreApplication::translate("Demo", "stall %1").arg(shownText(fault.target)),
        status.started + fault.requested, at(status, fault.proven),
        status.started + fault.planned_end, at(status, fault.healed), at(status, fault.recovered)}};
}

std::vector<Caption> captions(const rig::DemoStatus& status)
{
    std::vector<Caption> all;
    for (const rig::DemoCaption& caption : status.captions) {
        all.push_back({status.started + caption.at, shownText(caption.text)});
    }
    return all;
}

Demo::Demo(Workbench& workbench, QObject* parent)
    : QObject(parent)
    , m_workbench(workbench)
{
    m_timer.setInterval(kLookMs);
    connect(&m_timer, &QTimer::timeout, this, &Demo::look);
}

Demo::~Demo() = default;

RingSession* Demo::session() const
{
    return m_rig && m_status ? m_workbench.find(m_status->ring) : nullptr;
}

void Demo::start()
{
    if (m_stage != Stage::Off) {
        return;
    }
    const rig::DemoPlan plan;
    m_rig = std::make_unique<rig::DemoRig>(plan);
    m_status = m_rig->status();
    m_failureTold = false;
    m_timer.start();
    setStage(Stage::Running);
    RingSession* session = m_workbench.attach(m_status->ring);
    session->setDemo(true);
    session->expectConsumers({plan.consumers.begin(), plan.consumers.end()});
    look();
}

void Demo::stop()
{
    if (m_stage == Stage::Running) {
        m_rig->request_stop();
        setStage(Stage::Stopping);
    }
}

void Demo::look()
{
    m_status = m_rig->status();
    if (RingSession* shown = session()) {
        showOn(*shown);
    }
    const bool bad = m_status->verdict == rig::Verdict::Fail
        || m_status->verdict == rig::Verdict::Aborted
        || (m_status->story_over && m_status->verdict != rig::Verdict::Pass);
    if (bad && m_stage == Stage::Running && !m_failureTold) {
        m_failureTold = true;
        Q_EMIT failed(shownText(m_status->reason));
        const RingSession* shown = session();
        if (shown != nullptr && !shown->firstSample()) {
            stop();  // there is nothing to look at
        }
    }
    if (m_status->stopped) {
        finish();
    }
}

void Demo::showOn(RingSession& session) const
{
    session.setDemo(true);
    session.setFaults(faultSpans(*m_status));
    session.setCaptions(captions(*m_status));
}

void Demo::finish()
{
    m_timer.stop();
    RingSession* shown = session();
    m_rig.reset();
    if (shown != nullptr) {
        m_workbench.detach(shown);
    }
    setStage(Stage::Off);
    Q_EMIT ended();
}

void Demo::setStage(Stage stage)
{
    m_stage = stage;
    Q_EMIT stageChanged();
}

}  // namespace gui
