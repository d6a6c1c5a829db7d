// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "ringlib/field_type.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

/// Which field a member of an event is, found at compile time.
namespace ringlib::detail {

/// Peels arrays off a member, of any depth, and counts what is in them.
template <typename T, bool kIsArray = std::is_array_v<T>>
struct ElementOf {
    using Type = T;
    static constexpr std::uint32_t kCount = 1;
};
template <typename T>
struct ElementOf<T, true> {
    using Inner = ElementOf<std::remove_extent_t<T>>;
    using Type = typename Inner::Type;
    static constexpr std::uint32_t kCount
        = static_cast<std::uint32_t>(std::extent_v<T>) * Inner::kCount;
};
template <typename T, std::size_t N>
struct ElementOf<std::array<T, N>, false> {
    using Inner = ElementOf<T>;
    using Type = std::conditional_t<N == 0, void, typename Inner::Type>;  // empty: no field
    static constexpr std::uint32_t kCount = static_cast<std::uint32_t>(N) * Inner::kCount;
};

template <typename Member>
using FieldElement = std::remove_cv_t<typename ElementOf<std::remove_cv_t<Member>>::Type>;
template <typename Member>
inline constexpr std::uint32_t kElementCount = ElementOf<std::remove_cv_t<Member>>::kCount;

template <typename T>
constexpr bool is_field_element() noexcept
{
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
        return sizeof(T) <= sizeof(std::uint64_t);
    }
    return false;
}
template <typename Member>
inline constexpr bool kIsFieldMember = is_field_element<FieldElement<Member>>();

template <typename Number>
constexpr FieldType type_of_number() noexcept
{
    if constexpr (std::is_same_v<Number, bool>) {
        return FieldType::Bool;
    } else if constexpr (std::is_same_v<Number, char>) {
        return FieldType::Char;
    } else if constexpr (std::is_floating_point_v<Number>) {
        return sizeof(Number) == sizeof(float) ? FieldType::F32 : FieldType::F64;
    } else {
        constexpr bool kSigned = std::is_signed_v<Number>;
        switch (sizeof(Number)) {
        case 1:
            return kSigned ? FieldType::I8 : FieldType::U8;
        case 2:
            return kSigned ? FieldType::I16 : FieldType::U16;
        case 4:
            return kSigned ? FieldType::I32 : FieldType::U32;
        default:
            return kSigned ? FieldType::I64 : FieldType::U64;
        }
    }
}

template <typename Element>
constexpr FieldType type_of_element() noexcept
{
    if constexpr (std::is_same_v<Element, std::byte>) {
        return FieldType::Bytes;
    } else if constexpr (std::is_enum_v<Element>) {
        return type_of_number<std::underlying_type_t<Element>>();
    } else {
        return type_of_number<Element>();
    }
}
template <typename Element>
inline constexpr FieldType kFieldTypeOf = type_of_element<Element>();

/// Called by no running program: that it is not constexpr is the compiler's error message.
void the_field_type_has_another_size_than_the_element_of_the_member();

/// A field type that was given for a member, checked while compiling.
template <typename Member>
struct FieldTypeFor {
    [[nodiscard]] static constexpr bool fits(FieldType type) noexcept
    {
        return size_of(type) == sizeof(FieldElement<Member>);
    }
    consteval FieldTypeFor(FieldType type)  // NOLINT(google-explicit-*): it stands for one
        : value(type)
    {
        if (!fits(type)) {
            the_field_type_has_another_size_than_the_element_of_the_member();
        }
    }
    FieldType value;
};

/// Bytes from the begin of an `E` to its member.
template <typename E, typename Member>
std::uint32_t offset_of(Member E::*member) noexcept
{
    // Zeroed pages that are never touched: an event may be larger than a stack likes.
    alignas(E) static std::array<std::byte, sizeof(E)> storage;
    const auto* event = reinterpret_cast<const E*>(storage.data());
    const auto* field = reinterpret_cast<const std::byte*>(&(event->*member));
    return static_cast<std::uint32_t>(field - storage.data());
}

}  // namespace ringlib::detail
