// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_memory.h"

#include <QMainWindow>

namespace gui {

namespace {

// One more whenever the panes change, so that an old layout is not forced onto new ones.
constexpr int kLayoutVersion = 1;

const QString kVersion = QStringLiteral("window/version");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kState = QStringLiteral("window/state");

}  // namespace

WindowMemory::WindowMemory(const QString& file)
    : m_settings(file.isEmpty() ? std::make_unique<QSettings>(QSettings::IniFormat,
                     QSettings::UserScope, QStringLiteral("ringscope"), QStringLiteral("ringscope"))
                                : std::make_unique<QSettings>(file, QSettings::IniFormat))
{
}

bool WindowMemory::restore(QMainWindow& window) const
{
    if (m_settings->status() != QSettings::NoError
        || m_settings->value(kVersion).toInt() != kLayoutVersion) {
        return false;
    }
    return window.restoreGeometry(m_settings->value(kGeometry).toByteArray())
        && window.restoreState(m_settings->value(kState).toByteArray(), kLayoutVersion);
}

void WindowMemory::save(const QMainWindow& window)
{
    m_settings->setValue(kVersion, kLayoutVersion);
    m_settings->setValue(kGeometry, window.saveGeometry());
    m_settings->setValue(kState, window.saveState(kLayoutVersion));
    m_settings->sync();
}

}  // namespace gui
