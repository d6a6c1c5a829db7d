// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace widgets {

/// One link, by mouse and by keyboard. A label takes the colour of a link along when it is written:
/// this one writes it again when the colours change.
class LinkLabel : public QLabel {
public:
    explicit LinkLabel(QWidget* parent = nullptr);

    /// @param text is no markup.
    void setLink(const QString& text);
    [[nodiscard]] const QString& link() const { return m_link; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void write();

    QString m_link;
};

}  // namespace widgets
