// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/demo.h"

#include "gui/rings/ring_name.h"

#include "rig/owned_names.h"

#include <QString>

#include <unistd.h>
#include <utility>

namespace gui {

std::vector<Caption> captions(const rig::DemoStatus& status)
{
    std::vector<Caption> all;
    for (const rig::DemoCaption& caption : status.captions) {
        all.push_back({status.started + caption.at, shownText(caption.text)});
    }
    return all;
}

Demo::Demo(Workbench& workbench, OurRig& rig, QObject* parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_rig(rig)
{
    connect(&rig, &OurRig::changed, this, &Demo::look);
    connect(&rig, &OurRig::stageChanged, this, &Demo::stageChanged);
    connect(&rig, &OurRig::ended, this, &Demo::finish);
}

OurRig::Stage Demo::stage() const
{
    return m_script ? m_rig.stage() : OurRig::Stage::Off;
}

RingSession* Demo::session() const
{
    return m_script ? m_rig.session() : nullptr;
}

void Demo::start()
{
    auto script = std::make_shared<rig::DemoScript>();
    if (m_rig.stage() == OurRig::Stage::Off) {
        m_script = script;
        m_status = script->status();
        m_endTold = false;
    }
    const rig::LiveRigOptions options{
        .rig = {.ring = rig::demo_ring_name(::getpid())}, .script = script};
    if (m_rig.start(script->topology(), options)) {
        session()->setDemo(true);
    }
}

void Demo::stop()
{
    if (m_script) {
        m_rig.stop();
    }
}

std::vector<Caption> Demo::story() const
{
    std::vector<Caption> all = captions(*m_status);
    if (m_status->phase == rig::DemoPhase::Drained) {
        all.back().text += tr("; your turn");
    }
    return all;
}

void Demo::look()
{
    if (!m_script) {
        return;
    }
    m_status = m_script->status();
    if (RingSession* shown = session()) {
        shown->setDemo(true);
    }
    m_rig.setStory(story());
    tellEnd();
}

void Demo::tellEnd()
{
    const bool isBad
        = m_status->verdict == rig::Verdict::Fail || (m_status->phase == rig::DemoPhase::Failed);
    const bool isOver = isBad || m_status->phase == rig::DemoPhase::Drained;
    if (!isOver || m_endTold || m_rig.stage() != OurRig::Stage::Running) {
        return;
    }
    m_endTold = true;
    if (!isBad) {
        Q_EMIT handedOver(QString::fromLatin1(rig::DemoPlan().victim.data()));
        return;
    }
    if (m_rig.status()->trouble.empty()) {  // else it was said
        Q_EMIT failed(shownText(m_status->reason));
    }
    const RingSession* shown = session();
    if (shown != nullptr && !shown->firstSample()) {
        stop();  // there is nothing to look at
    }
}

/// The last word of its script is there by now.
void Demo::finish()
{
    if (!m_script) {
        return;
    }
    m_status = m_script->status();
    RingSession* shown = session();
    m_script.reset();
    if (shown != nullptr) {
        m_workbench.detach(shown);
    }
    Q_EMIT stageChanged();
    Q_EMIT ended();
}

}  // namespace gui
