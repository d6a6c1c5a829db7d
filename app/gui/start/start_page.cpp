// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/start/start_page.h"

#include "gui/parts/label.h"
#include "gui/rings/ring_row_delegate.h"
#include "gui/start/files_card.h"
#include "gui/start/strong_button.h"

#include "widgets/card.h"
#include "widgets/ring_view.h"
#include "widgets/type_scale.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace gui {

namespace {

/// Of a card: as wide as there is room.
struct Em {
    double least;
    double most;
};

constexpr double kTitleEm = 2.1;
constexpr double kCardHeightEm = 27.4;
constexpr Em kDemoWidth{25.5, 28.6};
constexpr Em kAttachWidth{26.5, 34.5};
constexpr Em kFilesWidth{17, 22};

int em(const QWidget* widget, double factor)
{
    constexpr double kDesignPixels = 13;
    return widgets::scaledPx(widget->font(), factor * kDesignPixels);
}

void giveSize(QWidget& card, const Em& width)
{
    card.setMinimumWidth(em(card.parentWidget(), width.least));
    card.setMaximumWidth(em(card.parentWidget(), width.most));
    card.setFixedHeight(em(card.parentWidget(), kCardHeightEm));
}

widgets::RingViewState stageState(const std::vector<double>& fractions, bool held)
{
    widgets::RingViewState state;
    state.capacity = 32;
    state.held = held;
    int series = 0;
    for (const double fraction : fractions) {
        state.consumers.push_back({QString(), series++, fraction, {}, {}});
    }
    return state;
}

QWidget* makeStage(
    const widgets::RingViewState& state, const QString& name, const QString& time, QWidget* parent)
{
    auto* stage = new QWidget(parent);
    auto* layout = new QVBoxLayout(stage);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* ring = new widgets::RingView(stage);
    ring->setState(state);
    ring->setFixedHeight(em(parent, 8.3));
    layout->addWidget(ring);
    for (QLabel* label : {makeLabel(name, widgets::kSmallText, true, stage),
             makeQuietLabel(time, widgets::kSmallText, stage)}) {
        label->setAlignment(Qt::AlignHCenter);
        layout->addWidget(label);
    }
    return stage;
}

}  // namespace

StartPage::StartPage(RingListModel* rings, QWidget* parent)
    : QWidget(parent)
    , m_model(rings)
{
    setObjectName(QStringLiteral("startPage"));
    auto* column = new QVBoxLayout(this);
    column->setSpacing(0);
    QLabel* title = makeLabel(
        tr("See who holds your ring, and what happens when it breaks"), kTitleEm, true, this);
    QLabel* subtitle = makeLabel(
        tr("Attach to a live ring, or start one that fails on purpose."), 1.08, false, this);
    for (QLabel* label : {title, subtitle}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
    }
    auto* cards = new QHBoxLayout;
    cards->setSpacing(em(this, 1.5));
    cards->addStretch(1);
    cards->addWidget(makeDemoCard(), 100);
    cards->addWidget(makeAttachCard(), 100);
    m_files = new FilesCard(em(this, 1.5), this);
    giveSize(*m_files, kFilesWidth);
    cards->addWidget(m_files, 100);
    cards->addStretch(1);
    column->addStretch(3);
    column->addWidget(title);
    column->addSpacing(em(this, 0.6));
    column->addWidget(subtitle);
    column->addSpacing(em(this, 3));
    column->addLayout(cards);
    column->addSpacing(em(this, 1.5));
    auto* newRig = new QPushButton(tr("New rig from preset…"), this);
    newRig->setObjectName(QStringLiteral("newRigButton"));
    newRig->setToolTip(tr("Processes around a ring of their own, to be broken on purpose"));
    connect(newRig, &QPushButton::clicked, this, &StartPage::newRigRequested);
    column->addWidget(newRig, 0, Qt::AlignHCenter);
    column->addStretch(5);
    connect(m_files, &FilesCard::recordingRequested, this, &StartPage::recordingRequested);
    connect(m_files, &FilesCard::fileRequested, this, &StartPage::fileRequested);
    setLooked(std::nullopt);
    updateNameField();
}

void StartPage::focusDemo()
{
    m_demoButton->setFocus(Qt::OtherFocusReason);
}

void StartPage::setRecent(const QStringList& paths)
{
    m_files->setRecent(paths);
}

void StartPage::focusName()
{
    m_name->setFocus(Qt::ShortcutFocusReason);
    m_name->selectAll();
}

QWidget* StartPage::makeDemoCard()
{
    auto* card = new widgets::Card(this);
    giveSize(*card, kDemoWidth);
    auto* column = new QVBoxLayout(card);
    const int margin = em(this, 1.5);
    column->setContentsMargins(margin, margin, margin, margin - 2);
    column->addWidget(makeLabel(tr("Start the demo"), widgets::kCardTitleText, true, card));
    column->addWidget(
        makeLabel(tr("1 producer and 3 consumers. One stalls after 8 s."), 1, false, card));
    column->addSpacing(margin / 2);
    auto* stages = new QHBoxLayout;
    stages->addWidget(
        makeStage(stageState({0.06, 0.1, 0.15}, false), tr("healthy"), tr("0 s"), card));
    stages->addWidget(
        makeStage(stageState({0, 1, 0}, true), tr("producer held"), tr("8.4 s"), card));
    stages->addWidget(
        makeStage(stageState({0.01, 0.02, 0.03}, false), tr("healed"), tr("12 s"), card));
    column->addLayout(stages);
    column->addStretch(1);
    QLabel* note = makeQuietLabel(
        tr("Starts real processes on this machine. Stop demo removes them and their segment."),
        widgets::kSmallText, card);
    note->setWordWrap(true);
    column->addWidget(note);
    column->addSpacing(margin / 3);
    m_demoButton = new StrongButton(tr("Start the demo"), tr("Enter"), card);
    m_demoButton->setObjectName(QStringLiteral("startDemo"));
    connect(m_demoButton, &QPushButton::clicked, this, &StartPage::demoRequested);
    column->addWidget(m_demoButton);
    return card;
}

QWidget* StartPage::makeAttachCard()
{
    auto* card = new widgets::Card(this);
    giveSize(*card, kAttachWidth);
    auto* column = new QVBoxLayout(card);
    const int margin = em(this, 1.5);
    column->setContentsMargins(1, margin, 1, 1);
    column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(margin, 0, margin, margin / 2);
    head->addWidget(makeLabel(tr("Attach to a live ring"), widgets::kCardTitleText, true, card));
    m_found = makeLabel(QString(), 1, false, card);
    head->addWidget(m_found);
    column->addLayout(head);

    m_list = new QListView(card);
    m_list->setObjectName(QStringLiteral("liveRings"));
    m_list->setAccessibleName(tr("Live rings"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RingRowDelegate(RingRowDelegate::Form::Wide, m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_list, &QListView::activated, this, &StartPage::attachRow);
    m_empty = makeQuietLabel(QString(), 1, card);
    m_empty->setAlignment(Qt::AlignCenter);
    column->addWidget(m_list, 1);
    column->addWidget(m_empty, 1);
    column->addWidget(makeNameRow(card));
    column->addWidget(makeReadOnlyLine(card));
    return card;
}

QWidget* StartPage::makeNameRow(QWidget* card)
{
    auto* row = new QWidget(card);
    auto* layout = new QHBoxLayout(row);
    const int margin = em(this, 1.5);
    layout->setContentsMargins(margin, margin / 2, margin, margin / 2);
    m_name = new QLineEdit(row);
    m_name->setObjectName(QStringLiteral("ringName"));
    m_name->setPlaceholderText(tr("Name or path"));
    m_name->setTextMargins(margin / 4, 0, margin / 4, 0);
    m_name->setAccessibleName(tr("Name or path of a ring"));
    m_attach = new QPushButton(tr("Attach"), row);
    m_attach->setObjectName(QStringLiteral("attachByName"));
    connect(m_name, &QLineEdit::textChanged, this, &StartPage::updateNameField);
    connect(m_name, &QLineEdit::returnPressed, this, &StartPage::attachByName);
    connect(m_attach, &QPushButton::clicked, this, &StartPage::attachByName);
    layout->addWidget(m_name, 1);
    layout->addWidget(m_attach);
    return row;
}

QWidget* StartPage::makeReadOnlyLine(QWidget* card)
{
    auto* line = new QWidget(card);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::AlternateBase);
    auto* layout = new QHBoxLayout(line);
    const int margin = em(this, 1.5);
    layout->setContentsMargins(margin, margin / 2, margin, margin / 2);
    QLabel* words = makeLabel(tr("Read-only. Nothing is written and no consumer slot is taken."),
        widgets::kSmallText, false, line);
    words->setWordWrap(true);
    layout->addWidget(words, 1);
    m_how = makeLabel(QString(), widgets::kSmallText, false, line);
    m_how->setTextFormat(Qt::RichText);
    m_how->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    writeLink();
    connect(m_how, &QLabel::linkActivated, this, &StartPage::explanationRequested);
    layout->addWidget(m_how);
    return line;
}

/// A label takes the colour of a link along when it is written.
void StartPage::writeLink()
{
    m_how->clear();
    m_how->setText(QStringLiteral("<a href=\"how\" style=\"text-decoration:none\">%1</a>")
                       .arg(tr("How?").toHtmlEscaped()));
}

void StartPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        writeLink();
    }
}

void StartPage::setLooked(std::optional<std::chrono::milliseconds> ago)
{
    const int count = m_model->rowCount();
    m_list->setVisible(count > 0);
    m_empty->setVisible(count == 0);
    if (count > 0) {
        m_found->setText(tr("%n found in /dev/shm, watching.", nullptr, count));
        return;
    }
    m_found->setText(tr("Looks for rings in /dev/shm."));
    m_empty->setText(ago
            ? tr("No ring in /dev/shm (looked %1 s ago, watching)")
                  .arg(QString::number(static_cast<double>(ago->count()) / 1000, 'f', 1))
            : tr("Looking in /dev/shm"));
}

void StartPage::attachRow(const QModelIndex& index)
{
    const RingRow& row = m_model->row(index.row());
    Q_EMIT attachRequested(QString::fromStdString(row.ring));
}

void StartPage::attachByName()
{
    const QString name = m_name->text().trimmed();
    if (!name.isEmpty()) {
        Q_EMIT attachRequested(name);
    }
}

void StartPage::updateNameField()
{
    m_attach->setEnabled(!m_name->text().trimmed().isEmpty());
}

}  // namespace gui
