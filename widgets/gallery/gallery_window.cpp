// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery_window.h"

#include "widgets/card.h"
#include "widgets/chip.h"
#include "widgets/consumer_table_model.h"
#include "widgets/consumer_table_view.h"
#include "widgets/diagnosis_bar.h"
#include "widgets/icons.h"
#include "widgets/inline_message.h"
#include "widgets/ring_view.h"
#include "widgets/state_shape.h"
#include "widgets/strip_plot.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace gallery {

namespace {

using namespace Qt::StringLiterals;
using namespace widgets;

/// All shapes in a row, in one tone.
class ShapeRow : public QWidget {
public:
    ShapeRow(Tone tone, QWidget* parent)
        : QWidget(parent)
        , m_tone(tone)
    {
        setMinimumSize(scaledPx(font(), 34) * kStateShapeCount, scaledPx(font(), 30));
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        const Theme& t = theme(palette());
        QPainter painter(this);
        const double side = scaledPx(font(), 22);
        for (int i = 0; i < kStateShapeCount; ++i)
            paintStateShape(painter, {i * side * 1.5 + 2, (height() - side) / 2, side, side},
                static_cast<StateShape>(i), {toneColor(t, m_tone), t.window});
    }

private:
    Tone m_tone;
};

QLabel* caption(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(scaledFont(label->font(), kSmallText));
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

DiagnosisBar* bar(const DiagnosisText& text, bool follows, QWidget* parent)
{
    auto* diagnosis = new DiagnosisBar(parent);
    diagnosis->setDiagnosis(text);
    diagnosis->setReadOnly(true, u"O_RDONLY, not mapped"_s);
    diagnosis->setFollow(follows, u"12 s"_s);
    return diagnosis;
}

}  // namespace

GalleryWindow::GalleryWindow(QWidget* parent)
    : QWidget(parent)
    , m_source(std::make_shared<MadeUpSource>())
{
    setWindowTitle(tr("Widgets with made-up data"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, scaledPx(font(), 12));
    column->setSpacing(scaledPx(font(), 8));
    column->addWidget(makeBench());
    column->addWidget(makeRings());
    column->addWidget(makeShapes());
    column->addWidget(makeControls());
    column->addWidget(makeMessages());
}

QWidget* GalleryWindow::makeBench()
{
    auto* bench = new QWidget(this);
    auto* row = new QHBoxLayout(bench);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    auto* ring = new RingView(bench);
    ring->setFixedWidth(scaledPx(font(), 345));
    ring->setState(madeUpRings()[3].state);
    row->addWidget(ring);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    DiagnosisBar* diagnosis = bar(
        {Tone::Error, StateShape::Gating, u"cp_1 holds the producer of orders"_s,
            u"pid 4121, stopped by a signal for 3.6 s. All 4096 slots used for 3.2 s; liveness fires in 1.8 s."_s,
            u"Rule 4, evidence"_s, 0.64},
        true, bench);
    m_plot = makePlot();
    connect(diagnosis, &DiagnosisBar::followRequested, m_plot, &StripPlot::setFollow);
    connect(m_plot, &StripPlot::followChanged, diagnosis,
        [diagnosis](bool follows) { diagnosis->setFollow(follows, {}); });
    right->addWidget(diagnosis);
    right->addWidget(m_plot, 1);
    right->addWidget(makeTable());
    row->addLayout(right, 1);
    return bench;
}

void GalleryWindow::refresh(double now)
{
    m_source->setNow(now);
    m_plot->refresh(now);
}

StripPlot* GalleryWindow::makePlot()
{
    auto* plot = new StripPlot(this);
    Strip lag = lagStrip();
    Strip throughput = throughputStrip();
    throughput.series.push_back({u"producer"_s, kProducerSeries, kProducerSource, false});
    for (int i = 0; i < 3; ++i) {
        lag.series.push_back({u"cp_%1"_s.arg(i), i, i, i == 1});
        throughput.series.push_back({u"cp_%1"_s.arg(i), i, kSourceRate + i, i == 1});
    }
    plot->setSource(m_source);
    plot->setStrips({lag, throughput});
    plot->setEvents(madeUpEvents());
    plot->setTimeOfDay([](double) { return u"14:03:25.9"_s; });
    plot->setMinimumHeight(scaledPx(font(), 420));
    return plot;
}

QWidget* GalleryWindow::makeTable()
{
    auto* view = new ConsumerTableView(this);
    auto* model = new ConsumerTableModel(view);
    view->setConsumers(model);
    model->setRows(madeUpRows(), std::chrono::milliseconds(0));
    view->selectConsumer(u"cp_1"_s);
    view->setFixedHeight(scaledPx(font(), 28 * 5 + 28));
    return view;
}

QWidget* GalleryWindow::makeRings()
{
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(scaledPx(font(), 12), 0, scaledPx(font(), 12), 0);
    constexpr int kColumns = 5;
    int index = 0;
    for (const NamedRing& named : madeUpRings()) {
        auto* card = new Card(box);
        auto* column = new QVBoxLayout(card);
        column->setContentsMargins(1, 1, 1, 6);
        auto* ring = new RingView(card);
        ring->setState(named.state);
        ring->setMinimumHeight(scaledPx(font(), 260));
        column->addWidget(ring, 1);
        QLabel* words = caption(named.caption, card);
        words->setAlignment(Qt::AlignHCenter);
        column->addWidget(words);
        grid->addWidget(card, index / kColumns, index % kColumns);
        ++index;
    }
    return box;
}

QWidget* GalleryWindow::makeShapes()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(scaledPx(font(), 12), 0, scaledPx(font(), 12), 0);
    auto* column = new QVBoxLayout;
    for (const Tone tone : {Tone::Quiet, Tone::Warning, Tone::Error})
        column->addWidget(new ShapeRow(tone, box));
    row->addLayout(column, 1);
    const std::vector<NamedRing> rings = madeUpRings();
    for (const std::size_t i : {std::size_t{1}, std::size_t{3}, std::size_t{6}}) {
        auto* small = new RingView(box);
        small->setState(rings[i].state);
        small->setFixedSize(scaledPx(font(), 100), scaledPx(font(), 100));
        row->addWidget(small);
    }
    return box;
}

QWidget* GalleryWindow::makeControls()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(scaledPx(font(), 12), 0, scaledPx(font(), 12), 0);
    const auto button = [&](Icon glyph, const QString& text) {
        auto* made = new QPushButton(icon(glyph), text, box);
        row->addWidget(made);
        return made;
    };
    button(Icon::Attach, u"Attach"_s);
    QPushButton* record = button(Icon::Record, u"Rec"_s);
    record->setCheckable(true);
    record->setChecked(true);
    button(Icon::Pause, u"Freeze"_s);
    button(Icon::Play, u"Start rig"_s)->setEnabled(false);
    auto* combo = new QComboBox(box);
    combo->addItems({u"30 s"_s, u"2 min"_s});
    row->addWidget(combo);
    auto* edit = new QLineEdit(box);
    edit->setPlaceholderText(u"Name or path"_s);
    row->addWidget(edit);
    row->addWidget(new Chip(ChipStyle::Badge, u"DEMO"_s, box));
    auto* lock = new Chip(ChipStyle::Quiet, u"read-only"_s, box);
    lock->setGlyph(Icon::Lock);
    row->addWidget(lock);
    auto* follow = new Chip(ChipStyle::Pill, u"Follow"_s, box);
    follow->setGlyph(Icon::Follow);
    follow->setChecked(true);
    row->addWidget(follow);
    row->addWidget(new Chip(ChipStyle::Pill, u"Follow (12 s behind)"_s, box));
    for (int i = 0; i < kIconCount; ++i) {
        auto* glyph = new QLabel(box);
        glyph->setPixmap(icon(static_cast<Icon>(i)).pixmap(QSize(16, 16), devicePixelRatioF()));
        row->addWidget(glyph);
    }
    row->addStretch(1);
    return box;
}

QWidget* GalleryWindow::makeMessages()
{
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(scaledPx(font(), 12), 0, scaledPx(font(), 12), 0);
    const auto say = [&](int row, const MessageText& text) {
        auto* message = new InlineMessage(box);
        message->setMessage(text);
        grid->addWidget(message, row, 0);
    };
    say(0,
        {Tone::Error, StateShape::Fail,
            u"orders was replaced. History kept, reading the new segment."_s, u"Show old"_s, 1});
    say(1,
        {Tone::Warning, StateShape::High, u"Sampler missed 12 samples (machine busy)."_s,
            u"Details"_s, 3});
    say(2, {Tone::Info, StateShape::Idle, u"Saved the last 5 min to run-0413.ringrec."_s, {}, 1});
    grid->addWidget(
        bar({Tone::Ok, StateShape::Ok, u"orders is healthy"_s,
                u"3 consumers keep up: the slowest, cp_2, is 230 events (5.6 %) behind."_s, {}, {}},
            false, box),
        0, 1, 2, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return box;
}

}  // namespace gallery
