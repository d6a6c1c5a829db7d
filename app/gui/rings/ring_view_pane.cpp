// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_view_pane.h"

#include "gui/parts/label.h"
#include "gui/parts/wall_clock.h"
#include "gui/rings/ring_legend.h"
#include "gui/rings/ring_name.h"
#include "gui/rings/ring_picture.h"

#include "widgets/ring_view.h"
#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QAction>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <array>

namespace gui {

namespace {

constexpr double kSmall = 0.87;
constexpr double kRingLeast = 230;  // below it the numbers give way

void setChanged(QLabel* label, const QString& text)
{
    if (label->text() != text) {
        label->setText(text);
    }
}

QWidget* makeLine(QWidget* parent)
{
    auto* line = new QWidget(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Midlight);
    return line;
}

}  // namespace

RingViewPane::RingViewPane(QWidget* parent)
    : QWidget(parent)
    , m_view(new widgets::RingView(this))
    , m_legend(new RingLegend(this))
    , m_numbers(makeNumbers())
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_view->setObjectName(QStringLiteral("ringView"));
    const int gap = widgets::scaledPx(font(), 6);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(makeLine(this));
    column->addSpacing(gap);
    column->addWidget(m_legend);
    column->addSpacing(gap);
    column->addWidget(m_numbers);
    connect(m_view, &widgets::RingView::consumerClicked, this, &RingViewPane::consumerClicked);
    connect(m_legend, &RingLegend::consumerClicked, this, &RingViewPane::consumerClicked);
}

QWidget* RingViewPane::makeNumbers()
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(box));
    auto* grid = new QGridLayout;
    const int margin = widgets::scaledPx(font(), 12);
    grid->setContentsMargins(margin, margin * 2 / 3, margin, margin * 2 / 3);
    grid->setHorizontalSpacing(margin);
    grid->setVerticalSpacing(widgets::scaledPx(font(), 4));
    constexpr int kNumbers = Blocked + 1;
    const std::array<QString, kNumbers> names{tr("used"), tr("published"), tr("free"),
        tr("rate, ev/s"), tr("high water"), tr("producers"), tr("most here"), tr("blocked")};
    for (int i = 0; i < kNumbers; ++i) {
        const QString& name = names[static_cast<std::size_t>(i)];
        grid->addWidget(makeQuietLabel(name, kSmall, box), i / 2, i % 2 * 2);
        QLabel* value = makeLabel(QString(), kSmall, false, box);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        // Room for what it will be: a number that grows must not widen the pane.
        value->setMinimumWidth(value->fontMetrics().horizontalAdvance(
            i == Published ? QStringLiteral("999 999 999") : QStringLiteral("99 999")));
        value->setAccessibleName(name);
        grid->addWidget(value, i / 2, i % 2 * 2 + 1);
        m_values.push_back(value);
    }
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    column->addLayout(grid);
    box->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* reset = new QAction(tr("Count most and blocked from now on"), box);
    connect(reset, &QAction::triggered, this, &RingViewPane::resetRequested);
    box->addAction(reset);
    return box;
}

void RingViewPane::showPicture(const RingSession& session)
{
    m_view->setState(ringPicture(session));
    if (session.reading()) {
        m_view->setSentence(QString::fromStdString(session.reading()->diagnosis.sentence()));
        setNumbers(*session.reading());  // of the look that is drawn above them
        setPeaks(session.peaks());
    }
}

void RingViewPane::showNumbers(
    const RingSession& session, const std::vector<widgets::ConsumerRow>& rows)
{
    m_legend->setRows(rows, shownText(session.selectedConsumer()));
    giveWay();
}

void RingViewPane::setNumbers(const monitor::RingReading& reading)
{
    const bool held = reading.attached && reading.producer.held_since.has_value();
    const bool known = reading.capacity > 0;
    const auto count = [known](std::uint64_t number) {
        return known ? widgets::countText(number) : QStringLiteral("–");
    };
    setChanged(m_values[Used], count(reading.used));
    setChanged(
        m_values[Published], count(static_cast<std::uint64_t>(reading.producer.sequence + 1)));
    setChanged(m_values[Free], count(reading.free));
    m_values[Free]->setForegroundRole(held ? QPalette::BrightText : QPalette::WindowText);
    setChanged(m_values[Rate],
        known ? widgets::rateText(reading.attached ? reading.producer.events_per_s : 0)
              : QStringLiteral("–"));
    setChanged(m_values[HighWater], count(reading.used_max));
    setChanged(m_values[Epoch], count(reading.producer.epoch));
}

/// Since the window looks at the ring, which "high water" is not.
void RingViewPane::setPeaks(const RingPeaks& peaks)
{
    setChanged(m_values[MostUsed], widgets::countText(peaks.usedMost()));
    setChanged(m_values[Blocked], widgets::durationText(peaks.blockedSeconds()));
    const QString since = timeOfDay(peaks.since(), 0);
    m_values[MostUsed]->setToolTip(
        tr("Most slots used since %1, at %2").arg(since, timeOfDay(peaks.usedMostAt(), 1)));
    m_values[Blocked]->setToolTip(peaks.isReset()
            ? tr("The producer was blocked for that long since %1").arg(since)
            : tr("The producer was blocked for that long in the life of the ring"));
}

QSize RingViewPane::sizeHint() const
{
    return {widgets::scaledPx(font(), 345), widgets::scaledPx(font(), 560)};
}

/// The picture is always there, and what is below it where there is room.
QSize RingViewPane::minimumSizeHint() const
{
    return {QWidget::minimumSizeHint().width(), widgets::scaledPx(font(), kRingLeast)};
}

void RingViewPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    giveWay();
}

/// The picture comes first: in a low pane the numbers go, then the legend.
void RingViewPane::giveWay()
{
    const int least = widgets::scaledPx(font(), kRingLeast);
    const int legend = m_legend->sizeHint().height();
    m_legend->setVisible(height() - legend >= least);
    m_numbers->setVisible(height() - legend - m_numbers->sizeHint().height() >= least);
}

}  // namespace gui
