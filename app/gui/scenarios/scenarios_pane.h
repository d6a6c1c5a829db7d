// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/filtered_rows.h"
#include "gui/scenarios/scenario_rows.h"

#include <QWidget>

#include <cstdint>
#include <optional>

class QComboBox;
class QLineEdit;

namespace gui {

class Actions;
class ScenarioList;

/// The scenarios that can be run, with a filter, and on what and with what seed they are.
class ScenariosPane : public QWidget {
    Q_OBJECT
public:
    /// @param rows outlives it, as the actions.
    ScenariosPane(ScenarioRows& rows, const Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] ringlib::Backend backend() const;
    /// Nothing: by lot.
    [[nodiscard]] std::optional<std::uint64_t> seed() const;
    /// Empty when none is selected.
    [[nodiscard]] std::string selected() const;
    void select(const std::string& named);
    [[nodiscard]] QLineEdit& filterField() const { return *m_filter; }

Q_SIGNALS:
    void runRequested(const std::string& named);
    void abortRequested();
    void selectionChanged();

private:
    QWidget* makeOptions();
    [[nodiscard]] const ScenarioRow& rowAt(const QModelIndex& shown) const;

    ScenarioRows& m_rows;
    FilteredRows m_filtered;
    QLineEdit* m_filter;
    QComboBox* m_backend;
    QLineEdit* m_seed;
    ScenarioList* m_list;
};

}  // namespace gui
