// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recordings/file_question.h"

#include <QFileDialog>

#include <utility>

namespace gui {

namespace {

QFileDialog* makeDialog(
    QWidget* window, const FileQuestion& question, std::function<void(const QString&)> then)
{
    auto* dialog = new QFileDialog(window, question.title, question.suggested, question.filter);
    dialog->setObjectName(QStringLiteral("fileQuestion"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::filesSelected, window,
        [then = std::move(then)](const QStringList& files) {
            for (const QString& file : files) {
                then(file);
            }
        });
    return dialog;
}

}  // namespace

void askToOpen(
    QWidget* window, const FileQuestion& question, std::function<void(const QString&)> then)
{
    QFileDialog* dialog = makeDialog(window, question, std::move(then));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->open();
}

void askToSave(
    QWidget* window, const FileQuestion& question, std::function<void(const QString&)> then)
{
    QFileDialog* dialog = makeDialog(window, question, std::move(then));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setDefaultSuffix(question.suffix);
    dialog->selectFile(question.suggested);
    dialog->open();
}

}  // namespace gui
