// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/window_memory.h"

#include "gui/workspaces/axis_json.h"
#include "gui/workspaces/workspace_keys.h"

#include <QCoreApplication>
#include <QStandardPaths>
#include <QWidget>

namespace gui {

namespace {

constexpr int kSettingsVersion = 1;
constexpr int kRecentMax = 8;

const QString kVersion = QStringLiteral("version");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kLayout = QStringLiteral("window/layout");
const QString kHiddenColumns = QStringLiteral("consumers/hidden");
const QString kAxes = QStringLiteral("plots/axes");
const QString kRecent = QStringLiteral("files/recent");
const QString kFolder = QStringLiteral("recordings/folder");
const QString kScheme = QStringLiteral("view/scheme");

}  // namespace

WindowMemory::WindowMemory(const QString& file)
    : m_settings(file.isEmpty() ? std::make_unique<QSettings>(QSettings::IniFormat,
                     QSettings::UserScope, QStringLiteral("ringscope"), QStringLiteral("ringscope"))
                                : std::make_unique<QSettings>(file, QSettings::IniFormat))
{
    // Sections are parsed when they are asked for: only all of them tell what the file is worth.
    static_cast<void>(m_settings->allKeys());
}

void WindowMemory::restorePlace(QWidget& window) const
{
    if (m_settings->value(kVersion).toInt() == kSettingsVersion) {
        window.restoreGeometry(m_settings->value(kGeometry).toByteArray());
    }
}

QByteArray WindowMemory::layout() const
{
    return m_settings->value(kVersion).toInt() == kSettingsVersion
        ? m_settings->value(kLayout).toByteArray()
        : QByteArray();
}

void WindowMemory::save(const QWidget& window, const QByteArray& layout)
{
    m_settings->setValue(kVersion, kSettingsVersion);
    m_settings->setValue(kGeometry, window.saveGeometry());
    m_settings->setValue(kLayout, layout);
    m_settings->sync();
}

QList<int> WindowMemory::hiddenColumns() const
{
    QList<int> columns;
    if (m_settings->value(kVersion).toInt() == kSettingsVersion) {
        const QVariantList saved = m_settings->value(kHiddenColumns).toList();
        for (const QVariant& column : saved) {
            columns.append(column.toInt());
        }
    }
    return columns;
}

void WindowMemory::setHiddenColumns(const QList<int>& columns)
{
    QVariantList values;
    for (const int column : columns) {
        values.append(column);
    }
    m_settings->setValue(kHiddenColumns, values);
}

std::vector<widgets::AxisSetting> WindowMemory::axes() const
{
    return m_settings->value(kVersion).toInt() == kSettingsVersion
        ? axesFromText(m_settings->value(kAxes).toString())
        : std::vector<widgets::AxisSetting>{};
}

void WindowMemory::setAxes(const std::vector<widgets::AxisSetting>& axes)
{
    m_settings->setValue(kAxes, axesToText(axes));
}

QStringList WindowMemory::recentFiles() const
{
    return m_settings->value(kRecent).toStringList();
}

void WindowMemory::addRecentFile(const QString& path)
{
    QStringList recent = recentFiles();
    recent.removeAll(path);
    recent.prepend(path);
    m_settings->setValue(kRecent, recent.mid(0, kRecentMax));
}

QString WindowMemory::recordingFolder() const
{
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/ringscope/recordings");
    return m_settings->value(kFolder, usual).toString();
}

widgets::Scheme WindowMemory::scheme() const
{
    const QString word = m_settings->value(kScheme).toString();
    for (const widgets::Scheme scheme : {widgets::Scheme::Light, widgets::Scheme::Dark}) {
        if (word == wordOf(scheme)) {
            return scheme;
        }
    }
    return widgets::Scheme::System;
}

void WindowMemory::setScheme(widgets::Scheme scheme)
{
    m_settings->setValue(kScheme, wordOf(scheme));
}

std::optional<QString> WindowMemory::problem() const
{
    if (m_settings->status() == QSettings::NoError) {
        return std::nullopt;
    }
    return QCoreApplication::translate(
        "WindowMemory", "The settings in %1 cannot be read; everything has its default.")
        .arg(m_settings->fileName());
}

}  // namespace gui
