// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recordings/playback_bar.h"

#include "gui/commands/actions.h"
#include "gui/parts/label.h"
#include "gui/parts/wall_clock.h"

#include "monitor/recording/playback.h"

#include "widgets/chip.h"
#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QSlider>
#include <QStyle>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace gui {

namespace {

constexpr int kSteps = 1'000'000;  // of the whole time
constexpr double kArrowSeconds = 0.1;
constexpr int kPages = 20;

/// Goes where it is clicked.
class TimeSlider : public QSlider {
public:
    using QSlider::QSlider;

protected:
    void mousePressEvent(QMouseEvent* event) override
    {
        if (event->button() == Qt::LeftButton) {
            const int margin = style()->pixelMetric(QStyle::PM_SliderLength, nullptr, this) / 2;
            setValue(QStyle::sliderValueFromPosition(minimum(), maximum(),
                event->position().toPoint().x() - margin, width() - 2 * margin));
        }
        QSlider::mousePressEvent(event);
    }
};

QString ofWhole(double seconds, double whole)
{
    return PlaybackBar::tr("%1 of %2")
        .arg(QString::number(seconds, 'f', 1), widgets::clockText(whole));
}

}  // namespace

PlaybackBar::PlaybackBar(const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_slider(new TimeSlider(Qt::Horizontal, this))
    , m_time(makeLabel(QString(), 1, false, this))
    , m_clock(makeQuietLabel(QString(), widgets::kSmallText, this))
    , m_speed(new QComboBox(this))
{
    setObjectName(QStringLiteral("playback"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    auto* row = new QHBoxLayout(this);
    const int gap = widgets::scaledPx(font(), 8);
    row->setContentsMargins(gap, gap / 2, gap, gap / 2);
    row->setSpacing(gap);
    row->addWidget(new widgets::Chip(widgets::ChipStyle::Badge, tr("REPLAY"), this));
    auto* play = new QToolButton(this);
    play->setDefaultAction(actions.play);
    play->setObjectName(QStringLiteral("playButton"));
    play->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    play->setFocusPolicy(Qt::TabFocus);
    play->setAccessibleName(tr("Play the recording"));
    row->addWidget(play);
    m_slider->setObjectName(QStringLiteral("playbackSlider"));
    m_slider->setAccessibleName(tr("Moment of the recording"));
    m_slider->setRange(0, kSteps);
    m_slider->setPageStep(kSteps / kPages);
    row->addWidget(m_slider, 1);
    row->addWidget(m_time);
    row->addWidget(m_clock);
    m_speed->setObjectName(QStringLiteral("playbackSpeed"));
    m_speed->setAccessibleName(tr("Speed of the playback"));
    for (const double speed : monitor::recording::Playback::kSpeeds) {
        m_speed->addItem(tr("× %1").arg(speed), speed);
    }
    row->addWidget(m_speed);
    connect(m_slider, &QSlider::valueChanged, this, &PlaybackBar::choosePosition);
    connect(m_speed, &QComboBox::activated, this,
        [this](int index) { Q_EMIT speedChosen(m_speed->itemData(index).toDouble()); });
}

void PlaybackBar::showView(const RecordedView& view)
{
    m_showing = true;
    m_first = view.first;
    m_last = view.last;
    const double whole = std::max(monitor::to_seconds(m_last - m_first), 1e-9);
    const double seconds = monitor::to_seconds(view.position - m_first);
    m_slider->setSingleStep(
        std::max(1, static_cast<int>(std::lround(kSteps * std::min(1.0, kArrowSeconds / whole)))));
    if (!m_slider->isSliderDown()) {
        m_slider->setValue(static_cast<int>(std::lround(kSteps * seconds / whole)));
    }
    m_time->setText(ofWhole(seconds, whole));
    m_time->setMinimumWidth(m_time->fontMetrics().horizontalAdvance(ofWhole(whole, whole)));
    m_clock->setText(dayAndTime(view.position));
    m_speed->setCurrentIndex(m_speed->findData(view.speed));
    m_showing = false;
}

void PlaybackBar::choosePosition(int step)
{
    if (!m_showing) {
        const double whole = static_cast<double>((m_last - m_first).count());
        Q_EMIT positionChosen(
            m_first + monitor::Duration(std::llround(whole * step / double(kSteps))));
    }
}

}  // namespace gui
