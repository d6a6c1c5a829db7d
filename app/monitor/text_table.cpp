// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/text_table.h"

#include <ringlib/printable.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace monitor {
namespace {

/// True for what a spreadsheet would run as a formula: ids and labels may hold anything.
bool is_formula(std::string_view text)
{
    double number = 0;
    return !text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos
        && std::from_chars(text.data(), text.data() + text.size(), number).ptr
        != text.data() + text.size();
}

std::string csv_cell(std::string_view cell)
{
    std::string text = (is_formula(cell) ? "'" : "") + std::string(cell);
    if (text.find_first_of(",\"") == std::string_view::npos) {
        return text;
    }
    std::string out = "\"";
    for (const char c : text) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + '"';
}

}  // namespace

TextTable::TextTable(std::vector<Heading> headings)
    : m_headings(std::move(headings))
{
}

void TextTable::add(std::vector<std::string> cells)
{
    for (auto& cell : cells) {
        cell = ringlib::printable(cell);
    }
    cells.resize(m_headings.size());
    m_rows.push_back(std::move(cells));
}

std::string TextTable::aligned() const
{
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < m_headings.size(); ++column) {
        std::size_t width = m_headings[column].text.size();
        for (const auto& row : m_rows) {
            width = std::max(width, row[column].size());
        }
        widths.push_back(width);
    }
    std::string out;
    const auto write = [&](auto&& cell_of) {
        std::string line;
        for (std::size_t column = 0; column < m_headings.size(); ++column) {
            const std::string& cell = cell_of(column);
            const std::string blanks(widths[column] - cell.size(), ' ');
            line += column == 0 ? "" : "  ";
            line += m_headings[column].align == Align::Right ? blanks + cell : cell + blanks;
        }
        out.append(line, 0, line.find_last_not_of(' ') + 1);
        out += '\n';
    };
    write([&](std::size_t column) -> const std::string& { return m_headings[column].text; });
    for (const auto& row : m_rows) {
        write([&](std::size_t column) -> const std::string& { return row[column]; });
    }
    return out;
}

std::string TextTable::csv() const
{
    std::string out;
    const auto write = [&](auto&& cell_of) {
        for (std::size_t column = 0; column < m_headings.size(); ++column) {
            out += column == 0 ? "" : ",";
            out += csv_cell(cell_of(column));
        }
        out += '\n';
    };
    write([&](std::size_t column) -> const std::string& { return m_headings[column].text; });
    for (const auto& row : m_rows) {
        write([&](std::size_t column) -> const std::string& { return row[column]; });
    }
    return out;
}

}  // namespace monitor
