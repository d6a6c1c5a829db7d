// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rig/live/live_status.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace gui {

/// One fault that is to be healed: hollow until it is proven, then filled up to its planned end.
class FaultCard : public QWidget {
    Q_OBJECT
public:
    explicit FaultCard(const rig::LiveFault& fault, QWidget* parent = nullptr);

    void showFault(const rig::LiveFault& fault, rig::scenario::Time now);
    [[nodiscard]] const std::string& id() const { return m_fault.seen.id; }
    [[nodiscard]] bool isProven() const { return m_fault.seen.proven.has_value(); }

Q_SIGNALS:
    void healClicked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString proofWords() const;
    [[nodiscard]] QString timeWords() const;
    [[nodiscard]] QString endWords() const;
    [[nodiscard]] double share() const;

    rig::LiveFault m_fault;
    rig::scenario::Time m_now{};
    QLabel* m_name;
    QLabel* m_proof;
    QLabel* m_time;
    QLabel* m_end;
    QWidget* m_bar;  ///< keeps the place that is painted on
    QPushButton* m_heal;
};

}  // namespace gui
