// SPDX-License-Identifier: GPL-3.0-or-later
#include "plot_canvas.h"

#include "widgets/strip_plot.h"
#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QPainter>

#include <qcustomplot.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace widgets {

namespace {

using namespace Qt::StringLiterals;

constexpr double kLeftMargin = 62;
constexpr double kHeadRoom = 24;
constexpr double kGap = 10;
constexpr double kTimeLabels = 24;

/// A place in the order of painting where we paint ourselves. It
/// is no item: nothing of it can be clicked.
class Hook : public QCPLayerable {
public:
    Hook(QCustomPlot* plot, const QString& layer, std::function<void(QPainter&)> paint)
        : QCPLayerable(plot, layer)
        , m_paint(std::move(paint))
    {
    }

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override
    {
        painter->setAntialiasing(false);
    }
    void draw(QCPPainter* painter) override
    {
        painter->save();
        m_paint(*painter);
        painter->restore();
    }

private:
    std::function<void(QPainter&)> m_paint;
};

class TimeTicker : public QCPAxisTicker {
public:
    void setStep(double step) { m_step = step; }

protected:
    double getTickStep(const QCPRange& /*range*/) override { return m_step; }
    int getSubTickCount(double /*step*/) override { return 0; }
    QString getTickLabel(
        double tick, const QLocale& /*locale*/, QChar /*format*/, int /*precision*/) override
    {
        const double seconds = tick - tickOrigin();
        if (std::abs(seconds) < m_step / 2)
            return {};  // "now" is written by the lane, semibold
        const int decimals = m_step >= 1 ? 0 : m_step >= 0.1 ? 1 : 2;
        return relativeTimeText(seconds, decimals);
    }

private:
    double m_step = 5;
};

}  // namespace

QString plotLibrary()
{
    return u"QCustomPlot %1"_s.arg(QLatin1String(QCUSTOMPLOT_VERSION_STR));
}

class PlotCanvas::Plot {
public:
    Plot(PanePainter& painter, QWidget* parent);

    void setPanes(const std::vector<double>& weights);
    void applyTheme(const Theme& theme, const QFont& font);
    void setTime(const TimeScale& time, double origin, double step);

    PanePainter& painter;
    QCustomPlot* plot;
    std::vector<QCPAxisRect*> panes;
    QCPAxisRect* lane = nullptr;
    int laneHeight = 1;
    int leftMargin = 0;

    void sizeLane();
    [[nodiscard]] const QFont& font() const { return m_font; }

private:
    QCPAxisRect* addRect(int row);
    void styleRect(QCPAxisRect* rect, const Theme& theme, const QFont& small);
    void clear();

    QSharedPointer<TimeTicker> m_timeTicker{new TimeTicker};
    QFont m_font;
};

PlotCanvas::Plot::Plot(PanePainter& panePainter, QWidget* parent)
    : painter(panePainter)
    , plot(new QCustomPlot(parent))
{
    plot->setPlottingHints(QCP::phCacheLabels);
    plot->setNotAntialiasedElements(QCP::aeAll);
    plot->setAttribute(Qt::WA_OpaquePaintEvent);
    plot->setFocusPolicy(Qt::NoFocus);
    plot->setMouseTracking(true);
    plot->plotLayout()->clear();
    // A layer with a buffer of its own costs a clear and a blend of the whole plot with each frame.
    plot->layer(u"overlay"_s)->setMode(QCPLayer::lmLogical);
    plot->addLayer(u"behind"_s, plot->layer(u"grid"_s), QCustomPlot::limBelow);
    plot->addLayer(u"cursor"_s, plot->layer(u"overlay"_s), QCustomPlot::limAbove);
    // The plot owns its hooks.
    new Hook(plot, u"behind"_s, [this](QPainter& p) {
        for (std::size_t i = 0; i < panes.size(); ++i)
            painter.paintBehind(p, static_cast<int>(i), panes[i]->rect());
    });
    new Hook(plot, u"overlay"_s, [this](QPainter& p) {
        for (std::size_t i = 0; i < panes.size(); ++i)
            painter.paintCurves(p, static_cast<int>(i), panes[i]->rect());
        if (lane != nullptr)
            painter.paintLane(p, lane->rect());
    });
    new Hook(plot, u"cursor"_s, [this](QPainter& p) {
        if (lane != nullptr && !panes.empty())
            painter.paintCursor(p, panes.front()->rect().united(lane->rect()));
    });
}

void PlotCanvas::Plot::clear()
{
    plot->plotLayout()->clear();
    panes.clear();
    lane = nullptr;
}

QCPAxisRect* PlotCanvas::Plot::addRect(int row)
{
    auto* rect = new QCPAxisRect(plot, false);
    rect->setAutoMargins(QCP::msNone);
    rect->setMinimumMargins(QMargins());
    plot->plotLayout()->addElement(row, 0, rect);
    QCPAxis* time = rect->addAxis(QCPAxis::atBottom);
    time->setTicker(m_timeTicker);
    time->grid()->setVisible(true);
    time->setSubTicks(false);
    time->setTickLabels(false);
    time->setTickLength(0, 0);
    return rect;
}

void PlotCanvas::Plot::setPanes(const std::vector<double>& weights)
{
    clear();
    int row = 0;
    for (const double weight : weights) {
        QCPAxisRect* rect = addRect(row);
        QCPAxis* values = rect->addAxis(QCPAxis::atLeft);
        values->setTicker(QSharedPointer<QCPAxisTickerText>::create());
        values->setRange(0, 1);
        values->setSubTicks(false);
        values->setTickLength(0, 0);
        values->grid()->setVisible(true);
        plot->plotLayout()->setRowStretchFactor(row, weight);
        panes.push_back(rect);
        ++row;
    }
    lane = addRect(row);
    QCPAxis* time = lane->axis(QCPAxis::atBottom);
    time->setTickLabels(true);
    time->setTickLength(0, 4);
    time->grid()->setVisible(false);
    // A row of fixed height: it takes its maximum, the others share the rest.
    lane->setSizeConstraintRect(QCPLayoutElement::scrOuterRect);
    sizeLane();
}

void PlotCanvas::Plot::sizeLane()
{
    if (lane == nullptr)
        return;
    const int height = laneHeight + scaledPx(m_font, kTimeLabels);
    lane->setMinimumSize(QSize(0, height));
    lane->setMaximumSize(QSize(QWIDGETSIZE_MAX, height));
}

void PlotCanvas::Plot::styleRect(QCPAxisRect* rect, const Theme& theme, const QFont& small)
{
    const int left = std::max(scaledPx(m_font, kLeftMargin), leftMargin);
    rect->setMargins(QMargins(left, 0, 0, rect == lane ? scaledPx(m_font, kTimeLabels) : 0));
    if (rect == lane)
        rect->setBackground(QBrush(theme.alt));
    for (QCPAxis* axis : rect->axes()) {
        axis->setBasePen(QPen(theme.axis, 1));
        axis->setTickPen(QPen(theme.axis, 1));
        axis->setTickLabelColor(theme.text3);
        axis->setTickLabelFont(small);
        axis->setTickLabelPadding(axis->axisType() == QCPAxis::atLeft ? 8 : 3);
        axis->grid()->setPen(QPen(theme.grid, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
}

void PlotCanvas::Plot::applyTheme(const Theme& theme, const QFont& font)
{
    m_font = font;
    plot->setBackground(QBrush(theme.base));
    plot->plotLayout()->setRowSpacing(scaledPx(font, kGap));
    plot->plotLayout()->setMargins(QMargins(0, scaledPx(font, kHeadRoom), 0, 0));
    const QFont small = scaledFont(font, kSmallText);
    for (QCPAxisRect* rect : panes)
        styleRect(rect, theme, small);
    if (lane != nullptr)
        styleRect(lane, theme, small);
    sizeLane();
}

void PlotCanvas::Plot::setTime(const TimeScale& time, double origin, double step)
{
    m_timeTicker->setTickOrigin(origin);
    m_timeTicker->setStep(step);
    for (QCPAxisRect* rect : panes)
        rect->axis(QCPAxis::atBottom)->setRange(time.from, time.to);
    if (lane != nullptr)
        lane->axis(QCPAxis::atBottom)->setRange(time.from, time.to);
}

PlotCanvas::PlotCanvas(PanePainter& painter, QWidget* parent)
    : QWidget(parent)
    , m_plot(std::make_unique<Plot>(painter, this))
{
}

PlotCanvas::~PlotCanvas() = default;

void PlotCanvas::setPanes(const std::vector<double>& weights)
{
    m_plot->setPanes(weights);
}

void PlotCanvas::setLaneHeight(int pixels)
{
    m_plot->laneHeight = pixels;
    m_plot->sizeLane();
}

void PlotCanvas::setLeftMargin(int pixels)
{
    m_plot->leftMargin = pixels;
}

void PlotCanvas::setTime(const TimeScale& time, double origin, double step)
{
    m_plot->setTime(time, origin, step);
}

void PlotCanvas::setMarks(int pane, const std::vector<AxisMark>& marks)
{
    QMap<double, QString> texts;
    for (const AxisMark& mark : marks)
        texts.insert(mark.share, mark.text);
    QCPAxis* axis = m_plot->panes.at(static_cast<std::size_t>(pane))->axis(QCPAxis::atLeft);
    qSharedPointerCast<QCPAxisTickerText>(axis->ticker())->setTicks(texts);
}

int PlotCanvas::paneRoom() const
{
    return height() - scaledPx(m_plot->font(), kHeadRoom) - paneGap()
        - scaledPx(m_plot->font(), kTimeLabels) - m_plot->laneHeight;
}

int PlotCanvas::paneGap() const
{
    return scaledPx(m_plot->font(), kGap);
}

void PlotCanvas::applyTheme(const Theme& theme, const QFont& font)
{
    m_plot->applyTheme(theme, font);
}

void PlotCanvas::layOut()
{
    m_plot->plot->replot(QCustomPlot::rpQueuedRefresh);
}

void PlotCanvas::paintAll()
{
    m_plot->plot->replot(QCustomPlot::rpQueuedRefresh);
}

void PlotCanvas::paintCursorLayer(bool needed)
{
    QCPLayer* cursor = m_plot->plot->layer(u"cursor"_s);
    const QCPLayer::LayerMode mode = needed ? QCPLayer::lmBuffered : QCPLayer::lmLogical;
    if (needed || cursor->mode() != mode) {
        cursor->setMode(mode);
        cursor->replot();
    }
}

void PlotCanvas::paintOnto(
    QPaintDevice& device, const QPoint& offset, const std::function<void(QPainter&)>& around) const
{
    QCPPainter painter(&device);
    painter.setMode(QCPPainter::pmVectorized);
    painter.save();
    around(painter);
    painter.restore();
    painter.translate(offset);
    m_plot->plot->toPainter(&painter, width(), height());
}

QRect PlotCanvas::pane(int index) const
{
    return m_plot->panes.at(static_cast<std::size_t>(index))->rect();
}

QRect PlotCanvas::lane() const
{
    return m_plot->lane != nullptr ? m_plot->lane->rect() : QRect();
}

QWidget* PlotCanvas::surface() const
{
    return m_plot->plot;
}

void PlotCanvas::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_plot->plot->setGeometry(rect());
}

}  // namespace widgets
