// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/run/kept_runs.h"

#include <QAbstractListModel>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace gui {

/// A scenario that can be run, and what it gave last.
struct ScenarioRow {
    std::string named;  ///< a built-in one's name, or a file
    std::string name;
    QString why;
    std::optional<rig::Verdict> verdict;  ///< nothing: never run
    QString when;  ///< "13:57, 18.4 s"
    bool runs = false;
    bool waits = false;  ///< another one runs
};

/// The built-in scenarios, and the files that were opened.
class ScenarioRows : public QAbstractListModel {
    Q_OBJECT
public:
    static constexpr int kRowRole = Qt::UserRole + 1;  ///< const ScenarioRow*

    explicit ScenarioRows(QObject* parent = nullptr);

    [[nodiscard]] const ScenarioRow& row(int number) const
    {
        return m_rows[static_cast<std::size_t>(number)];
    }
    [[nodiscard]] QModelIndex indexOf(const std::string& named) const;
    /// Who bears the name of a scenario; empty when nobody does.
    [[nodiscard]] std::string find(const std::string& name) const;
    /// A file, at the top; once, however often it is opened.
    void add(const std::string& named, const rig::scenario::Scenario& scenario);
    /// The last verdict of each scenario.
    void setRuns(const monitor::run::KeptRuns& kept);
    /// @param named empty: none of them.
    void setRunning(const std::string& named);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<ScenarioRow> m_rows;
};

}  // namespace gui

Q_DECLARE_METATYPE(const gui::ScenarioRow*)
