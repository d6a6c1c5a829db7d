// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/text_filter.h"

#include <QStringList>

#include <algorithm>

namespace gui {

namespace {

QRegularExpression patternOf(const QString& word)
{
    constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption;
    if (word.size() > 2 && word.startsWith(QLatin1Char('/')) && word.endsWith(QLatin1Char('/'))) {
        QRegularExpression typed(word.mid(1, word.size() - 2), kOptions);
        if (typed.isValid()) {
            return typed;
        }
    }
    return QRegularExpression(QRegularExpression::escape(word), kOptions);
}

}  // namespace

TextFilter::TextFilter(const QString& typed)
{
    for (const QString& word : typed.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const bool excludes = word.startsWith(QLatin1Char('-')) && word.size() > 1;
        m_parts.push_back({patternOf(excludes ? word.mid(1) : word), excludes});
    }
}

bool TextFilter::matches(const QString& text) const
{
    return std::all_of(m_parts.begin(), m_parts.end(),
        [&](const Part& part) { return part.pattern.match(text).hasMatch() != part.excludes; });
}

}  // namespace gui
