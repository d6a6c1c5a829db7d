// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/expectation_list.h"

#include "gui/scenarios/expectation_row.h"

#include "widgets/type_scale.h"

#include <QVBoxLayout>

namespace gui {

ExpectationList::ExpectationList(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("expectations"));
    setAccessibleName(tr("Expectations"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(widgets::scaledPx(font(), 5));
}

void ExpectationList::setLines(
    const std::vector<ShownLine>& lines, const std::function<QString(double)>& when)
{
    while (m_rows.size() > lines.size()) {
        delete m_rows.back();
        m_rows.pop_back();
    }
    while (m_rows.size() < lines.size()) {
        auto* row = new ExpectationRow(this);
        connect(row, &ExpectationRow::momentChosen, this, &ExpectationList::momentChosen);
        m_column->addWidget(row);
        m_rows.push_back(row);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const ShownLine& line = lines[i];
        m_rows[i]->setLine(line, line.loud && line.at_s ? when(*line.at_s) : QString());
    }
}

}  // namespace gui
