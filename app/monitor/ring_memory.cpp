// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ring_memory.h"

#include "monitor/event_text.h"
#include "monitor/header_fields.h"
#include "monitor/ring_json.h"
#include "monitor/ring_reading.h"
#include "monitor/ring_text.h"
#include "monitor/text_table.h"
#include "monitor/wording.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace monitor {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto kLeft = TextTable::Align::Left;
constexpr auto kRight = TextTable::Align::Right;

}  // namespace

std::optional<double> rate_of(
    const ringlib::CounterValue& counter, TimePoint at, const CounterSample& before)
{
    const auto same = std::find_if(
        before.counters.begin(), before.counters.end(), [&](const ringlib::CounterValue& old) {
            return old.id == counter.id && old.label == counter.label;
        });
    if (same == before.counters.end() || counter.value < same->value || at <= before.at) {
        return std::nullopt;
    }
    return static_cast<double>(counter.value - same->value) / to_seconds(at - before.at);
}

nlohmann::ordered_json memory_json(const RingMemory& memory)
{
    Json json;
    json["header"] = Json::array();
    for (const HeaderField& field : header_fields(memory.details.header)) {
        json["header"].push_back(
            {{"name", field.place.name}, {"type", ringlib::to_string(field.place.type)},
                {"offset", field.place.offset}, {"count", field.place.count},
                {"value", field_json(field.place, memory.details.header)}});
    }
    json["counters"] = Json::array();
    for (const auto& counter : memory.reading.counters) {
        const auto rate = rate_of(counter, memory.reading.sampled_at, memory.before);
        json["counters"].push_back({{"id", counter.id}, {"label", counter.label},
            {"value", counter.value}, {"per_s", rate ? Json(*rate) : Json(nullptr)}});
    }
    json["happenings"] = happenings_json(memory.details.happenings, memory.reading.sampled_at);
    return json;
}

std::string memory_text(const RingMemory& memory)
{
    TextTable header({{"HEADER FIELD", kLeft}, {"OFFSET [B]", kRight}, {"TYPE", kLeft},
        {"VALUE", kLeft}, {"MEANING", kLeft}});
    for (const HeaderField& field : header_fields(memory.details.header)) {
        const std::string type(ringlib::to_string(field.place.type));
        header.add({field.place.name, std::to_string(field.place.offset),
            field.place.count == 1 ? type : type + '[' + std::to_string(field.place.count) + ']',
            field.value, field.meaning});
    }
    TextTable counters({{"COUNTER", kLeft}, {"VALUE", kRight}, {"RATE [1/s]", kRight}});
    for (const auto& counter : memory.reading.counters) {
        const auto rate = rate_of(counter, memory.reading.sampled_at, memory.before);
        counters.add({counter.label, std::to_string(counter.value), rate ? fixed(*rate, 1) : "-"});
    }
    std::string text;
    for (const std::string& table :
        {header.empty() ? "" : header.aligned(), counters.empty() ? "" : counters.aligned(),
            happenings_text(memory.details.happenings, memory.reading.sampled_at)}) {
        text += table.empty() ? "" : '\n' + table;
    }
    return text;
}

}  // namespace monitor
