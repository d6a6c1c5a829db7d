// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_tree_model.h"

#include <QWidget>

#include <array>
#include <vector>

class QLineEdit;
class QPushButton;
class QTreeView;

namespace widgets {
class Chip;
}

namespace gui {

/// All rings of this machine, those that are watched, and those that are gone until they are
/// dismissed. Typing filters, and so do the chips; Enter attaches the name that was typed.
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
    void dismissRequested(const std::string& ring);

private Q_SLOTS:
    void attachRow(const QModelIndex& index);
    void showRow(const QModelIndex& index);
    void attachTyped();
    void filter();
    void showMenu(QPoint at);
    void dismissCurrent();

private:
    static constexpr std::size_t kConditions
        = static_cast<std::size_t>(RingRow::Condition::Unusable) + 1;

    QWidget* makeChips();
    [[nodiscard]] bool isAskedFor(const RingRow& row) const;

    RingTreeModel m_model;
    std::vector<RingRow> m_rows;  ///< before filtering
    std::string m_current;
    QLineEdit* m_name;
    QPushButton* m_attach;
    std::array<widgets::Chip*, kConditions> m_chips{};
    QTreeView* m_tree;
};

}  // namespace gui
