// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/strip_plot.h"

#include "lane_painter.h"
#include "strip_plot_private.h"

#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace widgets {

namespace {

constexpr qint64 kReadoutEveryMs = 100;

}  // namespace

Strip lagStrip()
{
    constexpr double kTop = 126;  // the title stays clear of a full ring
    Strip strip;
    strip.title = StripPlot::tr("lag");
    strip.unit = StripPlot::tr("% of ring");
    strip.weight = 1.35;
    strip.fixedTop = kTop;
    strip.limit = 100;
    strip.limitText = StripPlot::tr("100 % = ring full, producer held");
    strip.valueText = [](double value) { return StripPlot::tr("%1 %").arg(percentText(value)); };
    return strip;
}

Strip throughputStrip()
{
    Strip strip;
    strip.title = StripPlot::tr("throughput");
    strip.unit = StripPlot::tr("events/s");
    strip.valueText = [](double value) { return rateText(value); };
    return strip;
}

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
    const bool samePanes = std::equal(strips.begin(), strips.end(), d->strips.begin(),
        d->strips.end(),
        [](const Strip& a, const Strip& b) { return a.title == b.title && a.weight == b.weight; });
    d->strips = std::move(strips);
    d->isDirty = true;
    if (!samePanes) {
        d->curves.clear();
        d->placePanes();
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

double StripPlot::windowSeconds() const
{
    return d->view.window();
}

void StripPlot::setWindowSeconds(double seconds)
{
    d->changeView([&] { d->view.setWindow(seconds); });
}

bool StripPlot::follows() const
{
    return d->view.follows();
}

void StripPlot::setFollow(bool follow)
{
    if (follow != d->view.follows())
        d->changeView([&] { d->view.setFollow(follow); });
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
    d->changeView([&] { d->view.show(from, to); });
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
    d->needsLayout = true;
    d->isDirty = true;
}

void StripPlot::keyPressEvent(QKeyEvent* event)
{
    constexpr double kPanShare = 0.1;
    const double step = d->view.window() * kPanShare;
    const double middle = d->crosshair.value_or(d->view.edge() - d->view.window() / 2);
    switch (event->key()) {
    case Qt::Key_End:
        setFollow(true);
        break;
    case Qt::Key_Space:
        setFollow(!follows());
        break;
    case Qt::Key_Left:
        d->changeView([&] { d->view.pan(-step); });
        break;
    case Qt::Key_Right:
        d->changeView([&] { d->view.pan(step); });
        break;
    case Qt::Key_Plus:
        d->changeView([&] { d->view.zoom(1 / Private::kWheelStep, middle); });
        break;
    case Qt::Key_Minus:
        d->changeView([&] { d->view.zoom(Private::kWheelStep, middle); });
        break;
    default:
        QWidget::keyPressEvent(event);
    }
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
    case QEvent::Wheel:
        return d->wheelTurned(*static_cast<QWheelEvent*>(event));
    case QEvent::Leave:
        setCrosshair(std::nullopt);
        return false;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

}  // namespace widgets
