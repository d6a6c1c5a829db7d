// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/rig_pane.h"

#include "gui/parts/scrolling.h"
#include "gui/rig/process_card.h"
#include "gui/rig/rig_actions.h"
#include "gui/rig/rig_form.h"

#include "widgets/type_scale.h"

#include <QAction>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gui {

namespace {

QToolButton* makeCommand(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(false);
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return button;
}

}  // namespace

RigPane::RigPane(const RigActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_form(new RigForm(this))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("rigPane"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* cards = new QWidget(this);
    m_cardColumn = new QVBoxLayout(cards);
    m_cardColumn->setContentsMargins(0, 0, 0, 0);
    m_cardColumn->setSpacing(0);
    m_cardColumn->addStretch(1);
    auto* running = new QWidget(this);
    auto* column = new QVBoxLayout(running);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(scrollingCards(cards, running), 1);
    auto* foot = new QHBoxLayout;
    const int edge = widgets::scaledPx(font(), 10);
    foot->setContentsMargins(edge, edge / 2, edge, edge / 2);
    foot->setSpacing(edge / 2);
    for (QAction* action : {actions.startAll, actions.stopAll, actions.stopRig}) {
        foot->addWidget(makeCommand(action, running));
    }
    column->addLayout(foot);
    m_pages->addWidget(m_form);
    m_pages->addWidget(running);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_pages);
    connect(m_form, &RigForm::startRequested, this, &RigPane::startRequested);
}

void RigPane::showRig(const rig::LiveStatus* status)
{
    m_pages->setCurrentIndex(status == nullptr ? 0 : 1);
    if (status != nullptr) {
        showCards(*status);
    }
}

void RigPane::showCards(const rig::LiveStatus& status)
{
    std::erase_if(m_cards, [&](ProcessCard* card) {
        const bool stays
            = m_ring == status.ring.name && status.find_worker(card->name()) != nullptr;
        if (!stays) {
            card->hide();
            card->deleteLater();
        }
        return !stays;
    });
    m_ring = status.ring.name;
    for (const rig::LiveWorker& worker : status.workers) {
        const bool stalled = status.find_active(rig::FaultKind::Stall, worker.name) != nullptr;
        auto known = std::find_if(m_cards.begin(), m_cards.end(),
            [&](const ProcessCard* card) { return card->name() == worker.name; });
        if (known == m_cards.end()) {
            auto* card = new ProcessCard(worker, this);
            connectCard(card);
            m_cardColumn->insertWidget(static_cast<int>(m_cards.size()), card);
            known = m_cards.insert(m_cards.end(), card);
        }
        (*known)->showWorker(worker, stalled);
    }
}

void RigPane::connectCard(ProcessCard* card)
{
    const std::string name = card->name();
    connect(card, &ProcessCard::pauseClicked, this, [this, name] { Q_EMIT pauseRequested(name); });
    connect(card, &ProcessCard::stopClicked, this, [this, name] { Q_EMIT stopRequested(name); });
    connect(
        card, &ProcessCard::restartClicked, this, [this, name] { Q_EMIT restartRequested(name); });
    connect(card, &ProcessCard::copyClicked, this, [this, name] { Q_EMIT copyRequested(name); });
    connect(card, &ProcessCard::workChosen, this,
        [this, name](qint64 nanoseconds) { Q_EMIT workChosen(name, nanoseconds); });
    connect(card, &ProcessCard::rateChosen, this, &RigPane::rateChosen);
    connect(card, &ProcessCard::refused, this, &RigPane::refused);
    connect(card, &ProcessCard::pressed, this, [this, name] { Q_EMIT targetRequested(name); });
}

void RigPane::setTarget(const std::string& worker)
{
    for (ProcessCard* card : m_cards) {
        card->setMarked(card->name() == worker);
    }
}

QSize RigPane::sizeHint() const
{
    constexpr double kWidth = 299;
    constexpr double kHeight = 330;
    return {widgets::scaledPx(font(), kWidth), widgets::scaledPx(font(), kHeight)};
}

}  // namespace gui
