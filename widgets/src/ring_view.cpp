// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ring_view.h"

#include "ring_lanes.h"
#include "ring_painting.h"
#include "ring_words.h"

#include "widgets/ring_geometry.h"
#include "widgets/type_scale.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {

namespace {

constexpr qint64 kPaintEveryMs = 100;

RingScene sceneOf(const RingView& view, const RingViewState& state, const RingLanes& lanes)
{
    QStringList names;
    for (const RingConsumer& lane : lanes.lanes())
        names.append(shortName(lane.id, view.font(), view.width()));
    const RingLayout layout
        = layOutRing(view.size(), view.font(), names, static_cast<int>(lanes.lanes().size()));
    return {state, lanes, layout, theme(view.palette()), view.font()};
}

QPointF discAt(const RingScene& scene, int lane)
{
    const RingConsumer& consumer = scene.lanes.lanes()[static_cast<std::size_t>(lane)];
    return ringPoint(scene.layout.centre, scene.layout.lane(lane),
        ringAngle(consumer.absent ? 0 : consumer.fraction));
}

/// Differs only if the picture does.
QString seenOf(const RingScene& scene, double scale)
{
    QString seen = QStringLiteral("%1 %2 %3 %4 %5")
                       .arg(static_cast<int>(scene.state.mode))
                       .arg(scene.state.held)
                       .arg(usedSteps(scene))
                       .arg(scene.layout.segments(scene.state.capacity))
                       .arg(scene.lanes.culprit());
    for (int i = 0; i < static_cast<int>(scene.lanes.lanes().size()); ++i) {
        const RingConsumer& lane = scene.lanes.lanes()[static_cast<std::size_t>(i)];
        const QPointF at = discAt(scene, i) * scale;
        seen += QStringLiteral("|%1 %2 %3 %4 %5 ")
                    .arg(lane.series)
                    .arg(lane.absent)
                    .arg(static_cast<int>(lane.shape))
                    .arg(std::lround(at.x()))
                    .arg(std::lround(at.y()));
        seen += lane.id;
    }
    if (scene.state.highWater)
        seen += QStringLiteral("|%1").arg(std::lround(*scene.state.highWater * 1000));
    if (!scene.layout.isSmall) {
        for (const MiddleLine& line : middleLines(scene))
            seen += u'|' + line.text;
    }
    return seen;
}

}  // namespace

RingView::RingView(QWidget* parent)
    : QWidget(parent)
    , m_lanes(std::make_unique<RingLanes>())
{
    setMouseTracking(true);
    setAccessibleName(tr("Ring view"));
    m_clock.start();
    m_lastUpdate = -kPaintEveryMs;
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &RingView::showState);
}

RingView::~RingView() = default;

void RingView::setState(const RingViewState& state)
{
    if (state == m_state)
        return;
    m_state = state;
    if (!m_later.isActive())
        showState();
}

void RingView::setSentence(const QString& sentence)
{
    if (accessibleDescription() != sentence)
        setAccessibleDescription(sentence);
}

void RingView::showState()
{
    const qint64 now = m_clock.elapsed();
    const qint64 since = now - m_lastUpdate;
    if (since < kPaintEveryMs) {
        m_later.start(static_cast<int>(kPaintEveryMs - since));
        return;
    }
    m_lanes->choose(m_state, now);
    const QString seen = seenOf(sceneOf(*this, m_state, *m_lanes), devicePixelRatioF());
    if (seen == m_seen)
        return;
    m_seen = seen;
    m_lastUpdate = now;
    update();
}

double RingView::radius() const
{
    return sceneOf(*this, m_state, *m_lanes).layout.radius;
}

std::optional<QPointF> RingView::discOf(const QString& id) const
{
    const RingScene scene = sceneOf(*this, m_state, *m_lanes);
    for (int i = 0; i < static_cast<int>(m_lanes->lanes().size()); ++i) {
        if (m_lanes->lanes()[static_cast<std::size_t>(i)].id == id)
            return discAt(scene, i);
    }
    return std::nullopt;
}

QSize RingView::sizeHint() const
{
    return {scaledPx(font(), 345), scaledPx(font(), 338)};
}

QSize RingView::minimumSizeHint() const
{
    return {scaledPx(font(), 60), scaledPx(font(), 60)};
}

void RingView::paintGround(QPainter& painter)
{
    const RingScene scene = sceneOf(*this, m_state, *m_lanes);
    const double ratio = devicePixelRatioF();
    const QString key = QStringLiteral("%1x%2@%3 %4 %5 %6 %7 %8 %9")
                            .arg(width())
                            .arg(height())
                            .arg(ratio)
                            .arg(scene.theme.isDark)
                            .arg(static_cast<int>(m_state.mode))
                            .arg(scene.layout.lanes)
                            .arg(scene.layout.radius)
                            .arg(usedSteps(scene))
                            .arg(scene.layout.segments(m_state.capacity));
    if (key != m_groundKey) {
        m_groundKey = key;
        m_ground = QPixmap(size() * ratio);
        m_ground.setDevicePixelRatio(ratio);
        m_ground.fill(scene.theme.base);
        QPainter ground(&m_ground);
        paintRingGround(ground, scene);
    }
    painter.drawPixmap(0, 0, m_ground);
}

void RingView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    paintGround(painter);
    const RingScene scene = sceneOf(*this, m_state, *m_lanes);
    paintRingFront(painter, scene);
    if (!scene.layout.isSmall) {
        paintNames(painter, scene);
        paintMiddle(painter, scene);
    }
}

QString RingView::consumerAt(QPointF position) const
{
    const RingScene scene = sceneOf(*this, m_state, *m_lanes);
    const QPointF off = position - scene.layout.centre;
    const double distance = std::hypot(off.x(), off.y());
    QString found;
    double nearest = scene.layout.disc() + 5;
    for (int i = 0; i < static_cast<int>(m_lanes->lanes().size()); ++i) {
        const QPointF disc = discAt(scene, i) - position;
        const double away = std::min(
            std::hypot(disc.x(), disc.y()), std::abs(distance - scene.layout.lane(i)) + 1);
        if (away < nearest) {
            nearest = away;
            found = m_lanes->lanes()[static_cast<std::size_t>(i)].id;
        }
    }
    const auto real = std::find_if(m_state.consumers.begin(), m_state.consumers.end(),
        [&](const RingConsumer& consumer) { return consumer.id == found; });
    return real != m_state.consumers.end() ? found : QString();
}

void RingView::mousePressEvent(QMouseEvent* event)
{
    const QString id = consumerAt(event->position());
    if (event->button() == Qt::LeftButton && !id.isEmpty())
        Q_EMIT consumerClicked(id);
    else
        QWidget::mousePressEvent(event);
}

void RingView::mouseMoveEvent(QMouseEvent* event)
{
    const QString id = consumerAt(event->position());
    setCursor(id.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    setToolTip(id);
}

void RingView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_groundKey.clear();
        update();
    }
    QWidget::changeEvent(event);
}

void RingView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_seen = seenOf(sceneOf(*this, m_state, *m_lanes), devicePixelRatioF());  // it paints anyway
}

}  // namespace widgets
