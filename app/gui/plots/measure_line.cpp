// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/plots/measure_line.h"

#include "gui/parts/wall_clock.h"
#include "gui/plots/measurement.h"

#include "widgets/icons.h"
#include "widgets/strip_plot.h"
#include "widgets/type_scale.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace gui {

namespace {

using Marker = widgets::StripPlot::Marker;

constexpr auto kSettled = std::chrono::milliseconds(300);

}  // namespace

MeasureLine::MeasureLine(widgets::StripPlot& plot, QWidget* parent)
    : QWidget(parent)
    , m_plot(plot)
    , m_text(new QLabel(this))
    , m_copy(new QToolButton(this))
{
    setObjectName(QStringLiteral("measure"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    auto* row = new QHBoxLayout(this);
    const int gap = widgets::scaledPx(font(), 4);
    row->setContentsMargins(3 * gap, gap / 2, 2 * gap, gap / 2);
    m_text->setFont(widgets::scaledFont(font(), widgets::kSmallText));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_copy->setIcon(widgets::icon(widgets::Icon::Copy));
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy these figures"));
    m_copy->setAutoRaise(true);
    row->addWidget(m_text, 1);
    row->addWidget(m_copy);
    hide();
    connect(m_copy, &QToolButton::clicked, this, &MeasureLine::copy);
    connect(&plot, &widgets::StripPlot::markersChanged, this, &MeasureLine::measureAgain);
}

void MeasureLine::setSession(const RingSession* session, const monitor::History& history)
{
    m_session = session;
    m_history = &history;
    measureAgain();
}

void MeasureLine::refresh(monitor::TimePoint now)
{
    if (!m_isFresh) {
        return;
    }
    measureAgain();
    const double newest
        = std::max(m_plot.marker(Marker::A).value_or(0), m_plot.marker(Marker::B).value_or(0));
    m_isFresh = fromPlotSeconds(newest) + kSettled > now;
}

QString MeasureLine::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void MeasureLine::measureAgain()
{
    const std::optional<double> a = m_plot.marker(Marker::A);
    const std::optional<double> b = m_plot.marker(Marker::B);
    setVisible(m_session != nullptr && (a || b));
    if (isHidden()) {
        return;
    }
    m_isFresh = true;
    m_copy->setVisible(a && b);
    if (a && b) {
        const QString times
            = tr("A %1  B %2")
                  .arg(timeOfDay(fromPlotSeconds(*a), 3), timeOfDay(fromPlotSeconds(*b), 3));
        m_text->setText(times + QStringLiteral("    ")
            + measure(*m_session, *m_history, fromPlotSeconds(*a), fromPlotSeconds(*b)).text());
        m_text->setToolTip(m_text->text());
        return;
    }
    m_text->setText(a ? tr("A %1, now set marker B: point at a time and press B")
                            .arg(timeOfDay(fromPlotSeconds(*a), 3))
                      : tr("B %1, now set marker A: point at a time and press A")
                            .arg(timeOfDay(fromPlotSeconds(*b), 3)));
}

void MeasureLine::copy() const
{
    QGuiApplication::clipboard()->setText(m_text->text());
}

}  // namespace gui
