// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/run/run_svg.h"

#include "monitor/markup.h"
#include "monitor/recording/html_parts.h"
#include "monitor/wording.h"

#include <algorithm>

namespace monitor::run {
namespace {

using recording::colour_of;
using recording::kPlotHeight;
using recording::kPlotLeft;
using recording::kPlotTop;
using recording::kPlotWidth;
using recording::number;
using recording::Scale;
using rig::scenario::FaultObservation;
using rig::scenario::LineStatus;
using rig::scenario::ResultLine;

constexpr double kRow = 20;
constexpr double kBand = 14;
constexpr std::size_t kConsumersDrawn = 8;
constexpr std::size_t kFaultsDrawn = 40;
/// A shorter stretch is drawn with the one before it, as the worse of them.
constexpr double kNarrowest = 6;
constexpr double kWordWidth = 6.2;  // of a letter, so that a word is left out where it has no room

struct Look {
    std::string_view colour;
    std::string_view pattern;  // lines over it, so that colour is not all that tells states apart
};

Look look_of(const Timeline::Stretch& stretch)
{
    switch (stretch.severity) {
    case Severity::Ok:
        return {"#8fd3b6", ""};
    case Severity::Info:
    case Severity::Note:
        return {"#a9cdec", "dots"};
    case Severity::Warn:
        return {"#f3c26b", "slant"};
    case Severity::Err:
        return {"#ef9a90", "cross"};
    case Severity::Grey:
        break;
    }
    return {"#c6ccd4", "flat"};
}

constexpr std::string_view kPatterns = R"svg(<defs>
<pattern id="slant" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" stroke="#101418" stroke-opacity=".35" stroke-width="1.5"/></pattern>
<pattern id="cross" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 0L6 6M6 0L0 6" stroke="#101418" stroke-opacity=".35"/></pattern>
<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="1" fill="#101418" fill-opacity=".35"/></pattern>
<pattern id="flat" width="6" height="6" patternUnits="userSpaceOnUse"><line x1="0" y1="3" x2="6" y2="3" stroke="#101418" stroke-opacity=".25"/></pattern>
</defs>
)svg";

// Those that begin alike mostly end otherwise: "co…me-007".
std::string short_name(const std::string& name)
{
    constexpr std::size_t kMax = 9;
    return name.size() <= kMax ? name : name.substr(0, 2) + "…" + name.substr(name.size() - 6);
}

std::string left_out(std::size_t all, std::size_t drawn, std::string_view what)
{
    return all <= drawn
        ? std::string()
        : " Not drawn: " + std::to_string(all - drawn) + " more " + std::string(what) + ".";
}

class Drawing {
public:
    explicit Drawing(const RunRecord& record)
        : m_record(record)
        , m_scale{record.environment.begun, std::max(record.seconds(), 0.001), 100}
    {
    }

    std::string draw()
    {
        faults();
        ribbons();
        const double lag_top = m_y + 4;
        lag(lag_top);
        const double bottom = lag_top + kPlotHeight;
        phases(bottom);
        markers(bottom);
        return "<svg viewBox=\"0 0 " + number(kPlotLeft + kPlotWidth + 24) + ' '
            + number(bottom + 40) + "\" role=\"img\" aria-label=\"timeline\">\n"
            + std::string(kPatterns) + m_text
            + "</svg>\n<p class=\"dim\">Fault bands: a dashed frame "
              "from the request on, filled from the proof to the proof of the heal. Curves: lag in "
              "per cent of the ring. Dashed lines: ▲ alert, ✗ first violation."
            + left_out(m_record.result.faults.size(), kFaultsDrawn, "faults")
            + left_out(m_record.timeline.consumers().size(), kConsumersDrawn, "consumers")
            + "</p>\n";
    }

private:
    [[nodiscard]] double x(TimePoint time) const
    {
        return std::clamp(m_scale.x(time), kPlotLeft, kPlotLeft + kPlotWidth);
    }

    void label(double y, const std::string& name)
    {
        m_text += "<text class=\"name\" x=\"" + number(kPlotLeft - 6) + "\" y=\""
            + number(y + kBand - 3) + "\" text-anchor=\"end\"><title>" + in_markup(name)
            + "</title>" + in_markup(short_name(name)) + "</text>\n";
    }
    void rectangle(double from, double to, double y, const std::string& style)
    {
        m_text += "<rect x=\"" + number(from) + "\" y=\"" + number(y) + "\" width=\""
            + number(std::max(to - from, 1.0)) + "\" height=\"" + number(kBand) + "\" " + style;
    }

    void faults()
    {
        const auto& faults = m_record.result.faults;
        for (std::size_t i = 0; i < faults.size() && i < kFaultsDrawn; ++i) {
            const FaultObservation& fault = faults[i];
            if (!fault.requested) {
                continue;
            }
            const double end = fault.healed ? x(time_of(*fault.healed)) : kPlotLeft + kPlotWidth;
            label(m_y, fault.id);
            const std::string tip = "<title>"
                + in_markup(fault.id + ": " + fault.proof
                    + (fault.heal_proof.empty() ? "" : "; healed: " + fault.heal_proof))
                + "</title>";
            rectangle(x(time_of(*fault.requested)), end, m_y,
                "fill=\"none\" stroke=\"#b07a1e\" stroke-dasharray=\"3 2\">" + tip + "</rect>\n");
            if (fault.proven) {
                rectangle(x(time_of(*fault.proven)), end, m_y,
                    "fill=\"#c8943a\" fill-opacity=\".4\" stroke=\"#b07a1e\">" + tip + "</rect>\n");
            }
            m_y += kRow;
        }
    }

    void ribbons()
    {
        std::size_t drawn = 0;
        for (const auto& [id, consumer] : m_record.timeline.consumers()) {
            if (drawn++ == kConsumersDrawn) {
                break;
            }
            label(m_y, id);
            blocks(consumer);
            m_y += kRow;
        }
    }
    void blocks(const Timeline::Consumer& consumer)
    {
        const Timeline::Stretch* block = nullptr;
        double begin = 0;
        for (const Timeline::Stretch& stretch : consumer.stretches) {
            const double at = x(stretch.from);
            if (block != nullptr && at - begin < kNarrowest) {
                block = stretch.severity > block->severity ? &stretch : block;
                continue;
            }
            if (block != nullptr) {
                ribbon(*block, begin, at);
            }
            block = &stretch;
            begin = at;
        }
        if (block != nullptr) {
            ribbon(*block, begin, x(m_record.ended));
        }
    }
    void ribbon(const Timeline::Stretch& stretch, double from, double to)
    {
        if (stretch.state == "-") {
            return;
        }
        const Look look = look_of(stretch);
        rectangle(from, to, m_y,
            "fill=\"" + std::string(look.colour) + "\"><title>" + in_markup(stretch.state)
                + "</title></rect>\n");
        if (!look.pattern.empty()) {
            rectangle(from, to, m_y, "fill=\"url(#" + std::string(look.pattern) + ")\"/>\n");
        }
        if (to - from > static_cast<double>(stretch.state.size()) * kWordWidth + 6) {
            m_text += "<text class=\"word\" x=\"" + number(from + 4) + "\" y=\""
                + number(m_y + kBand - 3.5) + "\">" + in_markup(stretch.state) + "</text>\n";
        }
    }

    // The curves have a scale of their own height: a group moves them to where they belong.
    void lag(double top)
    {
        m_text += "<g transform=\"translate(0 " + number(top - kPlotTop)
            + ")\">\n<rect class=\"frame\" x=\"" + number(kPlotLeft) + "\" y=\"" + number(kPlotTop)
            + "\" width=\"" + number(kPlotWidth) + "\" height=\"" + number(kPlotHeight)
            + "\"/>\n<text x=\"" + number(kPlotLeft - 6) + "\" y=\"" + number(kPlotTop + 10)
            + "\" text-anchor=\"end\">100 %</text>\n<text x=\"" + number(kPlotLeft - 6) + "\" y=\""
            + number(kPlotTop + kPlotHeight) + "\" text-anchor=\"end\">lag 0</text>\n";
        std::size_t index = 0;
        for (const auto& [id, consumer] : m_record.timeline.consumers()) {
            if (index == kConsumersDrawn) {
                break;
            }
            m_text += "<g><title>" + in_markup(id) + "</title>"
                + curve(consumer.lag_percent, m_scale, colour_of(index)) + "</g>";
            m_text += "<text x=\"" + number(kPlotLeft + 8 + 90 * static_cast<double>(index))
                + "\" y=\"" + number(kPlotTop + 12)
                + "\"><tspan style=\"fill:" + std::string(colour_of(index)) + "\">━</tspan> "
                + in_markup(short_name(id)) + "</text>\n";
            ++index;
        }
        m_text += "</g>\n";
    }

    void phases(double bottom)
    {
        double written_until = 0;
        for (const auto& phase : m_record.result.phases) {
            const double at = x(time_of(phase.at));
            const std::string name(to_string(phase.phase));
            m_text += "<line x1=\"" + number(at) + "\" x2=\"" + number(at) + "\" y1=\""
                + number(bottom) + "\" y2=\"" + number(bottom + 5) + "\" class=\"edge\"><title>"
                + name + "</title></line>\n";
            const double width = static_cast<double>(name.size()) * kWordWidth;
            if (at > written_until && at + width < kPlotLeft + kPlotWidth + 20) {
                m_text += "<text x=\"" + number(at) + "\" y=\"" + number(bottom + 16) + "\">" + name
                    + "</text>\n";
                written_until = at + width + 6;
            }
        }
        m_text += "<text x=\"" + number(kPlotLeft) + "\" y=\"" + number(bottom + 32)
            + "\">0 s</text>\n<text x=\"" + number(kPlotLeft + kPlotWidth) + "\" y=\""
            + number(bottom + 32) + "\" text-anchor=\"end\">" + fixed(m_record.seconds(), 1)
            + " s</text>\n";
    }

    struct Marker {
        std::string_view sign;
        std::string_view colour;
    };
    void marker(double bottom, const ResultLine& line, Marker marker)
    {
        const double at = x(time_of(*line.at));
        const std::string colour(marker.colour);
        m_text += "<line x1=\"" + number(at) + "\" x2=\"" + number(at) + "\" y1=\""
            + number(kPlotTop) + "\" y2=\"" + number(bottom) + "\" stroke=\"" + colour
            + "\" stroke-dasharray=\"4 3\"><title>" + in_markup(line.name + ": " + line.measured)
            + "</title></line>\n<text x=\"" + number(at) + "\" y=\"" + number(kPlotTop - 1)
            + "\" text-anchor=\"middle\" style=\"fill:" + colour + "\">" + std::string(marker.sign)
            + "</text>\n";
    }
    void markers(double bottom)
    {
        const ResultLine* violation = nullptr;
        for (const ResultLine& line : m_record.result.lines) {
            if (!line.at) {
                continue;
            }
            if (line.type == "detection" && line.status == LineStatus::Passed) {
                marker(bottom, line, {"▲", "#b26a00"});
            }
            if (line.status == LineStatus::Failed
                && (violation == nullptr || *line.at < *violation->at)) {
                violation = &line;
            }
        }
        if (violation != nullptr) {
            marker(bottom, *violation, {"✗", "#d1352b"});
        }
    }

    const RunRecord& m_record;
    Scale m_scale;
    double m_y = kPlotTop + 4;
    std::string m_text;
};

}  // namespace

std::string timeline_svg(const RunRecord& record)
{
    return Drawing(record).draw();
}

}  // namespace monitor::run
