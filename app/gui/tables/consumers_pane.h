// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/diagnosis_words.h"

#include "widgets/consumer_table_model.h"

#include <QWidget>

#include <array>
#include <vector>

namespace widgets {
class ConsumerTableView;
}

namespace gui {

class EvidenceLabel;

/// The consumers as a table, and why they are said to be in their states.
class ConsumersPane : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t kEvidenceLines = 3;

    explicit ConsumersPane(QWidget* parent = nullptr);

    void showRows(std::vector<widgets::ConsumerRow> rows, const QString& selected);
    [[nodiscard]] widgets::ConsumerTableView& table() const { return *m_table; }
    void showEvidence(const std::vector<EvidenceLine>& lines);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    /// By the user.
    void consumerSelected(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;

private Q_SLOTS:
    void passOn(const QString& id);

private:
    void fitTable();
    void giveWay();

    widgets::ConsumerTableModel m_model;
    widgets::ConsumerTableView* m_table;
    std::array<EvidenceLabel*, kEvidenceLines> m_evidence{};
    std::size_t m_lines = 0;  ///< of evidence that there are
    bool m_showing = false;  ///< the selection changes by showRows(), not by the user
};

}  // namespace gui
