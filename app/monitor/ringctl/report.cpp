// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/commands.h"

#include "monitor/new_file.h"
#include "monitor/recording/comparison.h"
#include "monitor/recording/html_report.h"
#include "monitor/recording/report.h"
#include "monitor/recording/sample_rows.h"
#include "monitor/ring_json.h"
#include "monitor/ringctl/recordings.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <utility>

namespace ringctl {
namespace {

using monitor::NewFile;
using monitor::RingReading;
using monitor::recording::Summary;

constexpr int kIndent = 2;

std::optional<NewFile> make(const std::optional<std::filesystem::path>& path, Exit& exit)
{
    if (!path) {
        return std::nullopt;
    }
    auto file = NewFile::create(*path);
    if (!file) {
        complain(file.error());
        exit = Exit::NotUsable;
        return std::nullopt;
    }
    return std::move(*file);
}

Exit commit(std::optional<NewFile>& file)
{
    if (file) {
        if (const auto written = file->commit(); !written) {
            complain(written.error());
            return Exit::Internal;
        }
    }
    return Exit::Done;
}

std::string text_of(const Summary& summary, Format format)
{
    switch (format) {
    case Format::Text:
        return report_text(summary);
    case Format::Csv:
        return report_csv(summary);
    case Format::Json:
        return monitor::json_text(report_json(summary), kIndent) + '\n';
    case Format::JsonLines:
        break;
    }
    return monitor::json_text(report_json(summary)) + '\n';
}

}  // namespace

Exit report(const ReportOptions& options)
{
    Exit refused = Exit::Done;
    auto html = make(options.html, refused);
    auto csv = make(options.csv, refused);
    if (refused != Exit::Done) {
        return refused;
    }
    monitor::recording::HtmlReport page;
    std::optional<monitor::recording::SampleRows> rows;
    if (csv) {
        rows.emplace(*csv);
    }
    const auto summary
        = monitor::recording::summarise(options.file, [&](const RingReading& reading) {
              if (html) {
                  page.add(reading);
              }
              if (rows) {
                  rows->add(reading);
              }
          });
    if (!summary) {
        return complain_about(summary.error());
    }
    if (html) {
        html->write(page.page(*summary));
    }
    for (auto* file : {&html, &csv}) {
        if (const Exit exit = commit(*file); exit != Exit::Done) {
            return exit;
        }
    }
    return write_out(text_of(*summary, options.format));
}

Exit compare(const CompareOptions& options)
{
    const auto a = monitor::recording::summarise(options.first);
    if (!a) {
        return complain_about(a.error());
    }
    const auto b = monitor::recording::summarise(options.second);
    if (!b) {
        return complain_about(b.error());
    }
    if (options.format == Format::Text) {
        return write_out(comparison_text(*a, *b));
    }
    if (options.format == Format::Csv) {
        return write_out(comparison_csv(*a, *b));
    }
    return write_out(
        monitor::json_text(comparison_json(*a, *b), options.format == Format::Json ? kIndent : -1)
        + '\n');
}

}  // namespace ringctl
