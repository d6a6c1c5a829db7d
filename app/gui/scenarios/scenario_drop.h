// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace gui {

/// Takes a scenario file that is dropped onto the window, and leaves everything else to others.
class ScenarioDrop : public QObject {
    Q_OBJECT
public:
    ScenarioDrop(QWidget& window, QObject* parent);

Q_SIGNALS:
    void dropped(const QString& file);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace gui
