// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/strip_plot.h"

#include "lane_layout.h"
#include "strip_plot_private.h"

#include "widgets/type_scale.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace widgets {

namespace {

constexpr qint64 kReadoutEveryMs = 100;

}  // namespace

StripPlot::StripPlot(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setAccessibleName(tr("Lag and throughput over time"));
    setFocusPolicy(Qt::StrongFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(d->canvas, 1);
    row->addWidget(d->readout);
    d->canvas->surface()->installEventFilter(this);
    d->canvas->surface()->setAccessibleName(tr("Curves"));
    d->applyTheme();
    connect(d->readout, &StripReadout::clicked, this, [this](int series, bool alone) {
        if (alone)
            setSolo(d->solo == series ? std::nullopt : std::optional(series));
        else
            Q_EMIT seriesClicked(series);
    });
}

StripPlot::~StripPlot()
{
    // While it goes it is told that the mouse leaves it.
    d->canvas->surface()->removeEventFilter(this);
    delete d->canvas;  // it paints through d
}

void StripPlot::setSource(std::shared_ptr<const SpanSource> source)
{
    d->source = std::move(source);
    d->isDirty = true;
}

void StripPlot::setStrips(std::vector<Strip> strips)
{
    d->keepSettings();
    std::vector<StripAxis> axes;
    for (const Strip& strip : strips) {
        const auto same = std::find_if(d->strips.begin(), d->strips.end(),
            [&](const Strip& old) { return old.title == strip.title; });
        if (same == d->strips.end()) {
            axes.emplace_back(strip);
        } else {
            axes.push_back(d->axes[static_cast<std::size_t>(same - d->strips.begin())]);
            axes.back().adopt(strip);
        }
    }
    const bool samePanes = std::equal(strips.begin(), strips.end(), d->strips.begin(),
        d->strips.end(),
        [](const Strip& a, const Strip& b) { return a.title == b.title && a.weight == b.weight; });
    d->strips = std::move(strips);
    d->axes = std::move(axes);
    for (std::size_t strip = 0; strip < d->strips.size(); ++strip)
        d->applySetting(strip);
    d->isDirty = true;
    if (!samePanes) {
        d->choice = {};
        d->chooseStrips();
    }
}

void StripPlot::setEvents(StripEvents events)
{
    if (events == d->events)
        return;
    const bool sameHeight = laneRows(events) == laneRows(d->events);
    d->events = std::move(events);
    d->isDirty = true;
    if (!sameHeight)
        d->applyTheme();
}

void StripPlot::setTimeOfDay(std::function<QString(double)> text)
{
    d->timeOfDay = std::move(text);
}

void StripPlot::refresh(double now)
{
    d->view.advance(now);
    if (!d->canBeSeen())
        return;
    if (d->moved())
        d->drawFrame();
    if (!d->readoutClock.isValid() || d->readoutClock.hasExpired(kReadoutEveryMs))
        d->updateReadout();
}

void StripPlot::setBounds(const std::optional<Bounds>& bounds, double now)
{
    d->view.setBounds(
        bounds ? std::optional(TimeView::Bounds{bounds->first, bounds->last}) : std::nullopt, now);
    d->past = {};
    d->isDirty = true;
}

double StripPlot::windowSeconds() const
{
    return d->view.window();
}

void StripPlot::setWindowSeconds(double seconds)
{
    d->changeView(Private::Step::Jump, [&] { d->view.setWindow(seconds); });
}

bool StripPlot::follows() const
{
    return d->view.follows();
}

void StripPlot::setFollow(bool follow)
{
    d->changeView(Private::Step::Jump, [&] { d->view.setFollow(follow); });
}

double StripPlot::viewedNow() const
{
    return d->view.edge();
}

std::optional<double> StripPlot::crosshair() const
{
    return d->crosshair;
}

void StripPlot::setCrosshair(std::optional<double> time)
{
    d->hoverX.reset();
    d->moveCrosshair(time);
}

void StripPlot::zoomTo(double from, double to)
{
    d->changeView(Private::Step::Jump, [&] { d->view.show(from, to); });
}

double StripPlot::pointedTime() const
{
    return d->crosshair.value_or(d->view.edge());
}

double StripPlot::replotMilliseconds() const
{
    return d->replotMs;
}

quint64 StripPlot::frames() const
{
    return d->frames;
}

QSize StripPlot::sizeHint() const
{
    return {scaledPx(font(), 956), scaledPx(font(), 560)};
}

QSize StripPlot::minimumSizeHint() const
{
    return {scaledPx(font(), 420), scaledPx(font(), 260)};
}

void StripPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        d->applyTheme();
        if (d->frames > 0 && d->canBeSeen())
            d->drawFrame();
    }
}

void StripPlot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    d->needsLayout = true;
    d->isDirty = true;
}

void StripPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->canvas->resize(width() - d->readout->width(), height());
    d->chooseStrips();
    d->needsLayout = true;
    d->isDirty = true;
}

void StripPlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    d->isDirty = true;
}

void StripPlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    d->showsFocus = false;
    d->isDirty = true;
}

bool StripPlot::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        return d->mousePressed(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove:
        return d->mouseMoved(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonRelease:
        return d->mouseReleased(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonDblClick:
        return d->mouseDoubleClicked(*static_cast<QMouseEvent*>(event));
    case QEvent::Wheel:
        return d->wheelTurned(*static_cast<QWheelEvent*>(event));
    case QEvent::ToolTip:
        return d->tipAsked(*static_cast<QHelpEvent*>(event));
    case QEvent::Leave:
        d->mouseLeft();
        return false;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

}  // namespace widgets
