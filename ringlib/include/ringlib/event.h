// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace ringlib {

/// What may live in a slot: a fixed-size value without pointers of its own, copied as bytes between
/// processes. That it holds no pointer inside cannot be checked; only its author knows.
template <typename E>
concept Event
    = std::is_trivially_copyable_v<E> && std::is_standard_layout_v<E> && std::default_initializable<
          E> && !std::is_pointer_v<E> && (alignof(E) <= 4096);

/// Specialize to give an event type a name: then an attach compares it, if both sides declare one.
/// All of it counts; its first 63 characters are shown.
template <typename E>
inline constexpr std::string_view event_name = {};  // NOLINT(*-naming): users specialize it

inline constexpr std::size_t kMaxEventSize = std::size_t{1} << 20;  ///< bytes, of one event

}  // namespace ringlib
