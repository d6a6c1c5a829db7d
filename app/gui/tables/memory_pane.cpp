// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/memory_pane.h"

#include "gui/parts/label.h"
#include "gui/parts/list_table.h"

#include "widgets/type_scale.h"

#include <QCheckBox>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QRegularExpressionValidator>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gui {

namespace {

constexpr double kSectionsWidth = 120;
constexpr double kSectionHeight = 26;
constexpr double kSequenceWidth = 150;

std::vector<TextColumn> headerColumns()
{
    return {{MemoryPane::tr("offset"), QStringLiteral("0000"), true},
        {MemoryPane::tr("type"), QStringLiteral("bytes[16]")},
        {MemoryPane::tr("field"), QStringLiteral("creator_time_namespace")},
        {MemoryPane::tr("value"), QStringLiteral("0123456789abcdef0123456789abcdef")},
        {MemoryPane::tr("meaning"), {}}};
}

std::vector<TextColumn> counterColumns()
{
    return {{MemoryPane::tr("counter"), QStringLiteral("a_consumer_0.events_consumed_bytes")},
        {MemoryPane::tr("value"), QStringLiteral("000 000 000 000"), true},
        {MemoryPane::tr("rate, 1/s"), {}}};
}

std::vector<TextColumn> latencyColumns()
{
    const QString time = QStringLiteral("000.0 ms");
    return {{MemoryPane::tr("latency of"), QStringLiteral("a_consumer_of_mine")},
        {MemoryPane::tr("count"), QStringLiteral("000 000 000"), true},
        {MemoryPane::tr("p50"), time, true}, {MemoryPane::tr("p99"), time, true},
        {MemoryPane::tr("p99.9"), time, true}, {MemoryPane::tr("longest"), {}}};
}

std::vector<TextColumn> happeningColumns()
{
    return {{MemoryPane::tr("ago"), QStringLiteral("00 min 00 s"), true},
        {MemoryPane::tr("what happened"), QStringLiteral("CorruptCursor")},
        {MemoryPane::tr("to"), QStringLiteral("a_consumer_of_mine")},
        {MemoryPane::tr("events until then"), {}}};
}

}  // namespace

MemoryPane::MemoryPane(QWidget* parent)
    : QWidget(parent)
    , m_header(headerColumns())
    , m_counters(counterColumns())
    , m_latencies(latencyColumns())
    , m_happenings(happeningColumns())
    , m_sections(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_problem(makeQuietLabel(QString(), 1, this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setObjectName(QStringLiteral("memory"));
    m_sections->setObjectName(QStringLiteral("memorySections"));
    m_sections->setAccessibleName(tr("Parts of the memory"));
    m_sections->setFrameShape(QFrame::NoFrame);
    m_sections->setContentsMargins(widgets::scaledPx(font(), 8), 0, 0, 0);
    m_sections->setFixedWidth(widgets::scaledPx(font(), kSectionsWidth));
    m_problem->setAlignment(Qt::AlignCenter);
    m_problem->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_sections);
    row->addWidget(m_pages, 1);
    row->addWidget(m_problem, 1);
    addTable("memoryHeader", tr("Header"), m_header, headerColumns());
    addTable("memoryCounters", tr("Counters"), m_counters, counterColumns());
    addTable("memoryLatencies", tr("Latencies"), m_latencies, latencyColumns());
    addTable("memoryHappenings", tr("Black box"), m_happenings, happeningColumns());
    addPage(tr("Event"), makeEventPage());
    connect(m_sections, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(&m_reader, &MemoryReader::read, this, &MemoryPane::showReading);
    m_sections->setCurrentRow(0);
    m_problem->hide();
}

void MemoryPane::addTable(
    const char* name, const QString& title, TextRows& rows, const std::vector<TextColumn>& columns)
{
    std::vector<QString> usual;
    usual.reserve(columns.size());
    for (const TextColumn& column : columns) {
        usual.push_back(column.usual);
    }
    auto* table = new ListTable(title, std::move(usual), m_pages);
    table->setObjectName(QLatin1String(name));
    table->setModel(&rows);
    table->setEmptyText(tr("The ring holds nothing of that kind."));
    addPage(title, table);
}

void MemoryPane::addPage(const QString& title, QWidget* page)
{
    auto* item = new QListWidgetItem(title, m_sections);
    item->setSizeHint({0, widgets::scaledPx(font(), kSectionHeight)});
    m_pages->addWidget(page);
}

QWidget* MemoryPane::makeEventPage()
{
    auto* page = new QWidget(m_pages);
    m_sequence = new QLineEdit(page);
    m_sequence->setObjectName(QStringLiteral("eventSequence"));
    m_sequence->setPlaceholderText(tr("Sequence, else the newest"));
    m_sequence->setAccessibleName(tr("Sequence of the event to show"));
    m_sequence->setFixedWidth(widgets::scaledPx(font(), kSequenceWidth) * 5 / 4);
    m_sequence->setClearButtonEnabled(true);
    m_sequence->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("[0-9]{1,18}")), m_sequence));
    m_bytes = new QCheckBox(tr("as bytes"), page);
    m_bytes->setObjectName(QStringLiteral("eventBytes"));
    m_event = new QPlainTextEdit(page);
    m_event->setObjectName(QStringLiteral("eventText"));
    m_event->setAccessibleName(tr("The event"));
    m_event->setFrameShape(QFrame::NoFrame);
    m_event->setReadOnly(true);
    m_event->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_event->setTabChangesFocus(true);
    m_event->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    const int gap = widgets::scaledPx(font(), 6);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(gap, gap, gap, gap);
    row->addWidget(m_sequence);
    row->addWidget(m_bytes);
    row->addStretch(1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_event, 1);
    connect(m_sequence, &QLineEdit::textChanged, this, &MemoryPane::askForEvent);
    connect(m_bytes, &QCheckBox::toggled, this, &MemoryPane::showEventText);
    return page;
}

void MemoryPane::setRing(const std::string& ring)
{
    if (ring != m_ring) {
        m_ring = ring;
        m_sequence->clear();
        m_reader.watch(isVisible() ? m_ring : std::string());
    }
}

void MemoryPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_reader.watch(m_ring);
    askForEvent();
}

void MemoryPane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_reader.watch({});
}

/// What was read last stays beside the reason why there is no more.
void MemoryPane::showReading()
{
    const MemoryReading& reading = m_reader.reading();
    const bool nothing = reading.header.empty();
    m_pages->setVisible(!nothing);
    m_problem->setVisible(nothing);
    m_problem->setText(QString::fromStdString(reading.problem));
    if (nothing) {
        return;
    }
    m_header.setRows(headerRows(reading));
    m_counters.setRows(m_counterRows.of(reading));
    m_latencies.setRows(latencyRows(reading));
    m_happenings.setRows(happeningRows(reading, monitor::Clock::now()));
    m_bytes->setEnabled(reading.details.schema.has_value());
    showEventText();
}

void MemoryPane::showEventText()
{
    const QString text = eventText(m_reader.reading(), m_bytes->isChecked());
    if (m_event->toPlainText() != text) {
        const int at = m_event->verticalScrollBar()->value();
        m_event->setPlainText(text);
        m_event->verticalScrollBar()->setValue(at);
    }
}

void MemoryPane::askForEvent()
{
    const QString typed = m_sequence->text();
    m_reader.ask(
        typed.isEmpty() ? std::nullopt : std::optional<ringlib::Sequence>(typed.toLongLong()));
}

}  // namespace gui
