// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace rigtest {

/// Kills the producer of that ring, or the consumer of that id, and waits until its place is free:
/// the ring then lets in whoever comes second.
/// @param consumer empty: the producer.
void throw_out(const std::string& ring, std::string_view consumer);

}  // namespace rigtest
