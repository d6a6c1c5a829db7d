// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/tables/memory_rows.h"
#include "gui/tables/text_rows.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QStackedWidget;

namespace gui {

class ListTable;

/// What lies in the ring's memory: its header, counters, latencies, the last things that happened,
/// one event. Read only while it can be seen.
class MemoryPane : public QWidget {
    Q_OBJECT
public:
    explicit MemoryPane(QWidget* parent = nullptr);

    /// Empty: none.
    void setRing(const std::string& ring);
    [[nodiscard]] const MemoryReader& reader() const { return m_reader; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private Q_SLOTS:
    void showReading();
    void showEventText();
    void askForEvent();

private:
    void addTable(const char* name, const QString& title, TextRows& rows,
        const std::vector<TextColumn>& columns);
    QWidget* makeEventPage();
    void addPage(const QString& title, QWidget* page);

    MemoryReader m_reader;
    std::string m_ring;
    CounterRows m_counterRows;
    TextRows m_header;
    TextRows m_counters;
    TextRows m_latencies;
    TextRows m_happenings;
    QListWidget* m_sections;
    QStackedWidget* m_pages;
    QLabel* m_problem;
    QLineEdit* m_sequence = nullptr;
    QCheckBox* m_bytes = nullptr;
    QPlainTextEdit* m_event = nullptr;
};

}  // namespace gui
