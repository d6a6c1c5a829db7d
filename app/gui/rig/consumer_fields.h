// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rig/topology.h"

#include <QWidget>

#include <string>
#include <vector>

class QCheckBox;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace gui {

/// The consumers of a rig, a line of fields each.
class ConsumerFields : public QWidget {
    Q_OBJECT
public:
    explicit ConsumerFields(QWidget* parent);

    void show(const rig::Topology& topology);
    /// Puts them in the place of the consumers of `topology`; what the fields do not show of one
    /// with the same id is kept.
    /// @returns what is wrong; empty: nothing
    [[nodiscard]] QString read(rig::Topology& topology, std::vector<std::string>& required) const;

private:
    struct ConsumerRow {
        QLineEdit* id;
        QLineEdit* work;
        QCheckBox* required;
        QToolButton* remove;
    };

    void addConsumer();
    void addRow(const rig::ConsumerPlan& plan, bool required);
    void removeRow(const QToolButton* button);
    void clearRows();

    QVBoxLayout* m_column;
    std::vector<ConsumerRow> m_rows;
};

}  // namespace gui
