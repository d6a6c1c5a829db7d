// SPDX-License-Identifier: GPL-3.0-or-later
#include "range_editor.h"

#include "widgets/type_scale.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>

namespace widgets {

namespace {

class Closer : public QObject {
public:
    explicit Closer(QWidget* field)
        : QObject(field)
        , m_field(field)
    {
        // A field that is left is gone; its parts may pass the focus on among them.
        connect(qApp, &QApplication::focusChanged, this, [this](QWidget* /*old*/, QWidget* now) {
            if (now != nullptr && now != m_field && !m_field->isAncestorOf(now))
                m_field->deleteLater();
        });
        field->installEventFilter(this);
        for (QLineEdit* part : field->findChildren<QLineEdit*>())
            part->installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const bool press = event->type() == QEvent::KeyPress;
        if ((press || event->type() == QEvent::ShortcutOverride)
            && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            event->accept();  // the window's own Esc does not run
            if (press) {
                m_field->parentWidget()->setFocus(Qt::OtherFocusReason);
                m_field->deleteLater();
            }
            return true;
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QWidget* m_field;
};

}  // namespace

void closeWhenLeft(QWidget* field)
{
    new Closer(field);  // the field owns it
}

RangeEditor::RangeEditor(const AxisLimits& limits, QWidget* parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("range"));
    setFrameShape(QFrame::Box);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    auto* row = new QHBoxLayout(this);
    const int gap = scaledPx(font(), 6);
    row->setContentsMargins(gap, gap / 2, gap, gap / 2);
    row->setSpacing(gap);
    row->addWidget(new QLabel(tr("Range"), this));
    m_bottom = makeField(limits.bottom, tr("Lower end"));
    row->addWidget(m_bottom);
    row->addWidget(new QLabel(tr("to"), this));
    m_top = makeField(limits.top, tr("Upper end"));
    row->addWidget(m_top);
    closeWhenLeft(this);
}

QLineEdit* RangeEditor::makeField(double value, const QString& name)
{
    auto* field = new QLineEdit(QLocale().toString(value, 'g', 6), this);
    field->setAccessibleName(name);
    field->setFixedWidth(scaledPx(font(), 84));
    connect(field, &QLineEdit::returnPressed, this, &RangeEditor::accept);
    return field;
}

void RangeEditor::openAt(const QPoint& at)
{
    adjustSize();
    move(at);
    show();
    m_top->setFocus(Qt::OtherFocusReason);
    m_top->selectAll();
}

/// What is no range leaves the field open, its text selected.
void RangeEditor::accept()
{
    bool isBottom = false;
    bool isTop = false;
    const double bottom = QLocale().toDouble(m_bottom->text(), &isBottom);
    const double top = QLocale().toDouble(m_top->text(), &isTop);
    if (!isBottom || !isTop || !(bottom < top)) {
        QLineEdit* wrong = isBottom ? m_top : m_bottom;
        wrong->setFocus(Qt::OtherFocusReason);
        wrong->selectAll();
        return;
    }
    Q_EMIT chosen(bottom, top);
    parentWidget()->setFocus(Qt::OtherFocusReason);
    deleteLater();
}

}  // namespace widgets
