// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rig/consumer_fields.h"

#include "gui/parts/label.h"
#include "gui/rig/typed_field.h"
#include "gui/rings/ring_name.h"

#include "widgets/icons.h"
#include "widgets/type_scale.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gui {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kConsumersMost = 63;

}  // namespace

ConsumerFields::ConsumerFields(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout)
{
    const int gap = widgets::scaledPx(font(), 5);
    m_column->setSpacing(gap);
    auto* add = new QPushButton(tr("Add a consumer"), this);
    add->setObjectName(QStringLiteral("addConsumer"));
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(gap);
    whole->addWidget(
        makeQuietLabel(tr("consumers: id, work per event, required"), widgets::kSmallText, this));
    whole->addLayout(m_column);
    whole->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &QPushButton::clicked, this, &ConsumerFields::addConsumer);
}

void ConsumerFields::show(const rig::Topology& topology)
{
    clearRows();
    for (const rig::ConsumerPlan& plan : topology.consumers) {
        addRow(plan, topology.is_required(plan.id));
    }
}

void ConsumerFields::addRow(const rig::ConsumerPlan& plan, bool required)
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
    m_column->addWidget(line);
    m_rows.push_back(fields);
}

void ConsumerFields::removeRow(const QToolButton* button)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
        [button](const ConsumerRow& row) { return row.remove == button; });
    if (found != m_rows.end()) {
        found->id->parentWidget()->deleteLater();
        m_rows.erase(found);
    }
}

void ConsumerFields::clearRows()
{
    for (const ConsumerRow& row : m_rows) {
        row.id->parentWidget()->hide();
        row.id->parentWidget()->deleteLater();
    }
    m_rows.clear();
}

void ConsumerFields::addConsumer()
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

QString ConsumerFields::read(rig::Topology& topology, std::vector<std::string>& required) const
{
    const rig::Topology base = topology;
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
        const rig::ConsumerPlan* const known = base.find_consumer(id);
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
    return {};
}

}  // namespace gui
