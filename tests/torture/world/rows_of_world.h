// SPDX-License-Identifier: MIT OR Apache-2.0
// The faults that come from the world around a ring: its processes' parents and rivals, the clocks,
// the file systems and the limits.
#pragma once

#include "torture/row.h"

#include <vector>

namespace torture {

/// All of them.
[[nodiscard]] std::vector<Row> rows_of_world();

[[nodiscard]] std::vector<Row> rows_of_rivals();  ///< F07 F08
[[nodiscard]] std::vector<Row> rows_of_stopping();  ///< F11 F13
[[nodiscard]] std::vector<Row> rows_of_becoming_another();  ///< F15 F16 F17
[[nodiscard]] std::vector<Row> rows_of_scheduling();  ///< F20 F21 F22
[[nodiscard]] std::vector<Row> rows_of_callers();  ///< F23 F24
[[nodiscard]] std::vector<Row> rows_of_tools();  ///< F25 F26
[[nodiscard]] std::vector<Row> rows_of_clocks();  ///< F27 F28 F29
[[nodiscard]] std::vector<Row> rows_of_shortage();  ///< F30 F32 F33 F42
[[nodiscard]] std::vector<Row> rows_of_files();  ///< F31 F34 F35
[[nodiscard]] std::vector<Row> rows_of_long_lives();  ///< F44 F46

}  // namespace torture
