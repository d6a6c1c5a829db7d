// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/fault_card.h"

#include "gui/parts/label.h"
#include "gui/rig/rig_words.h"
#include "gui/rings/ring_name.h"

#include "widgets/theme.h"
#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace gui {

namespace {

constexpr int kEdge = 3;
constexpr double kMargin = 10;
constexpr double kBar = 5;

double inSeconds(rig::scenario::Time time)
{
    return std::chrono::duration<double>(time).count();
}

QString clock(rig::scenario::Time time)
{
    return widgets::clockText(std::max(0.0, inSeconds(time)));
}

QString capitalised(QString text)
{
    text[0] = text.at(0).toUpper();
    return text;
}

void setIfOther(QLabel& label, const QString& text)
{
    if (label.text() != text) {
        label.setText(text);
    }
}

}  // namespace

FaultCard::FaultCard(const rig::LiveFault& fault, QWidget* parent)
    : QWidget(parent)
    , m_fault(fault)
    , m_name(makeLabel(capitalised(faultText(fault.fault)), 1, true, this))
    , m_proof(makeQuietLabel({}, widgets::kSmallText, this))
    , m_time(makeQuietLabel({}, widgets::kSmallText, this))
    , m_end(makeQuietLabel({}, widgets::kSmallText, this))
    , m_bar(new QWidget(this))
    , m_heal(new QPushButton(tr("Heal"), this))
{
    setObjectName(QStringLiteral("faultCard"));
    m_heal->setObjectName(QStringLiteral("heal"));
    m_heal->setAccessibleName(tr("Heal %1").arg(faultText(fault.fault)));
    m_bar->setFixedHeight(widgets::scaledPx(font(), kBar));
    m_bar->setAttribute(Qt::WA_TransparentForMouseEvents);
    const int margin = widgets::scaledPx(font(), kMargin);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(margin + kEdge, margin * 3 / 4, margin, margin * 3 / 4);
    grid->setHorizontalSpacing(margin);
    grid->setVerticalSpacing(margin / 3);
    grid->addWidget(m_name, 0, 0);
    grid->addWidget(m_heal, 0, 1, 2, 1, Qt::AlignTop);
    grid->addWidget(m_proof, 1, 0);
    grid->addWidget(m_bar, 2, 0, 1, 2);
    grid->addWidget(m_time, 3, 0);
    grid->addWidget(m_end, 3, 1, Qt::AlignRight);
    grid->setColumnStretch(0, 1);
    m_name->setWordWrap(true);
    connect(m_heal, &QPushButton::clicked, this, &FaultCard::healClicked);
    showFault(fault, fault.seen.requested.value_or(rig::scenario::Time{}));
}

void FaultCard::showFault(const rig::LiveFault& fault, rig::scenario::Time now)
{
    m_fault = fault;
    m_now = now;
    setIfOther(*m_proof, proofWords());
    m_proof->setToolTip(shownText(fault.seen.proof));
    setIfOther(*m_time, timeWords());
    setIfOther(*m_end, endWords());
    m_heal->setEnabled(!fault.seen.heal_requested);
    setAccessibleName(faultText(fault.fault));
    setAccessibleDescription(proofWords() + QStringLiteral(", ") + timeWords());
    m_name->setToolTip(shownText(fault.seen.proof));
    update();
}

QString FaultCard::proofWords() const
{
    if (!m_fault.seen.trouble.empty()) {
        return shownText(m_fault.seen.trouble);
    }
    if (m_fault.refuted) {
        return tr("not proven, taken back");
    }
    if (!m_fault.seen.proven) {
        return tr("requested, not proven yet");
    }
    return tr("proven in %1")
        .arg(widgets::durationText(inSeconds(*m_fault.seen.proven - *m_fault.seen.requested)));
}

QString FaultCard::timeWords() const
{
    if (!m_fault.seen.requested) {
        return {};
    }
    if (!m_fault.seen.proven) {
        return tr("for %1").arg(clock(m_now - *m_fault.seen.requested));
    }
    const QString since = clock(m_now - *m_fault.seen.proven);
    return m_fault.fault.duration
        ? tr("%1 of %2").arg(since, widgets::durationText(inSeconds(*m_fault.fault.duration)))
        : tr("for %1").arg(since);
}

QString FaultCard::endWords() const
{
    if (m_fault.seen.heal_requested) {
        return tr("healing");
    }
    return m_fault.planned_end ? tr("heals in %1").arg(clock(*m_fault.planned_end - m_now))
                               : tr("until it is healed");
}

double FaultCard::share() const
{
    if (!m_fault.seen.proven) {
        return 0;
    }
    if (!m_fault.planned_end || m_fault.fault.duration->count() == 0) {
        return 1;
    }
    return std::clamp(
        inSeconds(m_now - *m_fault.seen.proven) / inSeconds(*m_fault.fault.duration), 0.0, 1.0);
}

void FaultCard::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QPainter painter(this);
    const QRect box = rect().adjusted(0, 0, -1, -1);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.base);
    painter.drawRect(box);
    const QRect bar = m_bar->geometry();
    if (isProven()) {
        painter.fillRect(0, 0, kEdge, height(), theme.faultEdge);
        painter.fillRect(bar, theme.free);
        painter.fillRect(
            QRect(bar.topLeft(), QSize(static_cast<int>(bar.width() * share()), bar.height())),
            theme.faultEdge);
        return;
    }
    QPen asked(theme.faultEdge, 1, Qt::CustomDashLine, Qt::FlatCap);
    asked.setDashPattern({3, 3});
    painter.setPen(asked);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRect(0, 0, kEdge, height() - 1));
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
}

}  // namespace gui
