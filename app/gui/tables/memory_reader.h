// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/header_fields.h"
#include "monitor/peeked_event.h"
#include "monitor/ring_details.h"

#include <ringlib/observer.h>
#include <ringlib/tap.h>

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace gui {

/// What lies in a ring's memory beside what is sampled.
struct MemoryReading {
    std::string ring;
    std::string problem;  ///< why there is no more of it; empty: it was read
    std::vector<monitor::HeaderField> header;
    ringlib::RingSnapshot snapshot;
    monitor::RingDetails details;  ///< its schema only if events can be shown by it
    ringlib::Sequence last = ringlib::kNoSequence;  ///< published
    std::optional<monitor::PeekedEvent> event;  ///< that was asked for
};

/// Reads the memory of one ring for as long as somebody looks at it, on a thread of its own, which
/// is left behind if a file never answers.
class MemoryReader : public QObject {
    Q_OBJECT
public:
    static constexpr auto kIntervalMin = std::chrono::milliseconds(100);
    static constexpr auto kInterval = std::chrono::milliseconds(500);

    explicit MemoryReader(QObject* parent = nullptr);
    ~MemoryReader() override;

    /// Nothing is read while there is no name, and never more than ten times a second.
    void watch(const std::string& ring);
    /// The event to read; nothing: the newest.
    void ask(std::optional<ringlib::Sequence> sequence);
    [[nodiscard]] const MemoryReading& reading() const { return m_reading; }
    /// How often it has read.
    [[nodiscard]] quint64 reads() const;

Q_SIGNALS:
    void read();

private Q_SLOTS:
    void take();

private:
    struct Wish {
        std::string ring;
        std::optional<ringlib::Sequence> sequence;

        [[nodiscard]] bool operator==(const Wish&) const = default;
    };
    struct Desk;

    void wish(Wish wish);
    static void serve(Desk& desk);
    [[nodiscard]] static std::optional<Wish> next(Desk& desk);

    Wish m_wish;
    MemoryReading m_reading;
    std::shared_ptr<Desk> m_desk;  // shared with the thread, which may outlive this
    std::thread m_thread;
};

}  // namespace gui
