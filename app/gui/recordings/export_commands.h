// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/parts/errand.h"
#include "gui/rings/workbench.h"

#include "widgets/state_shape.h"

#include <QObject>
#include <QString>

class QAction;

namespace widgets {
class StripPlot;
}

namespace gui {

class Actions;

/// What is seen of the ring that is looked at, as files for others. None is overwritten, and each
/// is there whole or not at all.
class ExportCommands : public QObject {
    Q_OBJECT
public:
    /// All of them outlive it.
    ExportCommands(Workbench& workbench, const Actions& actions, widgets::StripPlot& plot,
        Errand& errand, QWidget* parent);

    void exportPng(const QString& path);
    void exportSvg(const QString& path);
    /// Every sample in view, as `ringctl report --csv` has them.
    void exportCsv(const QString& path);
    /// As `ringctl stat --format json` has it.
    void exportSnapshot(const QString& path);

public Q_SLOTS:
    void copyPicture();

Q_SIGNALS:
    void said(widgets::Tone tone, const QString& text);

private:
    using Export = void (ExportCommands::*)(const QString& path);
    void connectTo(QAction* action, const QString& filter, const QString& suffix, Export exportTo);
    [[nodiscard]] QString suggestedName() const;
    void write(const QString& path, const QByteArray& content);
    void tell(const QString& path, const QString& what, const std::string& error);

    Workbench& m_workbench;
    widgets::StripPlot& m_plot;
    Errand& m_errand;
};

}  // namespace gui
