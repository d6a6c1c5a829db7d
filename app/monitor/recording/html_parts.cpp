// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/recording/html_parts.h"

#include "monitor/markup.h"
#include "monitor/wording.h"

#include <algorithm>
#include <array>
#include <optional>

namespace monitor::recording {
namespace {

constexpr std::array kColours
    = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7a5195", "#666666"};

constexpr std::string_view kStyle = R"(<style>
:root { color-scheme: light dark; --ink: #1b1f24; --dim: #5b6470; --line: #d5dae0; --page: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --dim: #9aa4b1; --line: #3a424d; --page: #16191d; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; } p.dim, .dim { color: var(--dim); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; } th { text-align: left; color: var(--dim); font-weight: 500; }
td, th { padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } td.n, th.n { text-align: right; white-space: nowrap; } td.dim { white-space: nowrap; }
svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: var(--dim); } svg .frame { fill: none; stroke: var(--line); }
.err { color: #c62828; } .warn { color: #b26a00; } @media (prefers-color-scheme: dark) { .err { color: #ff8a80; } .warn { color: #ffb74d; } }
.swatch { display: inline-block; width: .8em; height: .8em; margin-right: .4em; border-radius: 2px; }
</style>
)";

}  // namespace

std::string_view page_style() noexcept
{
    return kStyle;
}

std::string_view colour_of(std::size_t index) noexcept
{
    return kColours[index % kColours.size()];
}

double Scale::x(TimePoint time) const
{
    return kPlotLeft + to_seconds(time - begin) / seconds * kPlotWidth;
}

double Scale::y(double value) const
{
    return kPlotTop + (1 - std::clamp(value / most, 0.0, 1.0)) * kPlotHeight;
}

std::string number(double value)
{
    return fixed(value, 1);
}

std::string curve(const ColumnStrip& strip, const Scale& scale, std::string_view colour)
{
    constexpr Duration kLateLook = std::chrono::milliseconds(100);  // is no gap
    std::string path;
    std::optional<TimePoint> last;
    for (std::size_t i = 0; i < strip.columns().size(); ++i) {
        const auto& column = strip.columns()[i];
        if (!column.any) {
            continue;
        }
        const TimePoint at = strip.begin() + strip.width() * static_cast<int>(i);
        const bool joined = last && at - *last <= std::max(kLateLook, strip.width());
        const std::string x = number(scale.x(at));
        path += (joined ? "L" : "M") + x + " " + number(scale.y(column.least)) + "L" + x + " "
            + number(scale.y(column.most));
        last = at;
    }
    return "<path d=\"" + path + "\" fill=\"none\" stroke=\"" + std::string(colour)
        + "\" stroke-width=\"1.3\"/>\n";
}

std::string strip_begin(std::string_view name, const Scale& scale, const std::string& top)
{
    const std::string right = number(kPlotLeft + kPlotWidth);
    const std::string bottom = number(kPlotTop + kPlotHeight);
    const std::string time_y = number(kPlotTop + kPlotHeight + 16);
    return "<svg viewBox=\"0 0 " + number(kPlotLeft + kPlotWidth + 20) + " "
        + number(kPlotTop + kPlotHeight + 24) + "\" role=\"img\" aria-label=\"" + in_markup(name)
        + "\">\n<rect class=\"frame\" x=\"" + number(kPlotLeft) + "\" y=\"" + number(kPlotTop)
        + "\" width=\"" + number(kPlotWidth) + "\" height=\"" + number(kPlotHeight) + "\"/>\n"
        + "<text x=\"" + number(kPlotLeft - 6) + "\" y=\"" + number(kPlotTop + 10)
        + "\" text-anchor=\"end\">" + top + "</text>\n<text x=\"" + number(kPlotLeft - 6)
        + "\" y=\"" + bottom + "\" text-anchor=\"end\">0</text>\n<text x=\"" + number(kPlotLeft)
        + "\" y=\"" + time_y + "\">0 s</text>\n<text x=\"" + right + "\" y=\"" + time_y
        + "\" text-anchor=\"end\">" + fixed(scale.seconds, 1) + " s</text>\n";
}

}  // namespace monitor::recording
