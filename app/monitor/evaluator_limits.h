// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "monitor/clock.h"

#include <chrono>

namespace monitor {

/// Every threshold of the rule table, in one place. Percentages are of the capacity unless said
/// otherwise.
struct EvaluatorLimits {
    Duration window = std::chrono::seconds(2);
    Duration direction_window = std::chrono::milliseconds(600);
    Duration leak_window = std::chrono::seconds(60);
    Duration tick = std::chrono::milliseconds(10);  ///< expected distance of two samples
    double window_share_min = 0.8;  ///< of the window's ticks; below: UNKNOWN
    Duration hold = std::chrono::milliseconds(300);  ///< a new state must hold for that long
    Duration recent = std::chrono::seconds(1);  ///< OK: near zero at some time within it

    Duration stall_unlearned = std::chrono::seconds(1);  ///< before enough gaps are known
    Duration stall_min = std::chrono::milliseconds(300);
    double stall_gap_factor = 3;  ///< times the largest usual gap
    int stall_gaps_min = 3;
    Duration gap_min = std::chrono::milliseconds(50);  ///< shorter rests are no gaps to learn from
    Duration progress_timeout = std::chrono::seconds(5);  ///< of a ring that names none

    double full_percent = 5;  ///< free at most: the ring counts as full
    double gating_share = 0.25;  ///< of the window
    double near_zero_ticks = 2;  ///< lag worth that many ticks of publishing is none
    double near_zero_percent = 0.1;
    double near_zero_percent_max = 10;
    double trend_rate_percent = 2;  ///< of the rate of publishing: what lag must grow or shrink by
    double trend_percent_per_s = 1;
    double trend_scatter = 8;  ///< a fall is that many times the scatter around its line
    Duration falling_eta = std::chrono::seconds(30);
    Duration leak_eta = std::chrono::minutes(10);
    double leak_growth_percent = 2;  ///< within the leak window
    double leak_confidence = 4;  ///< slope in multiples of its standard error
    double high_percent = 50;
    double high_percent_left = 45;  ///< HIGH until the lag is below it
};

}  // namespace monitor
