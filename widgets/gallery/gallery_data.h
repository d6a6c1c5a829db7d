// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/consumer_row.h"
#include "widgets/ring_view.h"
#include "widgets/span_source.h"
#include "widgets/strip_events.h"

#include <optional>
#include <vector>

/// Made-up data: a ring of 4096 slots at 10 000 events/s. cp_2 was slow for two seconds, cp_1
/// stopped 3.6 s ago and holds the producer since 3.2 s. "Now" is kNow.
namespace gallery {

inline constexpr double kNow = 60;
inline constexpr int kSourceRate = 10;  ///< added to a series for its rate; below it lag in percent
inline constexpr int kProducerSource = 20;

/// Samples up to "now", which may go on after kNow.
class MadeUpSource : public widgets::SpanSource {
public:
    void setNow(double now) { m_now = now; }

    void spans(
        int source, double from, double to, std::vector<widgets::Span>& columns) const override;
    [[nodiscard]] std::optional<double> valueAt(int source, double time) const override;

private:
    void fill(widgets::Span& column, int source, double from, double to) const;

    double m_now = kNow;
};

[[nodiscard]] widgets::StripEvents madeUpEvents();
[[nodiscard]] std::vector<widgets::ConsumerRow> madeUpRows();

struct NamedRing {
    QString caption;
    widgets::RingViewState state;
};
[[nodiscard]] std::vector<NamedRing> madeUpRings();

}  // namespace gallery
