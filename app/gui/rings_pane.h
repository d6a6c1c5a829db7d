// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/ring_list_model.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QListView;
class QPushButton;

namespace gui {

/// All rings of this machine and those that are watched. Typing filters; Enter attaches the name
/// that was typed.
class RingsPane : public QWidget {
    Q_OBJECT
public:
    explicit RingsPane(QWidget* parent = nullptr);

    void setRows(std::vector<RingRow> rows);
    /// Marks the one that is looked at.
    void setCurrent(const std::string& ring);
    void focusName();

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void attachRequested(const QString& ring);

private Q_SLOTS:
    void attachRow(const QModelIndex& index);
    void showRow(const QModelIndex& index);
    void attachTyped();
    void filter();

private:
    RingListModel m_model;
    std::vector<RingRow> m_rows;  ///< before filtering
    std::string m_current;
    QLineEdit* m_name;
    QPushButton* m_attach;
    QListView* m_list;
};

}  // namespace gui
