// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/consumer_choice.h"

#include "gui/actions.h"
#include "gui/ring_name.h"

#include <QAction>

namespace gui {

ConsumerChoice::ConsumerChoice(Workbench& workbench, const Actions& actions, QObject* parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_actions(actions)
{
    for (const QAction* key : actions.selectConsumer) {
        connect(key, &QAction::triggered, this, &ConsumerChoice::selectNumber);
    }
}

void ConsumerChoice::showKeys(const RingSession& session)
{
    const std::vector<std::string> consumers = session.consumersSeen();
    for (std::size_t i = 0; i < m_actions.selectConsumer.size(); ++i) {
        QAction* key = m_actions.selectConsumer[i];
        key->setVisible(i < consumers.size());
        if (i < consumers.size()) {
            key->setText(
                tr("Select %1")
                    .arg(shownText(consumers[i]).replace(QLatin1Char('&'), QStringLiteral("&&"))));
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
    const auto number = qobject_cast<QAction*>(sender())->data().toULongLong();
    RingSession* session = m_workbench.current();
    if (session != nullptr && number < session->consumersSeen().size()) {
        session->selectConsumer(session->consumersSeen()[number]);
        Q_EMIT changed();
    }
}

}  // namespace gui
