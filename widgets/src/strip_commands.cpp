// SPDX-License-Identifier: GPL-3.0-or-later
#include "range_editor.h"
#include "strip_plot_private.h"

#include "widgets/type_scale.h"

#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>

namespace widgets {

namespace {

constexpr double kPanShare = 0.1;  // of the window
constexpr double kTitleRoom = 25;

}  // namespace

std::size_t StripPlot::Private::aimedPane() const
{
    return static_cast<std::size_t>(hoverPane.value_or(focusPane));
}

StripAxis* StripPlot::Private::aimedAxis()
{
    const std::size_t pane = aimedPane();
    return pane < choice.shown.size() ? &axes[choice.shown[pane]] : nullptr;
}

void StripPlot::Private::aimAt(int pane)
{
    focusPane = std::clamp(pane, 0, std::max(0, static_cast<int>(choice.shown.size()) - 1));
    isDirty = true;
}

void StripPlot::Private::zoomBy(double factor)
{
    const double middle = crosshair.value_or(view.edge() - view.window() / 2);
    changeView(Step::Notch, [&] { view.zoom(factor, middle); });
}

void StripPlot::Private::goTo(const std::optional<TimeView::Place>& place)
{
    if (place)
        changeView(std::nullopt, [&] { view.restore(*place); });
}

bool StripPlot::Private::obeyKey(int key)
{
    const double step = view.window() * kPanShare;
    switch (key) {
    case Qt::Key_End:
        q->setFollow(true);
        return true;
    case Qt::Key_Space:
        q->setFollow(!q->follows());
        return true;
    case Qt::Key_Left:
        changeView(Step::Notch, [&] { view.pan(-step); });
        return true;
    case Qt::Key_Right:
        changeView(Step::Notch, [&] { view.pan(step); });
        return true;
    case Qt::Key_Plus:
        q->zoomIn();
        return true;
    case Qt::Key_Minus:
        q->zoomOut();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        hoverPane.reset();
        showsFocus = true;
        aimAt(focusPane + (key == Qt::Key_Up ? -1 : 1));
        return true;
    default:
        return false;
    }
}

void StripPlot::Private::setRange(std::size_t strip, const std::optional<AxisLimits>& limits)
{
    if (strip < axes.size() && axes[strip].setLimits(limits))
        isDirty = true;
}

void StripPlot::Private::keepSettings()
{
    for (std::size_t strip = 0; strip < axes.size(); ++strip) {
        const StripAxis& axis = axes[strip];
        AxisSetting setting{strips[strip].title, {}, {}};
        if (axis.isLog() != axis.isLogByNature())
            setting.log = axis.isLog();
        if (axis.limits())
            setting.range = {axis.limits()->bottom, axis.limits()->top};
        std::erase_if(settings, [&](const AxisSetting& old) { return old.strip == setting.strip; });
        if (setting.log || setting.range)
            settings.push_back(setting);
    }
    std::sort(settings.begin(), settings.end(),
        [](const AxisSetting& a, const AxisSetting& b) { return a.strip < b.strip; });
}

void StripPlot::Private::applySetting(std::size_t strip)
{
    const auto setting = std::find_if(settings.begin(), settings.end(),
        [&](const AxisSetting& kept) { return kept.strip == strips[strip].title; });
    StripAxis& axis = axes[strip];
    axis.setLog(setting != settings.end() ? setting->log.value_or(axis.isLogByNature())
                                          : axis.isLogByNature());
    axis.setLimits(setting != settings.end() && setting->range
            ? std::optional(AxisLimits{setting->range->first, setting->range->second})
            : std::nullopt);
}

void StripPlot::keyPressEvent(QKeyEvent* event)
{
    if (!d->obeyKey(event->key()))
        QWidget::keyPressEvent(event);
}

void StripPlot::zoomIn()
{
    d->zoomBy(1 / Private::kWheelStep);
}

void StripPlot::zoomOut()
{
    d->zoomBy(Private::kWheelStep);
}

void StripPlot::undoView()
{
    d->goTo(d->past.undo(d->view.place()));
}

void StripPlot::redoView()
{
    d->goTo(d->past.redo(d->view.place()));
}

std::optional<double> StripPlot::marker(Marker marker) const
{
    return d->markers[static_cast<std::size_t>(marker)];
}

void StripPlot::setMarker(Marker marker, std::optional<double> time)
{
    std::optional<double>& kept = d->markers[static_cast<std::size_t>(marker)];
    if (kept == time)
        return;
    kept = time;
    if (d->canBeSeen() && d->frames > 0)
        d->paintCursorLayer();
    Q_EMIT markersChanged();
}

void StripPlot::setSolo(std::optional<int> series)
{
    if (d->solo == series)
        return;
    d->solo = series;
    d->isDirty = true;
    d->updateReadout();
}

std::optional<int> StripPlot::solo() const
{
    return d->solo;
}

QString StripPlot::aimedStrip() const
{
    const std::size_t pane = d->aimedPane();
    return pane < d->choice.shown.size() ? d->strips[d->choice.shown[pane]].title : QString();
}

bool StripPlot::isLog() const
{
    const StripAxis* axis = d->aimedAxis();
    return axis != nullptr && axis->isLog();
}

void StripPlot::setLog(bool log)
{
    if (StripAxis* axis = d->aimedAxis()) {
        axis->setLog(log);
        d->isDirty = true;
    }
}

bool StripPlot::isRangeLocked() const
{
    const StripAxis* axis = d->aimedAxis();
    return axis != nullptr && axis->limits();
}

void StripPlot::lockRange(bool lock)
{
    const std::size_t pane = d->aimedPane();
    if (pane >= d->choice.shown.size())
        return;
    const std::size_t strip = d->choice.shown[pane];
    const AxisScale now = d->axes[strip].scale(0);
    d->setRange(strip, lock ? std::optional(AxisLimits{now.bottom, now.top}) : std::nullopt);
}

std::vector<AxisSetting> StripPlot::axisSettings() const
{
    d->keepSettings();
    return d->settings;
}

void StripPlot::setAxisSettings(const std::vector<AxisSetting>& settings)
{
    d->settings = settings;
    for (std::size_t strip = 0; strip < d->strips.size(); ++strip)
        d->applySetting(strip);
    d->isDirty = true;
}

void StripPlot::askForRange()
{
    const std::size_t pane = d->aimedPane();
    if (pane >= d->choice.shown.size() || d->frames == 0)
        return;
    const std::size_t strip = d->choice.shown[pane];
    const AxisScale now = d->axes[strip].scale(0);
    delete d->editor;
    auto* range = new RangeEditor({now.bottom, now.top}, this);
    d->editor = range;
    connect(range, &RangeEditor::chosen, this, [this, strip](double bottom, double top) {
        d->setRange(strip, AxisLimits{bottom, top});
    });
    const QRect box = d->canvas->pane(static_cast<int>(pane));
    // Below the title, as far as there is room: it says whose range it is.
    const int below
        = std::min(scaledPx(font(), kTitleRoom), box.height() - range->sizeHint().height());
    range->openAt(box.topLeft() + QPoint(scaledPx(font(), 6), std::max(0, below)));
}

void StripPlot::askForNote()
{
    if (d->frames == 0)
        return;
    const double time = pointedTime();
    delete d->editor;
    auto* note = new QLineEdit(this);
    d->editor = note;
    note->setObjectName(QStringLiteral("note"));
    note->setPlaceholderText(tr("Note, Enter keeps it"));
    note->setAccessibleName(tr("Note"));
    note->setTextMargins(scaledPx(font(), 4), 0, 0, 0);
    connect(note, &QLineEdit::returnPressed, this, [this, note, time] {
        const QString text = note->text().simplified();
        note->deleteLater();
        setFocus(Qt::OtherFocusReason);
        if (!text.isEmpty())
            Q_EMIT noteWritten(time, text);
    });
    closeWhenLeft(note);
    const QRect lane = d->canvas->lane();
    const QSize size(scaledPx(font(), 220), note->sizeHint().height());
    const int x = static_cast<int>(d->scale.x(time)) + scaledPx(font(), 4);
    note->setGeometry(
        std::clamp(x, lane.left(), std::max(lane.left(), lane.right() - size.width())),
        lane.bottom() - size.height(), size.width(), size.height());
    note->show();
    note->setFocus(Qt::OtherFocusReason);
}

void StripPlot::bringToFront(const QString& title)
{
    d->front = title;
    d->chooseStrips();
}

QStringList StripPlot::stackedStrips() const
{
    QStringList titles;
    for (const Strip& strip : d->strips) {
        if (d->choice.stacked && strip.stacks)
            titles.append(strip.title);
    }
    return titles;
}

QStringList StripPlot::shownStrips() const
{
    QStringList titles;
    for (const std::size_t strip : d->choice.shown)
        titles.append(d->strips[strip].title);
    return titles;
}

}  // namespace widgets
