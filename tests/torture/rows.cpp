// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crash_sweep.h"
#include "creation.h"
#include "forced.h"
#include "freeze_storm.h"
#include "hostile_rows.h"
#include "kill_storm.h"
#include "required_storm.h"
#include "slot_storm.h"
#include "stray_writes.h"
#include "world/rows_of_world.h"

#include <algorithm>
#include <iterator>

namespace torture {

std::vector<Row> all_rows()
{
    std::vector<Row> rows;
    for (auto&& some : {kill_storm_rows(), crash_sweep_rows(), forced_rows(), creation_rows(),
             required_storm_rows(), freeze_storm_rows(), slot_storm_rows(), stray_write_rows(),
             rows_of_world(), hostile_rows(), simulation_rows()}) {
        rows.insert(rows.end(), some.begin(), some.end());
    }
    std::stable_sort(
        rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.id < b.id; });
    return rows;
}

}  // namespace torture
