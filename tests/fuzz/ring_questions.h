// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <ringlib/layout.h>
#include <ringlib/ringlib.h>

#include <cstdint>
#include <string>

namespace fuzz {

/// Asks an observer and a tap of a ring for everything, shows it in every form that the tools have,
/// and requires what must hold of it whatever the ring says.
void ask_everything(ringlib::RingObserver& observer, ringlib::RingTap& tap);

/// Requires that addressing by this accepted header stays in a file of that size.
void require_inside(const ringlib::layout::RingHeader& header, std::uint64_t file_size);

}  // namespace fuzz
