// SPDX-License-Identifier: MIT OR Apache-2.0
// A recording of another program: it is read, judged again, reported, and gone to and fro in as the
// window does, whatever it holds. An input is a file as it is, or the payloads of its blocks, which
// get the checksums that they need.
#include "fuzz/fuzz_input.h"
#include "monitor/recording/comparison.h"
#include "monitor/recording/html_report.h"
#include "monitor/recording/load.h"
#include "monitor/recording/report.h"
#include "monitor/recording/summary.h"
#include "monitor/ring_json.h"

#include <ringlib/crc32c.h>

#include <nlohmann/json.hpp>

#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using fuzz::require;
using namespace monitor::recording;

void append_little_endian(std::string& out, std::uint32_t value)
{
    for (int i = 0; i < 4; ++i) {
        out += static_cast<char>(value >> 8 * i & 0xff);
    }
}

std::string file_of(fuzz::Input& input)
{
    const bool as_it_is = input.take<std::uint8_t>() % 2 == 0;
    if (as_it_is) {
        return input.take_text(input.size());
    }
    std::string file(kMagic.begin(), kMagic.end());
    file += std::string("\x01\0\0\0\0\0\0\0", 8);
    while (!input.empty()) {
        const std::string payload = input.take_text(input.take<std::uint16_t>());
        append_little_endian(file, kBlockMark);
        append_little_endian(file, static_cast<std::uint32_t>(payload.size()));
        append_little_endian(file, ringlib::crc32c(std::as_bytes(std::span(payload))));
        file += payload;
    }
    return file;
}

/// A file in memory, by a name of this process.
class MemoryFile {
public:
    explicit MemoryFile(const std::string& content)
        : m_descriptor(::memfd_create("recording", MFD_CLOEXEC))
    {
        require(::write(m_descriptor, content.data(), content.size())
                == static_cast<ssize_t>(content.size()),
            "a file in memory takes what it is given");
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    MemoryFile(MemoryFile&&) = delete;
    MemoryFile& operator=(MemoryFile&&) = delete;
    ~MemoryFile() { ::close(m_descriptor); }

    [[nodiscard]] std::string path() const
    {
        return "/proc/self/fd/" + std::to_string(m_descriptor);
    }

private:
    int m_descriptor;
};

void show(const Summary& summary, const HtmlReport& html)
{
    fuzz::require_plain_lines(report_text(summary), "a report is plain");
    fuzz::require_plain_lines(report_csv(summary), "a report's table is plain");
    fuzz::require_plain_lines(comparison_text(summary, summary), "a comparison is plain");
    for (const auto& json : {report_json(summary), comparison_json(summary, summary)}) {
        require(nlohmann::json::accept(monitor::json_text(json)), "JSON is JSON");
    }
    const std::string page = html.page(summary);
    require(page.find("<script") == std::string::npos, "a page runs nothing");
}

/// What a window that has little memory would keep of it.
LoadOptions modest()
{
    LoadOptions options;
    options.unix_distance = std::chrono::hours(500'000);  // the same whenever it is replayed
    options.history_bytes = std::size_t{1} << 20U;
    options.landmark_bytes = std::size_t{1} << 18U;
    options.turns_max = 100;
    options.turn_consumers_max = 1000;
    return options;
}

std::string text_of(const std::vector<monitor::RingReading>& readings)
{
    std::string text;
    for (const monitor::RingReading& reading : readings) {
        text += monitor::json_text(monitor::ring_json(reading)) + '\n';
    }
    return text;
}

/// From left to right, and then in leaps: what is seen at a moment is the same.
void leap_about(LoadedRecording& loaded)
{
    constexpr int kMoments = 6;
    const auto at = [&](int number) {
        const monitor::TimePoint shown
            = *loaded.first + (*loaded.last - *loaded.first) / kMoments * number;
        return text_of(loaded.moments->at(loaded.times.recorded(shown)));
    };
    std::vector<std::string> seen;
    for (int number = 0; number <= kMoments; ++number) {
        seen.push_back(at(number));
    }
    for (const int number : {0, 5, 1, 6, 3, 2}) {
        require(at(number) == seen[static_cast<std::size_t>(number)],
            "a moment is what it was, whichever way one comes");
    }
}

void look_into(const std::string& path, const RecordingEnd& end)
{
    const LoadOptions options = modest();
    auto loaded = load_recording(
        path, options, [](const std::string& ring) { return ring; }, [](double) { return true; });
    require(loaded && *loaded, "what can be reported can be opened");
    LoadedRecording& recording = **loaded;
    require(recording.end.good_bytes == end.good_bytes && recording.end.why == end.why,
        "it ends where the report says");
    require(recording.turns.size() <= options.turns_max, "no more turns than are asked for");
    require(recording.first.has_value() == recording.last.has_value(), "one sample is two ends");
    for (const Turn& turn : recording.turns) {
        require(turn.ring < recording.rings.size(), "a turn is one of a ring that is there");
    }
    if (recording.first) {
        leap_about(recording);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input(data, size);
    const MemoryFile file(file_of(input));
    HtmlReport html;
    const auto summary = summarise(file.path(), [&](const monitor::RingReading& reading) {
        for (const auto& consumer : reading.consumers) {
            require(consumer.lag_events <= reading.capacity, "a lag is no longer than the ring");
        }
        html.add(reading);
    });
    if (summary) {
        require(
            summary->end.good_bytes <= summary->end.file_bytes, "no more was good than is there");
        show(*summary, html);
        look_into(file.path(), summary->end);
    }
    return 0;
}
