// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/event_text.h"

#include <ringlib/printable.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <type_traits>

namespace monitor {
namespace {

using Json = nlohmann::ordered_json;
using ringlib::EventField;
using ringlib::FieldType;
using Bytes = std::span<const std::byte>;

constexpr std::size_t kBytesPerLine = 16;
constexpr std::uint64_t kNsPerSecond = 1'000'000'000;
constexpr std::uint64_t kFirstDate = 1'000'000'000 * kNsPerSecond;

template <typename T>
T load(Bytes event, std::size_t offset)
{
    T value{};
    std::memcpy(&value, event.data() + offset, sizeof(value));
    return value;
}

std::string number_text(double value)
{
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

/// A float with the digits of a float.
std::string number_text(float value)
{
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

/// Calls `use` with the element at `offset`, as the type it has.
template <typename Use>
auto with_element(FieldType type, Bytes event, std::size_t offset, Use&& use)
{
    switch (type) {
    case FieldType::U8:
    case FieldType::Char:
    case FieldType::Bytes:
        return use(load<std::uint8_t>(event, offset));
    case FieldType::U16:
        return use(load<std::uint16_t>(event, offset));
    case FieldType::U32:
        return use(load<std::uint32_t>(event, offset));
    case FieldType::U64:
    case FieldType::TimeNs:
        return use(load<std::uint64_t>(event, offset));
    case FieldType::I8:
        return use(load<std::int8_t>(event, offset));
    case FieldType::I16:
        return use(load<std::int16_t>(event, offset));
    case FieldType::I32:
        return use(load<std::int32_t>(event, offset));
    case FieldType::I64:
        return use(load<std::int64_t>(event, offset));
    case FieldType::F32:
        return use(load<float>(event, offset));
    case FieldType::F64:
        return use(load<double>(event, offset));
    case FieldType::Bool:
        return use(load<std::uint8_t>(event, offset) != 0);  // no bool: it may hold a 7
    }
    return use(load<std::uint8_t>(event, offset));
}

std::string element_text(FieldType type, Bytes event, std::size_t offset)
{
    if (type == FieldType::TimeNs) {
        return time_text(load<std::uint64_t>(event, offset));
    }
    return with_element(type, event, offset, [](auto value) -> std::string {
        if constexpr (std::is_same_v<decltype(value), bool>) {
            return value ? "true" : "false";
        } else if constexpr (std::is_floating_point_v<decltype(value)>) {
            return number_text(value);
        } else {
            return std::to_string(value);
        }
    });
}

Json element_json(FieldType type, Bytes event, std::size_t offset)
{
    return with_element(type, event, offset, [](auto value) -> Json {
        if constexpr (std::is_floating_point_v<decltype(value)>) {
            return std::isfinite(value) ? Json(value) : Json(number_text(value));
        } else {
            return value;
        }
    });
}

Bytes bytes_of(const EventField& field, Bytes event)
{
    return event.subspan(field.offset, std::size_t{ringlib::size_of(field.type)} * field.count);
}

/// The text in an array of characters: without the zeros that fill it up.
std::string characters(Bytes bytes)
{
    std::string text;
    for (const std::byte byte : bytes) {
        text += static_cast<char>(byte);
    }
    text.erase(text.find_last_not_of('\0') + 1);
    return text;
}

}  // namespace

std::string hex_dump(Bytes bytes, const std::string& indent)
{
    std::string text;
    for (std::size_t begin = 0; begin < bytes.size(); begin += kBytesPerLine) {
        const auto line = bytes.subspan(begin, std::min(kBytesPerLine, bytes.size() - begin));
        std::array<char, 24> offset{};
        std::snprintf(offset.data(), offset.size(), "%06zx ", begin);
        text += indent + offset.data();
        for (std::size_t i = 0; i < kBytesPerLine; ++i) {
            text += i == kBytesPerLine / 2 ? "  " : " ";
            text += i < line.size() ? hex_digits(line.subspan(i, 1)) : "  ";
        }
        text += "  |";
        for (const std::byte byte : line) {
            const auto character = static_cast<unsigned char>(byte);
            text += character >= 0x20 && character < 0x7f ? static_cast<char>(character) : '.';
        }
        text += "|\n";
    }
    return text;
}

std::string hex_digits(Bytes bytes)
{
    std::string text;
    for (const std::byte byte : bytes) {
        const auto number = static_cast<unsigned>(byte);
        text += "0123456789abcdef"[number >> 4U];
        text += "0123456789abcdef"[number & 0xfU];
    }
    return text;
}

std::string field_text(const EventField& field, Bytes event)
{
    if (field.type == FieldType::Char) {
        return '"' + ringlib::printable(characters(bytes_of(field, event))) + '"';
    }
    if (field.type == FieldType::Bytes) {
        return hex_digits(bytes_of(field, event));
    }
    if (field.count == 1) {
        return element_text(field.type, event, field.offset);
    }
    std::string text;
    for (std::uint32_t i = 0; i < field.count; ++i) {
        text += (i == 0 ? "[" : ", ")
            + element_text(field.type, event, field.offset + i * ringlib::size_of(field.type));
    }
    return text + ']';
}

Json field_json(const EventField& field, Bytes event)
{
    if (field.type == FieldType::Char) {
        return characters(bytes_of(field, event));
    }
    if (field.type == FieldType::Bytes) {
        return hex_digits(bytes_of(field, event));
    }
    if (field.count == 1) {
        return element_json(field.type, event, field.offset);
    }
    Json json = Json::array();
    for (std::uint32_t i = 0; i < field.count; ++i) {
        json.push_back(
            element_json(field.type, event, field.offset + i * ringlib::size_of(field.type)));
    }
    return json;
}

std::string time_text(std::uint64_t ns)
{
    const auto fraction = static_cast<unsigned>(ns % kNsPerSecond);
    std::array<char, 64> buffer{};
    if (ns < kFirstDate) {
        std::snprintf(buffer.data(), buffer.size(), "%llu.%09u s",
            static_cast<unsigned long long>(ns / kNsPerSecond), fraction);
        return buffer.data();
    }
    const auto seconds = static_cast<std::time_t>(ns / kNsPerSecond);
    std::tm date{};
    ::gmtime_r(&seconds, &date);
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%09uZ",
        date.tm_year + 1900, date.tm_mon + 1, date.tm_mday, date.tm_hour, date.tm_min, date.tm_sec,
        fraction);
    return buffer.data();
}

}  // namespace monitor
