// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/inline_message.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace gui {

/// What there is to say beside the readings, a line each. Said again, a line is counted; too many,
/// and the oldest goes.
class MessageList : public QWidget {
    Q_OBJECT
public:
    explicit MessageList(QWidget* parent = nullptr);

    void say(widgets::Tone tone, const QString& text);
    /// Oldest first.
    [[nodiscard]] std::vector<widgets::MessageText> messages() const;

private Q_SLOTS:
    void removeClosed();

private:
    void remove(widgets::InlineMessage* message);

    QVBoxLayout* m_column;
    std::vector<widgets::InlineMessage*> m_messages;  ///< oldest first
};

}  // namespace gui
