// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/errand.h"
#include "gui/rings/workbench.h"
#include "gui/status/read_only_proof.h"
#include "gui/status/status_line.h"
#include "gui/tables/problem_log.h"
#include "gui/window/ring_page.h"

#include <optional>

namespace gui {

/// What the program says about itself: how it samples, draws and keeps, and that it only reads.
class StatusReader {
public:
    /// All of them outlive it.
    StatusReader(Workbench& workbench, const ProblemLog& problems, const RingPage& page);

    /// Meant for twice a second; asks the kernel for the proof every few seconds.
    [[nodiscard]] StatusText read(monitor::TimePoint now);
    /// Asks now. Of a ring in a file, which may hang, the answer comes later, if at all: until then
    /// there is no proof.
    const ReadOnlyProof& prove(monitor::TimePoint now);
    [[nodiscard]] const ReadOnlyProof& proof() const { return m_proof; }

private:
    [[nodiscard]] QString mode() const;
    void readRing(monitor::TimePoint now, StatusText& text);
    void readRecorded(monitor::TimePoint now, StatusText& text);
    [[nodiscard]] QString memory() const;
    [[nodiscard]] std::size_t openProblems() const;
    [[nodiscard]] QString drawing(monitor::TimePoint now);

    Workbench& m_workbench;
    const ProblemLog& m_problems;
    const RingPage& m_page;
    Errand m_errand;
    ReadOnlyProof m_proof;
    bool m_proving = false;  ///< somebody is out for it
    std::string m_provenRing;
    monitor::TimePoint m_provenAt;
    quint64 m_frames = 0;
    std::optional<monitor::TimePoint> m_framesAt;
};

}  // namespace gui
