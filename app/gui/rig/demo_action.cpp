// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/demo_action.h"

#include "widgets/icons.h"

#include <QAction>

namespace gui {

DemoAction::DemoAction(Demo& demo, QAction& action, QObject* parent)
    : QObject(parent)
    , m_demo(demo)
    , m_action(action)
{
    connect(&action, &QAction::triggered, this, &DemoAction::toggle);
    connect(&demo, &Demo::stageChanged, this, &DemoAction::showStage);
    showStage();
}

void DemoAction::toggle()
{
    if (m_demo.stage() == OurRig::Stage::Off) {
        m_demo.start();
    } else {
        m_demo.stop();
    }
}

void DemoAction::showStage()
{
    const bool off = m_demo.stage() == OurRig::Stage::Off;
    m_action.setText(off ? tr("Start the &demo") : tr("Stop the &demo"));
    m_action.setIconText(off ? tr("Start demo") : tr("Stop demo"));
    m_action.setIcon(widgets::icon(off ? widgets::Icon::Play : widgets::Icon::Stop));
    m_action.setToolTip(off ? tr("Start a producer and three consumers (Ctrl+D)")
                            : tr("End the demo's processes, remove its ring (Ctrl+D)"));
    m_action.setEnabled(m_demo.stage() != OurRig::Stage::Stopping);
}

}  // namespace gui
