// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace gui {

/// While a recording is read: how far it is, and a way to give it up.
class LoadingLine : public QWidget {
    Q_OBJECT
public:
    explicit LoadingLine(QWidget* parent = nullptr);

    void begin(const QString& file);
    void setShare(double share);

Q_SIGNALS:
    void cancelled();

private:
    QLabel* m_text;
    QProgressBar* m_bar;
};

}  // namespace gui
