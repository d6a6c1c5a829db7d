// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>

#include <vector>

namespace gui {

/// What one types to see less of a list: words that must be there, `-words` that must not, and
/// `/regular expressions/`. Case does not matter. An expression that cannot be read is taken for a
/// word.
class TextFilter {
public:
    TextFilter() = default;
    explicit TextFilter(const QString& typed);

    [[nodiscard]] bool matches(const QString& text) const;

private:
    struct Part {
        QRegularExpression pattern;
        bool excludes = false;
    };
    std::vector<Part> m_parts;
};

}  // namespace gui
