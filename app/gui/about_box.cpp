// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/about_box.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QWidget>

namespace gui {

void showAboutBox(QWidget* parent)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("AboutBox", text); };
    auto* box = new QMessageBox(parent);
    box->setObjectName(QStringLiteral("about"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->setWindowTitle(tr("About ringscope"));
    box->setTextFormat(Qt::PlainText);
    box->setText(QStringLiteral("ringscope %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(
        tr("Watches shared-memory rings, read-only: who holds the producer?\nLicence: GPL 3 or "
           "later. Plots by QCustomPlot, windows by Qt %1.")
            .arg(QLatin1String(qVersion())));
    constexpr int kIconSide = 64;
    box->setIconPixmap(parent->windowIcon().pixmap(kIconSide));
    box->show();
}

}  // namespace gui
