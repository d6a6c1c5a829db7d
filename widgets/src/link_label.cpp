// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/link_label.h"

#include <QEvent>

namespace widgets {

LinkLabel::LinkLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::RichText);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
}

void LinkLabel::setLink(const QString& text)
{
    if (text == m_link)
        return;
    m_link = text;
    write();
}

void LinkLabel::write()
{
    clear();
    setText(QStringLiteral("<a href=\"#\" style=\"text-decoration:none\">%1</a>")
                .arg(m_link.toHtmlEscaped()));
}

void LinkLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        write();
}

}  // namespace widgets
