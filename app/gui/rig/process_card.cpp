// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/process_card.h"

#include "gui/parts/label.h"
#include "gui/rig/pace_control.h"
#include "gui/rig/rig_words.h"
#include "gui/rings/ring_name.h"

#include "widgets/icons.h"
#include "widgets/state_shape.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace gui {

namespace {

constexpr double kShape = 16;
constexpr double kEdge = 10;
constexpr double kButton = 22;

void setIfOther(QLabel& label, const QString& text)
{
    if (label.text() != text) {
        label.setText(text);
        label.setToolTip(text);
    }
}

}  // namespace

ProcessCard::ProcessCard(const rig::LiveWorker& worker, QWidget* parent)
    : QWidget(parent)
    , m_worker(worker)
    , m_name(makeLabel(shownText(worker.name), 1, true, this))
    , m_pid(makeQuietLabel({}, widgets::kSmallText, this))
    , m_state(makeQuietLabel({}, widgets::kSmallText, this))
    , m_remark(makeQuietLabel({}, widgets::kSmallText, this))
    , m_pause(makeButton("pauseWorker"))
    , m_stop(makeButton("stopWorker"))
    , m_restart(makeButton("restartWorker"))
    , m_copy(new QAction(tr("Copy as a &command"), this))
{
    setObjectName(QStringLiteral("process-") + m_name->text());
    setAccessibleName(m_name->text());
    const int edge = widgets::scaledPx(font(), kEdge);
    const int gap = widgets::scaledPx(font(), 4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(
        edge + widgets::scaledPx(font(), kShape) + gap, gap + 1, edge, gap + 2);
    column->setSpacing(gap / 2);
    auto* row = new QHBoxLayout;
    row->setSpacing(gap);
    row->addWidget(m_name);
    row->addWidget(m_pid);
    row->addStretch(1);
    row->addWidget(m_state);
    for (QToolButton* button : {m_pause, m_stop, m_restart}) {
        row->addWidget(button);
    }
    column->addLayout(row);
    makePace();
    if (m_pace != nullptr) {
        column->addWidget(m_pace);
    }
    m_remark->setWordWrap(true);
    column->addWidget(m_remark);
    m_stop->setIcon(widgets::icon(widgets::Icon::Stop));
    m_copy->setObjectName(QStringLiteral("copyWorker"));
    m_copy->setIcon(widgets::icon(widgets::Icon::Copy));
    addAction(m_copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    m_stop->setToolTip(tr("Ask %1 to end").arg(m_name->text()));
    m_stop->setAccessibleName(m_stop->toolTip());
    connect(m_pause, &QToolButton::clicked, this, &ProcessCard::pauseClicked);
    connect(m_stop, &QToolButton::clicked, this, &ProcessCard::stopClicked);
    connect(m_restart, &QToolButton::clicked, this, &ProcessCard::restartClicked);
    connect(m_copy, &QAction::triggered, this, &ProcessCard::copyClicked);
    showWorker(worker, false);
}

QToolButton* ProcessCard::makeButton(const char* name)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    const int side = widgets::scaledPx(font(), kButton);
    button->setFixedSize(side, side);
    return button;
}

/// Who was brought by a fault listens to nobody.
void ProcessCard::makePace()
{
    if (!m_worker.planned) {
        return;
    }
    const bool produces = m_worker.name == rig::kProducerName;
    m_pace = new PaceControl(
        produces ? PaceControl::Of::Rate : PaceControl::Of::Work, m_name->text(), this);
    connect(m_pace, &PaceControl::rateChosen, this, &ProcessCard::rateChosen);
    connect(m_pace, &PaceControl::workChosen, this, &ProcessCard::workChosen);
    connect(m_pace, &PaceControl::refused, this, &ProcessCard::refused);
}

void ProcessCard::showWorker(const rig::LiveWorker& worker, bool stalled)
{
    const ProcessWord word = processWord(worker);
    if (const ProcessWord before = processWord(m_worker);
        before.shape != word.shape || before.tone != word.tone) {
        update();
    }
    m_worker = worker;
    setIfOther(*m_pid, worker.seen.pid == 0 ? QString() : QString::number(worker.seen.pid));
    setIfOther(*m_state,
        worker.runs() ? tr("%1 %2").arg(word.word, QString(QLatin1Char(worker.kernel_state)))
                      : word.word);
    const QString remark = processRemark(worker);
    setIfOther(*m_remark, remark);
    m_remark->setVisible(!remark.isEmpty());
    showButtons(stalled);
    if (m_pace != nullptr) {
        m_pace->setEnabled(worker.runs());
        if (worker.name == rig::kProducerName) {
            m_pace->showRate(worker.rate);
        } else {
            m_pace->showWork(worker.work);
        }
    }
    setAccessibleDescription(m_state->text() + QLatin1Char(' ') + remark);
}

void ProcessCard::showButtons(bool stalled)
{
    const rig::LiveWorker& worker = m_worker;
    if (m_shownRuns == worker.runs() && m_shownStalled == stalled) {
        return;
    }
    m_shownRuns = worker.runs();
    m_shownStalled = stalled;
    m_pause->setIcon(widgets::icon(stalled ? widgets::Icon::Play : widgets::Icon::Pause));
    m_pause->setToolTip(stalled ? tr("Let %1 go on").arg(m_name->text())
                                : tr("Let %1 stand until it is resumed").arg(m_name->text()));
    m_pause->setAccessibleName(m_pause->toolTip());
    m_restart->setIcon(widgets::icon(worker.runs() ? widgets::Icon::Rejoin : widgets::Icon::Play));
    m_restart->setToolTip(worker.runs()
            ? tr("End %1 and start another in its place").arg(m_name->text())
            : tr("Start %1").arg(m_name->text()));
    m_restart->setAccessibleName(m_restart->toolTip());
    m_pause->setEnabled(worker.runs());
    m_stop->setEnabled(worker.runs());
    m_restart->setEnabled(worker.planned);
    m_copy->setEnabled(worker.planned);
}

void ProcessCard::setMarked(bool marked)
{
    if (m_marked != marked) {
        m_marked = marked;
        update();
    }
}

void ProcessCard::mousePressEvent(QMouseEvent* event)
{
    QWidget::mousePressEvent(event);
    Q_EMIT pressed();
}

void ProcessCard::paintEvent(QPaintEvent* /*event*/)
{
    const widgets::Theme& theme = widgets::theme(palette());
    QPainter painter(this);
    painter.fillRect(rect(), m_marked ? theme.sel : theme.base);
    painter.fillRect(0, height() - 1, width(), 1, theme.line);
    const ProcessWord word = processWord(m_worker);
    const double side = widgets::scaledPx(font(), kShape);
    const QRectF box(widgets::scaledPx(font(), kEdge) - 2,
        m_name->geometry().center().y() - side / 2 + 0.5, side, side);
    widgets::paintStateShape(painter, box, word.shape,
        {widgets::toneColor(theme, word.tone), m_marked ? theme.sel : theme.base});
}

}  // namespace gui
