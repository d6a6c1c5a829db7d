// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace gui {

/// Everything that is wrong with something, a line each, until it is closed.
class ComplaintBox : public QWidget {
    Q_OBJECT
public:
    explicit ComplaintBox(QWidget* parent);

    void complain(const QString& title, const QStringList& lines);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_title;
    QPlainTextEdit* m_lines;
};

}  // namespace gui
