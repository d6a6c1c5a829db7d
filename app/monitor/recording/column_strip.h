// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace monitor::recording {

/// A number over a time of unknown length, in a bounded count of columns: each the least and the
/// most of its time, so that no spike is lost. When the columns are full, two become one.
class ColumnStrip {
public:
    struct Column {
        bool any = false;
        double least = 0;
        double most = 0;

        void add(double value)
        {
            least = any ? std::min(least, value) : value;
            most = any ? std::max(most, value) : value;
            any = true;
        }
    };

    /// Times from the first one on; earlier ones are left out.
    void add(TimePoint time, double value)
    {
        if (m_columns.empty()) {
            m_begin = time;
        }
        if (time < m_begin) {
            return;
        }
        while (time - m_begin >= m_width * kColumns) {
            halve();
        }
        const auto index = static_cast<std::size_t>((time - m_begin) / m_width);
        m_columns.resize(std::max(m_columns.size(), index + 1));
        m_columns[index].add(value);
    }

    [[nodiscard]] const std::vector<Column>& columns() const noexcept { return m_columns; }
    [[nodiscard]] TimePoint begin() const noexcept { return m_begin; }
    [[nodiscard]] Duration width() const noexcept { return m_width; }  ///< of one column

private:
    static constexpr int kColumns = 800;

    void halve()
    {
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const Column column = m_columns[i];
            Column& target = m_columns[i / 2];
            target = i % 2 == 0 ? Column{} : target;
            if (column.any) {
                target.add(column.least);
                target.add(column.most);
            }
        }
        m_columns.resize((m_columns.size() + 1) / 2);
        m_width *= 2;
    }

    TimePoint m_begin;
    Duration m_width = std::chrono::milliseconds(10);
    std::vector<Column> m_columns;
};

}  // namespace monitor::recording
