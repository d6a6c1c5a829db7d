// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/ring_directory.h"
#include "monitor/ring_reading.h"

#include "widgets/state_shape.h"

#include <QFontMetrics>
#include <QString>
#include <QVariant>

#include <string>

namespace gui {

/// One ring as a line in a list, in words.
struct RingRow {
    std::string ring;  ///< to attach by
    QString name;  ///< safe to show
    QString place;  ///< the end of the name that says in which recording it is: " in run.ringrec"
    widgets::StateShape shape{};
    widgets::Tone tone{};
    QString dimensions;  ///< "4096 × 64 B"
    QString condition;  ///< "2.1 M ev/s", "held 3.2 s", or why it cannot be used
    double fill = 0;  ///< used part of the ring, 0 … 1
    bool held = false;
    bool attachable = false;
    bool attached = false;
    bool demo = false;
    bool ofRig = false;  ///< it was made to be broken
    bool recorded = false;  ///< it is seen in a recording
    bool isNew = false;  ///< it appeared just now
    bool gone = false;  ///< there was one of this name

    /// What it is looked for as.
    enum class Condition { Trouble, Live, Quiet, Unusable };
    [[nodiscard]] Condition kind() const;

    [[nodiscard]] bool operator==(const RingRow&) const = default;
};

/// The name in so many pixels. What the ring is called counts more than where it is; of a long one
/// the begin says what it is, and the end which: programs put themselves first.
[[nodiscard]] QString fittingName(const RingRow& row, const QFontMetrics& metrics, int width);

/// What a model of rings says of a title: a quiet text beside it.
inline constexpr int kRemarkRole = Qt::UserRole + 1;
/// The `const RingRow*` behind an index.
inline constexpr int kRingRowRole = Qt::UserRole + 2;
/// One ring as data of a model.
[[nodiscard]] QVariant ringData(const RingRow& row, int role);

[[nodiscard]] RingRow ringRow(const monitor::RingListing& listing);
/// Of a ring that is watched: it knows more than the list does.
[[nodiscard]] RingRow ringRow(const monitor::RingReading& reading);

}  // namespace gui
