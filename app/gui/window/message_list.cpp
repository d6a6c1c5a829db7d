// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/message_list.h"

#include "widgets/type_scale.h"

#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace gui {

namespace {

constexpr std::size_t kMessagesMax = 4;

widgets::StateShape shapeOf(widgets::Tone tone)
{
    switch (tone) {
    case widgets::Tone::Error:
        return widgets::StateShape::Fail;
    case widgets::Tone::Warning:
        return widgets::StateShape::High;
    case widgets::Tone::Ok:
        return widgets::StateShape::Ok;
    case widgets::Tone::Quiet:
    case widgets::Tone::Info:
        return widgets::StateShape::OkSteady;
    }
    return widgets::StateShape::OkSteady;
}

}  // namespace

MessageList::MessageList(QWidget* parent, std::chrono::milliseconds stay)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_stay(stay)
{
    setObjectName(QStringLiteral("messages"));
    setAccessibleName(tr("Messages"));
    const int gap = widgets::scaledPx(font(), 6);
    m_column->setContentsMargins(gap, gap, gap, gap);
    m_column->setSpacing(gap);
    hide();
}

void MessageList::say(widgets::Tone tone, const QString& text)
{
    const auto known = std::find_if(m_messages.begin(), m_messages.end(),
        [&](const widgets::InlineMessage* message) { return message->message().text == text; });
    if (known != m_messages.end()) {
        widgets::MessageText again = (*known)->message();
        ++again.count;
        (*known)->setMessage(again);
        letLeave(*known);
        return;
    }
    if (m_messages.size() == kMessagesMax) {
        remove(m_messages.front());
    }
    auto* message = new widgets::InlineMessage(this);
    message->setMessage({tone, shapeOf(tone), text, {}, 1});
    connect(message, &widgets::InlineMessage::closed, this, &MessageList::removeClosed);
    m_messages.push_back(message);
    m_column->addWidget(message);
    letLeave(message);
    show();
}

void MessageList::letLeave(widgets::InlineMessage* message)
{
    if (message->message().tone == widgets::Tone::Error) {
        return;
    }
    const int count = message->message().count;
    QTimer::singleShot(m_stay, message, [this, message, count] {
        if (message->underMouse()) {
            letLeave(message);
        } else if (message->message().count == count) {  // else it was said again since
            remove(message);
        }
    });
}

std::vector<widgets::MessageText> MessageList::messages() const
{
    std::vector<widgets::MessageText> texts;
    for (const widgets::InlineMessage* message : m_messages) {
        texts.push_back(message->message());
    }
    return texts;
}

void MessageList::removeClosed()
{
    remove(qobject_cast<widgets::InlineMessage*>(sender()));
}

void MessageList::remove(widgets::InlineMessage* message)
{
    std::erase(m_messages, message);
    m_column->removeWidget(message);
    message->hide();
    message->deleteLater();
    setVisible(!m_messages.empty());
}

}  // namespace gui
