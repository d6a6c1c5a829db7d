// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/time_window_box.h"

#include "gui/plots/window_range.h"

#include "widgets/units.h"

#include <QAbstractItemView>

#include <array>
#include <cmath>

namespace gui {

namespace {

struct Span {
    double seconds;
    const char* text;
};

constexpr std::array kSpans{Span{kWindowMin, QT_TRANSLATE_NOOP("TimeWindowBox", "1 s")},
    Span{5, QT_TRANSLATE_NOOP("TimeWindowBox", "5 s")},
    Span{10, QT_TRANSLATE_NOOP("TimeWindowBox", "10 s")},
    Span{30, QT_TRANSLATE_NOOP("TimeWindowBox", "30 s")},
    Span{60, QT_TRANSLATE_NOOP("TimeWindowBox", "1 min")},
    Span{300, QT_TRANSLATE_NOOP("TimeWindowBox", "5 min")},
    Span{1800, QT_TRANSLATE_NOOP("TimeWindowBox", "30 min")},
    Span{kWindowMax, QT_TRANSLATE_NOOP("TimeWindowBox", "2 h")}};

}  // namespace

TimeWindowBox::TimeWindowBox(QWidget* parent)
    : QComboBox(parent)
{
    setAccessibleName(tr("Time that the plots show"));
    view()->setAccessibleName(accessibleName());
    setToolTip(tr("Time that the plots show"));
    for (const Span& span : kSpans) {
        addItem(tr(span.text), span.seconds);
    }
    setMinimumContentsLength(8);  // "1 min 30 s" must not push its neighbours
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(this, &QComboBox::activated, this, &TimeWindowBox::choose);
}

void TimeWindowBox::showSeconds(double seconds)
{
    int index = -1;
    for (int i = 0; i < count(); ++i) {
        if (std::abs(itemData(i).toDouble() - seconds) < seconds * 1e-6) {
            index = i;
        }
    }
    setPlaceholderText(widgets::durationText(seconds));
    setCurrentIndex(index);
}

void TimeWindowBox::choose(int index)
{
    Q_EMIT secondsChosen(itemData(index).toDouble());
}

}  // namespace gui
