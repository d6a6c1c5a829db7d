// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/consumer_choice.h"

#include "gui/actions.h"
#include "gui/ring_name.h"

#include "widgets/strip_plot.h"

#include <QAction>

namespace gui {

ConsumerChoice::ConsumerChoice(
    Workbench& workbench, const Actions& actions, widgets::StripPlot& plot, QObject* parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_actions(actions)
    , m_plot(plot)
{
    for (const QAction* key : actions.selectConsumer) {
        connect(key, &QAction::triggered, this, &ConsumerChoice::selectNumber);
    }
    for (const QAction* key : actions.soloConsumer) {
        connect(key, &QAction::triggered, this, &ConsumerChoice::soloNumber);
    }
    connect(&plot, &widgets::StripPlot::seriesClicked, this, &ConsumerChoice::selectSeries);
}

void ConsumerChoice::showKeys(const RingSession& session)
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

void ConsumerChoice::select(const QString& shownId)
{
    RingSession* session = m_workbench.current();
    if (session == nullptr) {
        return;
    }
    for (const std::string& consumer : session->consumersSeen()) {
        if (shownText(consumer) == shownId) {
            session->selectConsumer(consumer);
        }
    }
    Q_EMIT changed();
}

void ConsumerChoice::clear()
{
    if (RingSession* session = m_workbench.current()) {
        session->clearSelection();
        Q_EMIT changed();
    }
}

void ConsumerChoice::selectNumber()
{
    selectSeries(qobject_cast<QAction*>(sender())->data().toInt());
}

void ConsumerChoice::selectSeries(int series)
{
    RingSession* session = m_workbench.current();
    const auto number = static_cast<std::size_t>(series);
    if (session != nullptr && series >= 0 && number < session->consumersSeen().size()) {
        session->selectConsumer(session->consumersSeen()[number]);
        Q_EMIT changed();
    }
}

void ConsumerChoice::soloNumber()
{
    const int series = qobject_cast<QAction*>(sender())->data().toInt();
    m_plot.setSolo(m_plot.solo() == series ? std::nullopt : std::optional(series));
}

}  // namespace gui
