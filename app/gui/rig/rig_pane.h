// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rig/live/live_status.h"

#include <QWidget>

#include <vector>

class QStackedWidget;
class QVBoxLayout;

namespace gui {

class ProcessCard;
class RigActions;
class RigForm;

/// The rig: a card for each of its processes; while none runs, the form for a new one.
class RigPane : public QWidget {
    Q_OBJECT
public:
    explicit RigPane(const RigActions& actions, QWidget* parent = nullptr);

    /// Null: no rig runs.
    void showRig(const rig::LiveStatus* status);
    void setTarget(const std::string& worker);
    [[nodiscard]] RigForm& form() { return *m_form; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void startRequested(const rig::Topology& topology);
    void pauseRequested(const std::string& worker);
    void stopRequested(const std::string& worker);
    void restartRequested(const std::string& worker);
    void copyRequested(const std::string& worker);
    void rateChosen(quint64 perSecond);
    void workChosen(const std::string& worker, qint64 nanoseconds);
    void targetRequested(const std::string& worker);
    void refused(const QString& why);

private:
    void showCards(const rig::LiveStatus& status);
    void connectCard(ProcessCard* card);

    RigForm* m_form;
    QStackedWidget* m_pages;
    QVBoxLayout* m_cardColumn = nullptr;
    std::vector<ProcessCard*> m_cards;
    std::string m_ring;  ///< that the cards are of
};

}  // namespace gui
