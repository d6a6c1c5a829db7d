// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/faults_pane.h"

#include "gui/parts/label.h"
#include "gui/parts/scrolling.h"
#include "gui/rig/fault_button.h"
#include "gui/rig/fault_card.h"
#include "gui/rig/rig_actions.h"
#include "gui/rig/rig_words.h"
#include "gui/rings/ring_name.h"

#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace gui {

namespace {

using rig::FaultKind;

constexpr std::array kDurations{1, 2, 5, 8, 30};
constexpr int kUsualDuration = 2;
constexpr int kUntilHealed = 0;

QComboBox* makeBox(const char* name, const QString& accessible, QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(accessible);
    box->view()->setAccessibleName(accessible);
    box->setToolTip(accessible);
    return box;
}

bool isCrash(const rig::Fault& fault)
{
    return fault.kind == FaultKind::Crash;
}

QString afterWords(rig::scenario::Time time)
{
    return time.count() == 0
        ? FaultsPane::tr("at once")
        : FaultsPane::tr("after %1")
              .arg(widgets::durationText(std::chrono::duration<double>(time).count()));
}

}  // namespace

FaultsPane::FaultsPane(const RigActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_target(makeBox("faultTarget", tr("Whom the faults strike"), this))
    , m_duration(makeBox("faultDuration",
          tr("How long stalls, freezes, slowness and bursts last; the others last until they are "
             "healed"),
          this))
    , m_board(new QWidget(this))
    , m_last(makeQuietLabel({}, widgets::kSmallText, this))
{
    setObjectName(QStringLiteral("faultsPane"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    const int edge = widgets::scaledPx(font(), 10);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* board = new QVBoxLayout(m_board);
    board->setContentsMargins(edge, edge * 3 / 4, edge, edge / 2);
    board->setSpacing(widgets::scaledPx(font(), 6));
    makeTargetRow(*board);
    makeButtons(*board);
    column->addWidget(m_board);
    auto* cards = new QWidget(this);
    m_cardColumn = new QVBoxLayout(cards);
    m_cardColumn->setContentsMargins(edge, edge / 2, edge, edge / 2);
    m_cardColumn->setSpacing(edge / 2);
    m_last->setObjectName(QStringLiteral("lastFault"));
    m_last->setWordWrap(true);
    m_cardColumn->addWidget(m_last);
    m_cardColumn->addStretch(1);
    column->addWidget(scrollingCards(cards, this), 1);
    showRig(nullptr);
}

void FaultsPane::makeTargetRow(QVBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->addWidget(makeQuietLabel(tr("target"), widgets::kSmallText, m_board));
    row->addWidget(m_target, 1);
    row->addWidget(makeQuietLabel(tr("for"), widgets::kSmallText, m_board));
    for (const int seconds : kDurations) {
        m_duration->addItem(tr("%1 s").arg(seconds), seconds);
    }
    m_duration->addItem(tr("until healed"), kUntilHealed);
    m_duration->setCurrentIndex(kUsualDuration);
    m_duration->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_target->setMinimumContentsLength(5);
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    row->addWidget(m_duration);
    column.addLayout(row);
    connect(m_target, &QComboBox::currentIndexChanged, this, &FaultsPane::targetChanged);
    connect(m_target, &QComboBox::activated, this, &FaultsPane::targetChosen);
}

void FaultsPane::makeButtons(QVBoxLayout& column)
{
    auto* grid = new QGridLayout;
    grid->setSpacing(widgets::scaledPx(font(), 6));
    auto* crash = new FaultButton(tr("Crash…"), m_board);
    auto* more = new FaultButton(tr("More"), m_board);
    crash->setObjectName(QStringLiteral("crashMenu"));
    more->setObjectName(QStringLiteral("moreFaults"));
    auto* crashMenu = new QMenu(crash);
    auto* moreMenu = new QMenu(more);
    for (QMenu* menu : {crashMenu, moreMenu}) {
        menu->setToolTipsVisible(true);
    }
    for (const RigActions::FaultChoice& choice : m_actions.faults) {
        if (!m_actions.usual.contains(choice.action)) {
            (isCrash(choice.fault) ? crashMenu : moreMenu)->addAction(choice.action);
        }
    }
    crash->setMenu(crashMenu);
    more->setMenu(moreMenu);
    constexpr int kAcross = 2;
    int place = 0;
    const auto add = [&](FaultButton* button) {
        grid->addWidget(button, place / kAcross, place % kAcross);
        ++place;
    };
    for (QAction* action : m_actions.usual) {
        auto* button = new FaultButton(action, m_board);
        if (action == m_actions.actionOf(FaultKind::Stall)) {
            m_stall = button;
        }
        add(button);
    }
    add(crash);
    grid->addWidget(more, grid->rowCount(), 0, 1, kAcross);
    column.addLayout(grid);
}

void FaultsPane::showRig(const rig::LiveStatus* status)
{
    const bool runs = status != nullptr;
    m_board->setEnabled(runs);
    if (!runs) {
        for (FaultCard* card : m_cards) {
            card->deleteLater();
        }
        m_cards.clear();
        m_last->setText(tr("Faults need a rig of ours: processes that this window started itself. "
                           "Rings of others are only looked at."));
        m_last->show();
        return;
    }
    showTargets(*status);
    showCards(*status);
    showLast(*status);
}

void FaultsPane::showTargets(const rig::LiveStatus& status)
{
    QStringList names;
    QStringList ids;
    for (const rig::LiveWorker& worker : status.workers) {
        if (worker.planned && worker.name != rig::kProducerName) {
            ids.append(QString::fromStdString(worker.name));
            names.append(shownText(worker.name));
        }
    }
    ids.append(QString::fromLatin1(rig::kProducerName.data()));
    names.append(tr("producer"));
    bool same = ids.size() == m_target->count();
    for (int i = 0; same && i < ids.size(); ++i) {
        same = m_target->itemData(i).toString() == ids[i];
    }
    if (same) {
        return;
    }
    const std::string before = target();
    {
        const QSignalBlocker blocked(m_target);
        m_target->clear();
        for (int i = 0; i < ids.size(); ++i) {
            m_target->addItem(names[i], ids[i]);
        }
    }
    setTarget(before);
    Q_EMIT targetChanged();
}

void FaultsPane::showCards(const rig::LiveStatus& status)
{
    const rig::scenario::Time now = monitor::Clock::now().time_since_epoch();
    std::erase_if(m_cards, [&](FaultCard* card) {
        const rig::LiveFault* fault = status.find_fault(card->id());
        const bool stays = fault != nullptr && fault->is_active();
        if (!stays) {
            m_cardColumn->removeWidget(card);
            card->hide();
            card->deleteLater();
        }
        return !stays;
    });
    for (const rig::LiveFault& fault : status.faults) {
        const auto known = std::find_if(m_cards.begin(), m_cards.end(),
            [&](const FaultCard* card) { return card->id() == fault.seen.id; });
        if (known != m_cards.end()) {
            (*known)->showFault(fault, now);
        } else if (fault.is_active()) {
            auto* card = new FaultCard(fault, this);
            connect(card, &FaultCard::healClicked, this,
                [this, card] { Q_EMIT healRequested(card->id()); });
            m_cardColumn->insertWidget(static_cast<int>(m_cards.size()), card);
            m_cards.push_back(card);
        }
    }
}

void FaultsPane::showLast(const rig::LiveStatus& status)
{
    const auto last = std::find_if(status.faults.rbegin(), status.faults.rend(),
        [](const rig::LiveFault& fault) { return fault.seen.healed.has_value(); });
    QString text;
    if (last != status.faults.rend()) {
        text = tr("Last: %1, healed").arg(faultText(last->fault));
        if (last->recovered) {
            text += tr(", recovered %1").arg(afterWords(*last->recovered - *last->seen.healed));
        }
        m_last->setToolTip(shownText(last->seen.heal_proof));
    } else if (m_cards.empty()) {
        text = tr("Nothing is broken. Stall strikes the target for the time chosen above.");
    }
    if (m_last->text() != text) {
        m_last->setText(text);
    }
    m_last->setVisible(!text.isEmpty());
}

std::string FaultsPane::target() const
{
    return m_target->currentData().toString().toStdString();
}

void FaultsPane::setTarget(const std::string& worker)
{
    const int index = m_target->findData(QString::fromStdString(worker));
    if (index >= 0) {
        m_target->setCurrentIndex(index);
    }
}

std::optional<std::chrono::nanoseconds> FaultsPane::duration() const
{
    const int seconds = m_duration->currentData().toInt();
    return seconds == kUntilHealed
        ? std::nullopt
        : std::optional<std::chrono::nanoseconds>(std::chrono::seconds(seconds));
}

void FaultsPane::pulseStall()
{
    m_stall->pulse();
}

}  // namespace gui
