// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/commands.h"

#include "monitor/ring_directory.h"
#include "monitor/ring_json.h"
#include "monitor/ring_text.h"

#include <nlohmann/json.hpp>

#include <system_error>
#include <thread>

namespace ringctl {
namespace {

constexpr auto kRateInterval = std::chrono::milliseconds(50);

std::string lines_of(const std::vector<monitor::RingListing>& rings)
{
    std::string text;
    for (const auto& ring : rings) {
        nlohmann::ordered_json json;
        json["schema"] = "ringscope.list/1";
        json.update(monitor::listing_json(ring));
        text += monitor::json_text(json) + '\n';
    }
    return text;
}

}  // namespace

Exit list(const ListOptions& options)
{
    for (const auto& directory : options.directories) {
        std::error_code error;
        if (!std::filesystem::is_directory(directory, error)) {
            complain("--dir: " + directory.string() + ": "
                + (error ? error.message() : std::string("not a directory"))
                + " (give a directory that holds rings)");
            return Exit::NoRing;
        }
    }
    monitor::RingDirectory directory(options.directories);
    const auto* rings = &directory.refresh(monitor::Clock::now());
    if (options.rate && !rings->empty()) {
        std::this_thread::sleep_for(kRateInterval);
        rings = &directory.refresh(monitor::Clock::now());
    }
    switch (options.format) {
    case Format::Text:
        return write_out(monitor::list_text(*rings));
    case Format::Json:
        return write_out(monitor::json_text(monitor::list_json(*rings), 2) + '\n');
    case Format::JsonLines:
        return write_out(lines_of(*rings));
    case Format::Csv:
        return write_out(monitor::list_csv(*rings));
    }
    return Exit::Internal;
}

}  // namespace ringctl
