// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rows_of_world.h"

namespace torture {

std::vector<Row> rows_of_world()
{
    std::vector<Row> all;
    for (const auto& family : {rows_of_rivals(), rows_of_stopping(), rows_of_becoming_another(),
             rows_of_scheduling(), rows_of_callers(), rows_of_tools(), rows_of_clocks(),
             rows_of_shortage(), rows_of_files(), rows_of_long_lives()}) {
        all.insert(all.end(), family.begin(), family.end());
    }
    return all;
}

}  // namespace torture
