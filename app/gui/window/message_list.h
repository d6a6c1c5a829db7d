// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/inline_message.h"

#include <QWidget>

#include <chrono>
#include <vector>

class QVBoxLayout;

namespace gui {

/// What there is to say beside the readings, a line each. Said again, a line is counted; too many,
/// and the oldest goes. What is no error leaves by itself: it stands in the events, too.
class MessageList : public QWidget {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kStay{15'000};

    /// @param stay how long a line is there that is no error; while the mouse is on it, it stays
    explicit MessageList(QWidget* parent = nullptr, std::chrono::milliseconds stay = kStay);

    void say(widgets::Tone tone, const QString& text);
    /// Oldest first.
    [[nodiscard]] std::vector<widgets::MessageText> messages() const;

private Q_SLOTS:
    void removeClosed();

private:
    void letLeave(widgets::InlineMessage* message);
    void remove(widgets::InlineMessage* message);

    QVBoxLayout* m_column;
    std::chrono::milliseconds m_stay;
    std::vector<widgets::InlineMessage*> m_messages;  ///< oldest first
};

}  // namespace gui
