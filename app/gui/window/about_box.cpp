// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/about_box.h"

#include "gui/parts/label.h"
#include "gui/window/diagnostics.h"

#include "widgets/type_scale.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace gui {

namespace {

constexpr double kIconSide = 48;
constexpr QSize kTextSize(560, 230);

}  // namespace

AboutBox::AboutBox(Workbench& workbench, QWidget* parent)
    : QDialog(parent)
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("about"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    setWindowTitle(tr("About ringscope"));
    auto* icon = new QLabel(this);
    const int side = widgets::scaledPx(font(), kIconSide);
    icon->setPixmap(parent->windowIcon().pixmap(side));
    m_text->setObjectName(QStringLiteral("diagnostics"));
    m_text->setAccessibleName(tr("Versions and this machine"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setMinimumSize(widgets::scaledPx(font(), kTextSize.width()),
        widgets::scaledPx(font(), kTextSize.height()));
    m_text->setPlainText(diagnosticsText(workbench));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* copyButton = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copyButton->setObjectName(QStringLiteral("copyDiagnostics"));
    auto* grid = new QGridLayout(this);
    grid->setHorizontalSpacing(widgets::scaledPx(font(), 12));
    grid->addWidget(icon, 0, 0, 2, 1, Qt::AlignTop);
    grid->addWidget(makeLabel(tr("ringscope %1").arg(QCoreApplication::applicationVersion()),
                        widgets::kCardTitleText, true, this),
        0, 1);
    grid->addWidget(
        makeLabel(tr("Watches shared-memory rings, read-only: who holds the producer?\nLicence: "
                     "GPL 3 or later. Plots by QCustomPlot, windows by Qt."),
            1, false, this),
        1, 1);
    grid->addWidget(m_text, 2, 0, 1, 2);
    grid->addWidget(buttons, 3, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(2, 1);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(copyButton, &QPushButton::clicked, this, &AboutBox::copy);
    std::vector<std::string> rings;
    for (const RingSession* session : workbench.sessions()) {
        rings.push_back(session->ring());
    }
    m_errand.send([this, rings] {
        return [this, text = ringDiagnosticsText(rings)] { m_text->appendPlainText(text); };
    });
}

QString AboutBox::text() const
{
    return m_text->toPlainText();
}

void AboutBox::copy()
{
    QGuiApplication::clipboard()->setText(text());
}

}  // namespace gui
