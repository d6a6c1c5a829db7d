// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/user.h"
#include "gui/window_test_support.h"

#include "gui/rig/faults_pane.h"

#include <QLabel>

#include <algorithm>
#include <functional>

namespace gui_test {

/// A window, and a rig that it started.
class RigTest : public WindowTest {
protected:
    [[nodiscard]] const rig::LiveStatus& rig() const { return *m_window->rig().status(); }
    [[nodiscard]] bool becomes(const std::function<bool(const rig::LiveStatus&)>& condition) const
    {
        return QTest::qWaitFor(
            [&] { return m_window->rig().status() && condition(rig()); }, kWatchdogMs);
    }
    /// A rig of the preset "1-3", everybody in the ring.
    void startRig()
    {
        preset(1)->trigger();
        ASSERT_TRUE(becomes([](const rig::LiveStatus& status) {
            return status.phase == rig::LivePhase::Running && status.seen.published > 2'000
                && status.seen.consumers.size() == 3;
        }));
        ASSERT_TRUE(QTest::qWaitFor(
            [&] { return m_window->rig().session()->firstSample().has_value(); }, kWatchdogMs));
    }
    [[nodiscard]] QAction* preset(int number) const
    {
        const auto all = m_window->findChildren<QAction*>(QStringLiteral("startPreset"));
        const auto found = std::find_if(all.begin(), all.end(),
            [number](const QAction* action) { return action->data().toInt() == number; });
        return found != all.end() ? *found : nullptr;
    }
    [[nodiscard]] gui::FaultsPane* faults() const { return part<gui::FaultsPane>("faultsPane"); }
    /// As a user does in the box.
    void chooseTarget(const std::string& worker) const
    {
        faults()->setTarget(worker);
        Q_EMIT faults()->targetChosen();
    }
    [[nodiscard]] QWidget* button(const char* name) const { return part<QWidget>(name); }
    [[nodiscard]] static QString textsOf(const QWidget& widget)
    {
        QStringList texts;
        for (const QLabel* label : widget.findChildren<QLabel*>()) {
            texts.append(label->text());
        }
        return texts.join(QLatin1Char('|'));
    }
    [[nodiscard]] bool isSaid(const QString& words) const
    {
        return QTest::qWaitFor(
            [&] {
                const QStringList all = messages();
                return std::any_of(all.begin(), all.end(),
                    [&](const QString& text) { return text.contains(words); });
            },
            kWatchdogMs);
    }
    [[nodiscard]] static bool isProven(const rig::LiveStatus& status)
    {
        return !status.faults.empty() && status.faults.back().seen.proven.has_value();
    }
    [[nodiscard]] static bool isHealed(const rig::LiveStatus& status)
    {
        return !status.faults.empty() && status.active_faults() == 0;
    }

    User m_user;
};

}  // namespace gui_test
