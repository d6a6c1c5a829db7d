// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/run_card.h"

#include "gui/commands/actions.h"
#include "gui/parts/label.h"
#include "gui/parts/wall_clock.h"
#include "gui/scenarios/expectation_list.h"
#include "gui/scenarios/line_label.h"

#include "widgets/theme.h"
#include "widgets/type_scale.h"

#include <QAction>
#include <QDir>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gui {

namespace {

constexpr double kHead = 36;
constexpr double kMargin = 10;
constexpr double kShape = 17;

QToolButton* makeButton(QAction* action, const char* name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAutoRaise(false);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

/// What is under the user's home is shown as such.
QString shownPath(const std::filesystem::path& path)
{
    const QString whole = shownWords(path.string());
    const QString home = QDir::homePath() + QLatin1Char('/');
    return whole.startsWith(home) ? QStringLiteral("~/") + whole.mid(home.size()) : whole;
}

}  // namespace

RunCard::RunCard(const Actions& actions, QWidget* parent)
    : Card(parent)
    , m_title(new LineLabel(Qt::ElideRight, QPalette::WindowText, this))
    , m_meta(makeQuietLabel(QString(), widgets::kSmallText, this))
    , m_lines(new ExpectationList(this))
    , m_commandRow(new QWidget(this))
    , m_command(new QLineEdit(m_commandRow))
    , m_folder(new LineLabel(Qt::ElideMiddle, QPalette::PlaceholderText, this))
    , m_noMoment(makeQuietLabel(
          tr("No jump to its moments: its recording is not there."), widgets::kSmallText, this))
    , m_abort(makeButton(actions.abortScenario, "cardAbort", this))
{
    setObjectName(QStringLiteral("runCard"));
    const int margin = widgets::scaledPx(font(), kMargin);
    m_title->setFont(widgets::scaledFont(font(), 1, QFont::DemiBold));
    m_meta->setWordWrap(true);
    m_noMoment->setObjectName(QStringLiteral("cardNoMoment"));
    m_noMoment->setWordWrap(true);
    m_folder->setFont(widgets::scaledFont(font(), widgets::kSmallText));
    m_command->setObjectName(QStringLiteral("runCommand"));
    m_command->setAccessibleName(tr("Command that runs it again"));
    m_command->setReadOnly(true);
    m_command->setTextMargins(margin / 3, 0, margin / 3, 0);
    m_command->setFont(widgets::scaledFont(
        QFontDatabase::systemFont(QFontDatabase::FixedFont), widgets::kSmallText));
    QToolButton* copy = makeButton(actions.copyCommand, "cardCopy", m_commandRow);
    copy->setToolButtonStyle(Qt::ToolButtonIconOnly);
    auto* row = new QHBoxLayout(m_commandRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(margin / 2);
    row->addWidget(m_command, 1);
    row->addWidget(copy);
    m_afterwards = {makeButton(actions.openReport, "cardReport", this),
        makeButton(actions.runAgain, "cardAgain", this),
        makeButton(actions.exportRun, "cardExport", this)};
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(margin / 2);
    for (QToolButton* button : m_afterwards) {
        buttons->addWidget(button);
    }
    buttons->addWidget(m_abort);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, 0, margin, margin);
    column->setSpacing(margin * 3 / 4);
    m_title->setFixedHeight(widgets::scaledPx(font(), kHead));
    column->addWidget(m_title);
    column->addWidget(m_meta);
    column->addWidget(m_lines);
    column->addWidget(m_noMoment);
    column->addWidget(m_commandRow);
    column->addLayout(buttons);
    column->addWidget(m_folder);
    m_abort->hide();
    connect(m_lines, &ExpectationList::momentChosen, this, &RunCard::jump);
}

void RunCard::showRun(const ShownRun& run)
{
    m_run = run;
    const QString name = shownWords(run.summary.scenario);
    m_title->setText(name);
    m_meta->setText(metaLine(run));
    const std::vector<ShownLine> lines = shownLines(run);
    m_lines->setLines(lines, [this](double seconds) { return linkTo(seconds); });
    const bool hasMoment = std::any_of(
        lines.begin(), lines.end(), [](const ShownLine& line) { return line.loud && line.at_s; });
    m_noMoment->setVisible(hasMoment && !run.goesOn() && run.ring.empty() && run.recording.empty());
    m_command->setText(shownWords(run.summary.reproduce));
    m_command->setCursorPosition(0);
    m_command->setToolTip(m_command->text());
    m_commandRow->setVisible(!run.goesOn());
    m_folder->setText(tr("Kept in %1").arg(shownPath(run.folder)));
    m_folder->setVisible(!run.folder.empty());
    for (QToolButton* button : m_afterwards) {
        button->setVisible(!run.goesOn());
    }
    m_abort->setVisible(run.goesOn());
    const QString title = QStringLiteral("%1 %2").arg(verdictWord(run.summary.verdict), name);
    setAccessibleName(title);
    setAccessibleDescription(metaLine(run));
    const QFontMetrics metrics(m_title->font());
    const int gap = widgets::scaledPx(font(), kMargin);
    m_title->setIndent(widgets::scaledPx(font(), kShape) + gap
        + metrics.horizontalAdvance(verdictWord(run.summary.verdict)) + gap);
    update();
}

QRect RunCard::head() const
{
    return {1, 1, width() - 2, m_title->geometry().bottom()};
}

void RunCard::paintEvent(QPaintEvent* event)
{
    Card::paintEvent(event);
    const widgets::Theme& theme = widgets::theme(palette());
    const ShownState state = shownState(m_run.summary.verdict);
    const QColor tint = widgets::toneTint(theme, state.tone);
    const QColor color = widgets::toneColor(theme, state.tone);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    constexpr double kRadius = 3;
    QPainterPath shape;
    shape.addRoundedRect(QRectF(head()).adjusted(0, 0, 0, kRadius), kRadius, kRadius);
    painter.setClipRect(head());
    painter.fillPath(shape, tint);
    painter.fillRect(QRect(0, head().bottom(), width(), 1), theme.line);
    const double side = widgets::scaledPx(font(), kShape);
    const QRect line = m_title->geometry();
    widgets::paintStateShape(painter, {line.left() + 0.0, line.center().y() - side / 2, side, side},
        state.shape, {color, tint});
    painter.setFont(widgets::scaledFont(font(), 1, QFont::DemiBold));
    painter.setPen(color);
    painter.drawText(
        line.adjusted(static_cast<int>(side) + widgets::scaledPx(font(), kMargin * 0.8), 0, 0, 0),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, verdictWord(m_run.summary.verdict));
}

QString RunCard::linkTo(double seconds) const
{
    if (!m_run.ring.empty()) {
        return tr("Jump to %1").arg(timeOfDay(m_run.at(seconds), 1));
    }
    return m_run.recording.empty() ? QString()
                                   : tr("Jump to +%1 in its recording").arg(tenths(seconds));
}

void RunCard::jump(double seconds)
{
    if (!m_run.ring.empty()) {
        Q_EMIT momentChosen({m_run.ring, {}, m_run.at(seconds)});
    } else {
        Q_EMIT recordingChosen(QString::fromStdString(m_run.recording.string()), seconds);
    }
}

}  // namespace gui
