// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rig/live/live_status.h"

#include <QWidget>

#include <chrono>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QVBoxLayout;

namespace gui {

class FaultButton;
class FaultCard;
class RigActions;

/// What can be done to the rig on purpose, to whom and for how long; and what is being done.
class FaultsPane : public QWidget {
    Q_OBJECT
public:
    explicit FaultsPane(const RigActions& actions, QWidget* parent = nullptr);

    /// Null: no rig runs.
    void showRig(const rig::LiveStatus* status);
    /// A consumer's id, or kProducerName; empty: there is nobody.
    [[nodiscard]] std::string target() const;
    void setTarget(const std::string& worker);
    /// Nothing: until it is healed.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> duration() const;
    /// Once, so that it is seen where to go on.
    void pulseStall();

Q_SIGNALS:
    void healRequested(const std::string& fault);
    void targetChanged();
    /// By the user.
    void targetChosen();

private:
    void makeTargetRow(QVBoxLayout& column);
    void makeButtons(QVBoxLayout& column);
    void showTargets(const rig::LiveStatus& status);
    void showCards(const rig::LiveStatus& status);
    void showLast(const rig::LiveStatus& status);

    const RigActions& m_actions;
    QComboBox* m_target;
    QComboBox* m_duration;
    QWidget* m_board;  ///< target, duration and buttons
    FaultButton* m_stall = nullptr;
    QVBoxLayout* m_cardColumn;
    QLabel* m_last;  ///< what became of the last one
    std::vector<FaultCard*> m_cards;
};

}  // namespace gui
