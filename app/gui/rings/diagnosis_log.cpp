// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/diagnosis_log.h"

#include <cstdio>

namespace gui {

DiagnosisLog::DiagnosisLog(Workbench& workbench)
    : m_begun(monitor::Clock::now())
{
    connect(&workbench, &Workbench::sessionAdded, this, &DiagnosisLog::listenTo);
}

void DiagnosisLog::listenTo(RingSession* session)
{
    if (session->recorded() != nullptr) {
        return;  // what is told is when it happens
    }
    connect(session, &RingSession::diagnosisChanged, this, &DiagnosisLog::write);
}

void DiagnosisLog::write(const monitor::RingReading& reading)
{
    if (m_broken) {
        return;
    }
    const double seconds = monitor::to_seconds(reading.sampled_at - m_begun);
    const std::string sentence = reading.diagnosis.sentence();
    const int written = std::fprintf(stdout, "%7.2f s  %s\n", seconds, sentence.c_str());
    if (written < 0 || std::fflush(stdout) != 0) {
        m_broken = true;
        Q_EMIT failed(tr("cannot write to stdout (is it full?)"));
    }
}

}  // namespace gui
