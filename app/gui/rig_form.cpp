// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig_form.h"

#include "gui/label.h"
#include "gui/ring_name.h"

#include "rig/option_values.h"
#include "rig/presets.h"
#include "rig/synthetic_event.h"

#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/type_scale.h"
#include "widgets/units.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <bit>

namespace gui {

namespace {

using namespace std::chrono_literals;
using Action = ringlib::RequiredConsumerFailureAction;

constexpr std::uint64_t kCapacityMost = 16ULL << 20U;
constexpr std::size_t kConsumersMost = 63;
constexpr int kOwn = -1;  // no preset

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

/// As it is typed.
template <typename Value>
QString typedWords(const Value& value)
{
    return QString::fromStdString(rig::to_text(value));
}

std::string typed(const QLineEdit& field)
{
    return field.text().trimmed().toStdString();
}

QString refusal(const QString& title, const QLineEdit& field, const QString& wanted)
{
    return RigForm::tr("%1 is \"%2\": give %3")
        .arg(title, widgets::visibleText(field.text()), wanted);
}

}  // namespace

RigForm::RigForm(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("rigForm"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    const int edge = widgets::scaledPx(font(), 10);
    auto* fields = new QWidget(this);
    fields->setAutoFillBackground(true);
    fields->setBackgroundRole(QPalette::Base);
    auto* inside = new QVBoxLayout(fields);
    inside->setContentsMargins(edge, edge, edge, edge / 2);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(edge);
    grid->setVerticalSpacing(edge / 2);
    m_preset = addChoice(*grid, tr("from"));
    m_preset->setObjectName(QStringLiteral("rigPreset"));
    for (const rig::Preset& preset : rig::presets()) {
        m_preset->addItem(latin(preset.title));
        m_preset->setItemData(m_preset->count() - 1, latin(preset.why), Qt::ToolTipRole);
    }
    m_backend = addChoice(*grid, tr("backend"));
    m_backend->addItems({tr("shared memory"), tr("file")});
    m_capacity = addField(*grid, tr("capacity"), tr("a power of two from 2 to 16Mi"));
    m_eventSize = addChoice(*grid, tr("event size"));
    for (const std::size_t size : rig::kEventSizes) {
        m_eventSize->addItem(tr("%1 B").arg(size), static_cast<qulonglong>(size));
    }
    m_rate = addField(*grid, tr("rate"), tr("events per second: 500, 20k, max"));
    m_pattern
        = addField(*grid, tr("pattern"), tr("steady, burst:1s/4s, ramp:1k..50k/10s, sine:5s"));
    m_batch = addField(*grid, tr("batch"), tr("events published at once"));
    m_progressTimeout = addField(*grid, tr("alert after"),
        tr("without progress of a required consumer on a full ring: 250ms, 5s"));
    m_grace = addField(*grid, tr("grace"), tr("from the alert to what is done then: 1s"));
    m_onFailure = addChoice(*grid, tr("then"));
    m_onFailure->addItems({tr("shut down"), tr("only alert"), tr("evict")});
    inside->addLayout(grid);
    inside->addWidget(
        makeQuietLabel(tr("consumers: id, work per event, required"), widgets::kSmallText, fields));
    m_rowColumn = new QVBoxLayout;
    m_rowColumn->setSpacing(edge / 2);
    inside->addLayout(m_rowColumn);
    m_add = new QPushButton(tr("Add a consumer"), fields);
    m_add->setObjectName(QStringLiteral("addConsumer"));
    inside->addWidget(m_add, 0, Qt::AlignLeft);
    inside->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(fields);
    m_problem = makeLabel({}, widgets::kSmallText, false, this);
    m_problem->setObjectName(QStringLiteral("rigProblem"));
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(edge, 0, edge, 0);
    m_problem->hide();
    m_start = new QPushButton(tr("Start the rig"), this);
    m_start->setObjectName(QStringLiteral("startRig"));
    m_start->setIcon(widgets::icon(widgets::Icon::Play));
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(edge, edge / 2, edge, edge);
    foot->addWidget(m_start, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll, 1);
    column->addWidget(m_problem);
    column->addLayout(foot);
    connect(m_preset, &QComboBox::activated, this, &RigForm::takePreset);
    connect(m_add, &QPushButton::clicked, this, &RigForm::addConsumer);
    connect(m_start, &QPushButton::clicked, this, &RigForm::start);
    constexpr int kUsualPreset = 1;
    choosePreset(kUsualPreset);
}

QLineEdit* RigForm::addField(QGridLayout& grid, const QString& title, const QString& hint)
{
    auto* field = new QLineEdit(this);
    field->setAccessibleName(title);
    field->setToolTip(hint);
    const int row = grid.rowCount();
    grid.addWidget(makeQuietLabel(title, widgets::kSmallText, this), row, 0);
    grid.addWidget(field, row, 1);
    return field;
}

QComboBox* RigForm::addChoice(QGridLayout& grid, const QString& title)
{
    auto* box = new QComboBox(this);
    box->setAccessibleName(title);
    box->view()->setAccessibleName(title);
    const int row = grid.rowCount();
    grid.addWidget(makeQuietLabel(title, widgets::kSmallText, this), row, 0);
    grid.addWidget(box, row, 1);
    return box;
}

void RigForm::choosePreset(int preset)
{
    m_preset->setCurrentIndex(preset);
    takePreset(preset);
}

void RigForm::takePreset(int index)
{
    const rig::Topology topology = rig::presets()[static_cast<std::size_t>(index)].topology();
    setTopology(topology);
    m_preset->setCurrentIndex(index);
}

void RigForm::setTopology(const rig::Topology& topology)
{
    m_base = topology;
    m_preset->setPlaceholderText(tr("a ring that there is"));
    m_preset->setCurrentIndex(kOwn);
    m_backend->setCurrentIndex(topology.backend == ringlib::Backend::Shm ? 0 : 1);
    m_capacity->setText(QString::number(topology.capacity));
    m_eventSize->setCurrentIndex(
        m_eventSize->findData(static_cast<qulonglong>(topology.event_size)));
    m_rate->setText(QString::fromStdString(rig::to_text(topology.producer.rate)));
    m_pattern->setText(typedWords(topology.producer.load));
    m_batch->setText(QString::number(topology.producer.batch));
    const ringlib::RequiredConsumerLivenessConfig liveness
        = topology.producer.liveness.value_or(ringlib::RequiredConsumerLivenessConfig{});
    m_progressTimeout->setText(typedWords(liveness.progress_timeout));
    m_grace->setText(typedWords(liveness.shutdown_grace_period));
    m_onFailure->setCurrentIndex(static_cast<int>(liveness.failure_action));
    clearRows();
    for (const rig::ConsumerPlan& plan : topology.consumers) {
        addRow(plan, topology.is_required(plan.id));
    }
    m_problem->hide();
}

void RigForm::focusFirst()
{
    m_preset->setFocus(Qt::ShortcutFocusReason);
}

void RigForm::addRow(const rig::ConsumerPlan& plan, bool required)
{
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(widgets::scaledPx(font(), 6));
    const ConsumerRow fields{new QLineEdit(shownText(plan.id), line),
        new QLineEdit(typedWords(plan.work), line), new QCheckBox(tr("required"), line),
        new QToolButton(line)};
    fields.id->setAccessibleName(tr("Id of a consumer"));
    fields.work->setAccessibleName(tr("Its work for each event"));
    fields.work->setToolTip(tr("Time for each event: 0us, 12us, 1ms..3ms"));
    fields.required->setChecked(required);
    fields.required->setToolTip(tr("The producer does not go on without it"));
    fields.remove->setIcon(widgets::icon(widgets::Icon::Close, QPalette::PlaceholderText));
    fields.remove->setAutoRaise(true);
    fields.remove->setFocusPolicy(Qt::TabFocus);
    fields.remove->setToolTip(tr("Without this consumer"));
    fields.remove->setAccessibleName(fields.remove->toolTip());
    row->addWidget(fields.id, 3);
    row->addWidget(fields.work, 2);
    row->addWidget(fields.required);
    row->addWidget(fields.remove);
    connect(fields.remove, &QToolButton::clicked, this,
        [this, button = fields.remove] { removeRow(button); });
    m_rowColumn->addWidget(line);
    m_rows.push_back(fields);
}

void RigForm::removeRow(const QToolButton* button)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
        [button](const ConsumerRow& row) { return row.remove == button; });
    if (found != m_rows.end()) {
        found->id->parentWidget()->deleteLater();
        m_rows.erase(found);
    }
}

void RigForm::clearRows()
{
    for (const ConsumerRow& row : m_rows) {
        row.id->parentWidget()->hide();
        row.id->parentWidget()->deleteLater();
    }
    m_rows.clear();
}

void RigForm::addConsumer()
{
    rig::ConsumerPlan plan;
    for (int number = 0;; ++number) {
        plan.id = "cp_" + std::to_string(number);
        const QString id = QString::fromStdString(plan.id);
        if (std::none_of(m_rows.begin(), m_rows.end(),
                [&id](const ConsumerRow& row) { return row.id->text() == id; })) {
            break;
        }
    }
    addRow(plan, false);
    m_rows.back().id->setFocus(Qt::OtherFocusReason);
}

QString RigForm::readProducer(rig::Topology& topology) const
{
    const auto capacity = rig::parse_count(typed(*m_capacity));
    if (!capacity || *capacity < 2 || *capacity > kCapacityMost
        || !std::has_single_bit(*capacity)) {
        return refusal(tr("capacity"), *m_capacity, m_capacity->toolTip());
    }
    const auto rate = rig::parse_rate(typed(*m_rate));
    if (!rate) {
        return refusal(tr("rate"), *m_rate, m_rate->toolTip());
    }
    const auto load = rig::parse_load(typed(*m_pattern));
    if (!load) {
        return refusal(tr("pattern"), *m_pattern, m_pattern->toolTip());
    }
    const auto batch = rig::parse_count(typed(*m_batch));
    if (!batch || *batch < 1 || *batch > *capacity) {
        return refusal(tr("batch"), *m_batch, tr("a number from 1 to the capacity"));
    }
    topology.capacity = *capacity;
    topology.event_size = m_eventSize->currentData().toULongLong();
    topology.producer.rate = *rate;
    topology.producer.load = *load;
    topology.producer.batch = *batch;
    return {};
}

QString RigForm::readConsumers(rig::Topology& topology) const
{
    std::vector<std::string> required;
    topology.consumers.clear();
    for (const ConsumerRow& row : m_rows) {
        const std::string id = typed(*row.id);
        if (!rig::is_consumer_id(id) || id == rig::kProducerName
            || topology.find_consumer(id) != nullptr) {
            return refusal(tr("an id"), *row.id, tr("1 to 31 of A-Z a-z 0-9 . _ - and each once"));
        }
        const auto work = rig::parse_duration_range(typed(*row.work));
        if (!work || work->longest > 1h) {
            return refusal(tr("work of %1").arg(shownText(id)), *row.work, row.work->toolTip());
        }
        const rig::ConsumerPlan* const known = m_base.find_consumer(id);
        rig::ConsumerPlan plan = known != nullptr ? *known : rig::ConsumerPlan{};
        plan.id = id;
        plan.work = *work;
        topology.consumers.push_back(plan);
        if (row.required->isChecked()) {
            required.push_back(id);
        }
    }
    if (topology.consumers.size() > kConsumersMost) {
        return tr("%1 consumers: give at most %2")
            .arg(topology.consumers.size())
            .arg(kConsumersMost);
    }
    return readLiveness(topology, std::move(required));
}

QString RigForm::readLiveness(rig::Topology& topology, std::vector<std::string> required) const
{
    if (required.empty()) {
        topology.producer.liveness.reset();
        return {};
    }
    ringlib::RequiredConsumerLivenessConfig liveness
        = m_base.producer.liveness.value_or(ringlib::RequiredConsumerLivenessConfig{});
    const auto timeout = rig::parse_duration(typed(*m_progressTimeout));
    if (!timeout || *timeout <= liveness.progress_check_interval) {
        return refusal(tr("alert after"), *m_progressTimeout,
            tr("a time above %1").arg(typedWords(liveness.progress_check_interval)));
    }
    const auto grace = rig::parse_duration(typed(*m_grace));
    if (!grace) {
        return refusal(tr("grace"), *m_grace, tr("a time: 0ms, 1s"));
    }
    liveness.required_consumer_ids = std::move(required);
    liveness.progress_timeout = *timeout;
    liveness.shutdown_grace_period = *grace;
    liveness.failure_action = static_cast<Action>(m_onFailure->currentIndex());
    topology.producer.liveness = std::move(liveness);
    return {};
}

QString RigForm::read(rig::Topology& topology) const
{
    topology = m_base;
    topology.backend
        = m_backend->currentIndex() == 0 ? ringlib::Backend::Shm : ringlib::Backend::Mmap;
    const QString problem = readProducer(topology);
    return problem.isEmpty() ? readConsumers(topology) : problem;
}

void RigForm::start()
{
    rig::Topology topology;
    const QString problem = read(topology);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (problem.isEmpty()) {
        Q_EMIT startRequested(topology);
    }
}

}  // namespace gui
