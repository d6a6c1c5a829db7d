// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/run_rings.h"

#include "gui/scenarios/scenario_marks.h"

#include <algorithm>

namespace gui {

RunRings::RunRings(Workbench& workbench)
    : m_workbench(workbench)
{
}

void RunRings::show(const ScenarioRunner& runner)
{
    if (!runner.progress()) {
        return;
    }
    const monitor::run::RunProgress& progress = *runner.progress();
    if (m_kept.empty() || m_kept.back().ring != progress.ring) {
        begin(runner);
    }
    if (RingSession* session = m_workbench.find(progress.ring)) {  // it may have been detached
        session->setFaults(faultSpans(progress, runner.named().scenario));
        session->setCaptions(captions(progress));
    }
}

void RunRings::begin(const ScenarioRunner& runner)
{
    const monitor::run::RunProgress& progress = *runner.progress();
    m_kept.push_back({{}, progress.ring, progress.begun});
    std::vector<std::string> consumers;
    for (const auto& consumer : runner.named().scenario.topology.consumers) {
        consumers.push_back(consumer.id);
    }
    m_workbench.attach(progress.ring)->expectConsumers(consumers);
    if (m_kept.size() > kKeptMax) {
        if (RingSession* oldest = m_workbench.find(m_kept.front().ring)) {
            m_workbench.detach(oldest);
        }
        m_kept.pop_front();
    }
}

void RunRings::keep(const EndedRun& run)
{
    if (!m_kept.empty() && m_kept.back().ring == run.ring) {
        m_kept.back().folder = run.folder;
    }
}

void RunRings::find(ShownRun& run) const
{
    const auto found = std::find_if(m_kept.begin(), m_kept.end(),
        [&run](const Kept& kept) { return kept.folder == run.folder; });
    if (found != m_kept.end() && !run.folder.empty() && m_workbench.find(found->ring) != nullptr) {
        run.ring = found->ring;
        run.begun = found->begun;
    }
}

}  // namespace gui
