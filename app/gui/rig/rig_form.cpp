// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/rig_form.h"

#include "gui/parts/label.h"
#include "gui/rig/consumer_fields.h"
#include "gui/rig/typed_field.h"

#include "rig/presets.h"
#include "rig/worker/option_values.h"
#include "rig/worker/synthetic_event.h"

#include "widgets/icons.h"
#include "widgets/type_scale.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <bit>

namespace gui {

namespace {

using Action = ringlib::RequiredConsumerFailureAction;

constexpr std::uint64_t kCapacityMost = 16ULL << 20U;
constexpr int kOwn = -1;  // no preset

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
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
    m_consumers = new ConsumerFields(fields);
    inside->addWidget(m_consumers);
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
    m_consumers->show(topology);
    m_problem->hide();
}

void RigForm::focusFirst()
{
    m_preset->setFocus(Qt::ShortcutFocusReason);
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
    QString problem = readProducer(topology);
    std::vector<std::string> required;
    if (problem.isEmpty()) {
        problem = m_consumers->read(topology, required);
    }
    return problem.isEmpty() ? readLiveness(topology, std::move(required)) : problem;
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
