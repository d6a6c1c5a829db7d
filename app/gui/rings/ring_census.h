// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/rings/ring_lookout.h"

#include "monitor/clock.h"

#include <QObject>

#include <map>
#include <optional>
#include <string>

namespace gui {

/// Which rings there are, which are new, and which there were: one that vanished is remembered
/// until it is dismissed.
class RingCensus : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kGoneMax = 100;  ///< those that went first are forgotten

    struct Entry {
        monitor::RingListing listing;  ///< as it was seen last
        std::optional<monitor::TimePoint> newSince;  ///< nothing: it was there from the start
        std::optional<monitor::TimePoint> goneSince;
    };

    using QObject::QObject;

    [[nodiscard]] const std::map<std::string, Entry>& rings() const { return m_rings; }
    /// Forgets a ring that is gone.
    void dismiss(const std::string& ring);
    void take(const std::vector<monitor::RingListing>& listings, monitor::TimePoint now);

Q_SIGNALS:
    void appeared(const std::string& ring);
    void vanished(const std::string& ring);

private:
    void add(const monitor::RingListing& listing, monitor::TimePoint now);
    void forgetOldest();

    std::map<std::string, Entry> m_rings;
    bool m_looked = false;
};

}  // namespace gui
