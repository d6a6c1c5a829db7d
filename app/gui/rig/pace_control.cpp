// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/pace_control.h"

#include "gui/parts/label.h"

#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace gui {

namespace {

// The last place of a rate is "max", the first of a service time is none.
constexpr int kPlaces = 600;
constexpr double kRateMost = 1e7;  // events per second
constexpr double kWorkLeast = 100;  // nanoseconds
constexpr double kWorkMost = 1e9;
constexpr quint64 kNoLimit = 0;

double logarithmic(double least, double most, double share)
{
    return least * std::pow(most / least, share);
}

double shareOf(double least, double most, double value)
{
    return std::clamp(std::log(value / least) / std::log(most / least), 0.0, 1.0);
}

/// Two figures: what a slider says is not more exact than that.
quint64 rounded(double value)
{
    const double step = std::pow(10, std::max(0.0, std::floor(std::log10(value)) - 1));
    return static_cast<quint64>(std::llround(std::round(value / step) * step));
}

}  // namespace

PaceControl::PaceControl(Of of, const QString& worker, QWidget* parent)
    : QWidget(parent)
    , m_of(of)
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_field(new QLineEdit(this))
{
    const QString name = of == Of::Rate ? tr("Rate of %1").arg(worker)
                                        : tr("Work of %1 for each event").arg(worker);
    m_slider->setObjectName(QStringLiteral("paceSlider"));
    m_slider->setRange(0, kPlaces);
    m_slider->setPageStep(kPlaces / 20);
    m_slider->setTracking(false);  // each place would be a command
    m_slider->setAccessibleName(name);
    m_slider->setMinimumWidth(widgets::scaledPx(font(), 60));
    m_field->setObjectName(QStringLiteral("paceField"));
    m_field->setAccessibleName(tr("%1, exactly").arg(name));
    m_field->setAlignment(Qt::AlignRight);
    m_field->setToolTip(of == Of::Rate ? tr("Events per second: 500, 20k, 1M, max")
                                       : tr("Time that it takes for each event: 0us, 12us, 1ms"));
    m_field->setFixedWidth(
        m_field->fontMetrics().horizontalAdvance(QStringLiteral("999 k ev/s__")));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(widgets::scaledPx(font(), 6));
    row->addWidget(
        makeQuietLabel(of == Of::Rate ? tr("rate") : tr("work"), widgets::kSmallText, this));
    row->addWidget(m_slider, 1);
    row->addWidget(m_field);
    connect(m_slider, &QSlider::sliderMoved, this, &PaceControl::showSlid);
    connect(m_slider, &QSlider::valueChanged, this, &PaceControl::choosePlace);
    connect(m_field, &QLineEdit::editingFinished, this, &PaceControl::chooseTyped);
}

void PaceControl::showRate(rig::Rate rate)
{
    showValue(rate.per_second.value_or(kNoLimit));
}

void PaceControl::showWork(std::chrono::nanoseconds work)
{
    showValue(static_cast<quint64>(work.count()));
}

/// What the user is at stays as it is.
void PaceControl::showValue(quint64 value)
{
    if (m_shown == value || m_slider->isSliderDown()
        || (m_field->hasFocus() && m_field->isModified())) {
        return;
    }
    m_shown = value;
    const QSignalBlocker blocked(m_slider);
    m_slider->setValue(placeOf(value));
    m_field->setText(inWords(value));
}

void PaceControl::showSlid(int place)
{
    m_field->setText(inWords(valueAt(place)));
}

void PaceControl::choosePlace(int place)
{
    choose(valueAt(place));
}

void PaceControl::chooseTyped()
{
    if (!m_field->isModified()) {
        return;
    }
    m_field->setModified(false);
    if (const auto value = parsed(m_field->text())) {
        choose(*value);
        return;
    }
    Q_EMIT refused(m_of == Of::Rate ? tr("\"%1\" is no rate: 500, 20k, 1M or max")
                                          .arg(widgets::visibleText(m_field->text()))
                                    : tr("\"%1\" is no time: 0us, 12us, 1ms up to 1h")
                                          .arg(widgets::visibleText(m_field->text())));
    if (m_shown) {
        m_field->setText(inWords(*m_shown));
    }
}

void PaceControl::choose(quint64 value)
{
    m_shown.reset();
    showValue(value);
    if (m_of == Of::Rate) {
        Q_EMIT rateChosen(value);
    } else {
        Q_EMIT workChosen(static_cast<qint64>(value));
    }
}

QString PaceControl::inWords(quint64 value) const
{
    if (m_of == Of::Rate) {
        return value == kNoLimit ? tr("max")
                                 : tr("%1 ev/s").arg(widgets::rateText(static_cast<double>(value)));
    }
    constexpr double kNsPerS = 1e9;
    return value == 0 ? QStringLiteral("0 µs")
                      : widgets::durationText(static_cast<double>(value) / kNsPerS);
}

std::optional<quint64> PaceControl::parsed(const QString& typed) const
{
    QString plain = typed;  // also as it is shown
    plain.remove(QRegularExpression(QStringLiteral("\\s|ev/s")));
    const std::string text = plain.replace(QChar(0x00b5), QLatin1Char('u')).toStdString();
    if (m_of == Of::Rate) {
        const auto rate = rig::parse_rate(text);
        return rate ? std::optional<quint64>(rate->per_second.value_or(kNoLimit)) : std::nullopt;
    }
    const auto work = rig::parse_duration(text);
    return work && *work <= std::chrono::hours(1)
        ? std::optional(static_cast<quint64>(work->count()))
        : std::nullopt;
}

quint64 PaceControl::valueAt(int place) const
{
    if (m_of == Of::Rate) {
        return place == kPlaces
            ? kNoLimit
            : rounded(logarithmic(1, kRateMost, place / static_cast<double>(kPlaces - 1)));
    }
    return place == 0 ? 0
                      : rounded(logarithmic(
                          kWorkLeast, kWorkMost, (place - 1) / static_cast<double>(kPlaces - 1)));
}

int PaceControl::placeOf(quint64 value) const
{
    if (value == 0) {
        return m_of == Of::Rate ? kPlaces : 0;
    }
    const auto number = static_cast<double>(value);
    return m_of == Of::Rate
        ? static_cast<int>(std::lround(shareOf(1, kRateMost, number) * (kPlaces - 1)))
        : 1 + static_cast<int>(std::lround(shareOf(kWorkLeast, kWorkMost, number) * (kPlaces - 1)));
}

}  // namespace gui
