// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace ringlib {

/// What one element of an event's field is. The numbers lie in the segments of rings.
enum class FieldType : std::uint8_t {
    U8,
    U16,
    U32,
    U64,
    I8,
    I16,
    I32,
    I64,
    F32,
    F64,
    Bool,  ///< one byte; not 0: true
    Char,  ///< one byte of text
    Bytes,  ///< one byte without a meaning of its own
    TimeNs  ///< 64 bits, nanoseconds of the program's clock
};

/// Bytes of one element; 0 for a number that is no field type.
[[nodiscard]] constexpr std::uint32_t size_of(FieldType type) noexcept
{
    switch (type) {
    case FieldType::U8:
    case FieldType::I8:
    case FieldType::Bool:
    case FieldType::Char:
    case FieldType::Bytes:
        return 1;
    case FieldType::U16:
    case FieldType::I16:
        return 2;
    case FieldType::U32:
    case FieldType::I32:
    case FieldType::F32:
        return 4;
    case FieldType::U64:
    case FieldType::I64:
    case FieldType::F64:
    case FieldType::TimeNs:
        return 8;
    }
    return 0;
}

/// The enumerator as text: "U64"; "unknown" for a number that is no field type.
[[nodiscard]] std::string_view to_string(FieldType type) noexcept;

}  // namespace ringlib
