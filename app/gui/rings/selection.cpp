// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/selection.h"

#include "gui/commands/actions.h"
#include "gui/rings/ring_name.h"

#include "widgets/strip_plot.h"

#include <QAction>

namespace gui {

Selection::Selection(
    Workbench& workbench, const Actions& actions, widgets::StripPlot& plot, QObject* parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_actions(actions)
    , m_plot(plot)
{
    for (const QAction* key : actions.selectConsumer) {
        connect(key, &QAction::triggered, this, &Selection::selectNumber);
    }
    for (const QAction* key : actions.soloConsumer) {
        connect(key, &QAction::triggered, this, &Selection::soloNumber);
    }
    connect(&plot, &widgets::StripPlot::seriesClicked, this, &Selection::selectSeries);
    connect(&workbench, &Workbench::currentChanged, this, &Selection::forgetMoment);
}

std::string Selection::consumer() const
{
    return ring() != nullptr ? ring()->selectedConsumer() : std::string();
}

void Selection::showKeys(const RingSession& session)
{
    const std::vector<std::string> consumers = session.consumersSeen();
    for (std::size_t i = 0; i < m_actions.selectConsumer.size(); ++i) {
        const bool used = i < consumers.size();
        QAction* select = m_actions.selectConsumer[i];
        QAction* solo = m_actions.soloConsumer[i];
        select->setVisible(used);
        solo->setVisible(used);
        if (used) {
            const QString name
                = shownText(consumers[i]).replace(QLatin1Char('&'), QStringLiteral("&&"));
            select->setText(tr("Select %1").arg(name));
            solo->setText(name);
        }
    }
}

void Selection::selectConsumer(const QString& shownId)
{
    if (ring() == nullptr) {
        return;
    }
    for (const std::string& consumer : ring()->consumersSeen()) {
        if (shownText(consumer) == shownId) {
            ring()->selectConsumer(consumer);
        }
    }
    Q_EMIT changed();
}

void Selection::selectMoment(const Moment& moment)
{
    // What is about no ring happened to the one that is looked at, too.
    if (RingSession* session = moment.ring.empty() ? ring() : m_workbench.find(moment.ring)) {
        m_workbench.setCurrent(session);
        if (!moment.consumer.empty()) {
            session->selectConsumer(moment.consumer);
        }
        m_moment = moment;
        Q_EMIT momentSelected(moment);
        Q_EMIT changed();
    }
}

void Selection::clear()
{
    m_moment.reset();
    if (ring() != nullptr) {
        ring()->clearSelection();
        Q_EMIT changed();
    }
}

void Selection::selectNumber()
{
    selectSeries(qobject_cast<QAction*>(sender())->data().toInt());
}

void Selection::selectSeries(int series)
{
    const auto number = static_cast<std::size_t>(series);
    if (ring() != nullptr && series >= 0 && number < ring()->consumersSeen().size()) {
        ring()->selectConsumer(ring()->consumersSeen()[number]);
        Q_EMIT changed();
    }
}

void Selection::soloNumber()
{
    const int series = qobject_cast<QAction*>(sender())->data().toInt();
    m_plot.setSolo(m_plot.solo() == series ? std::nullopt : std::optional(series));
}

/// It belongs to the ring that was looked at.
void Selection::forgetMoment()
{
    m_moment.reset();
}

}  // namespace gui
