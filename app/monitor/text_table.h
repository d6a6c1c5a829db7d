// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// Rows of cells as aligned text, or as CSV (RFC 4180). Cells are escaped when they are written.
class TextTable {
public:
    enum class Align : std::uint8_t { Left, Right };
    struct Heading {
        std::string text;  ///< with the unit
        Align align = Align::Left;
    };

    explicit TextTable(std::vector<Heading> headings);

    /// @param cells one for each heading.
    void add(std::vector<std::string> cells);
    [[nodiscard]] bool empty() const noexcept { return m_rows.empty(); }

    /// One line per row below the headings; two blanks between columns, none at a line's end.
    [[nodiscard]] std::string aligned() const;
    [[nodiscard]] std::string csv() const;

private:
    std::vector<Heading> m_headings;
    std::vector<std::vector<std::string>> m_rows;
};

}  // namespace monitor
