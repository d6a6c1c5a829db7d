// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/memory_reader.h"

#include <utility>

namespace gui {

namespace {

/// The ring as it is read: from the first look until it fails.
struct OpenRing {
    ringlib::RingObserver observer;
    ringlib::RingTap tap;
};

ringlib::Expected<OpenRing> open(const std::string& ring)
{
    auto observer = ringlib::RingObserver::attach(ring);
    if (!observer) {
        return ringlib::Unexpected{std::move(observer.error())};
    }
    auto tap = ringlib::RingTap::attach(ring);
    if (!tap) {
        return ringlib::Unexpected{std::move(tap.error())};
    }
    return OpenRing{std::move(*observer), std::move(*tap)};
}

ringlib::Expected<void> readEvent(
    OpenRing& ring, std::optional<ringlib::Sequence> sequence, MemoryReading& out)
{
    const auto last = ring.tap.last_published();
    if (!last) {
        return ringlib::Unexpected{last.error()};
    }
    out.last = *last;
    auto event = monitor::peek_event(ring.tap, sequence.value_or(*last));
    if (!event) {
        return ringlib::Unexpected{std::move(event.error())};
    }
    out.event = std::move(*event);
    return {};
}

ringlib::Expected<void> readAll(
    OpenRing& ring, std::optional<ringlib::Sequence> sequence, MemoryReading& out)
{
    if (const auto header = monitor::read_header(ring.observer.descriptor())) {
        out.header = monitor::header_fields(*header);
    }
    monitor::read_details(ring.observer, out.details);
    out.details.schema = monitor::if_showable(std::move(out.details.schema));
    if (auto taken = ring.observer.snapshot(out.snapshot); !taken) {
        return taken;
    }
    return readEvent(ring, sequence, out);
}

}  // namespace

MemoryReader::MemoryReader(QObject* parent)
    : QObject(parent)
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

MemoryReader::~MemoryReader() = default;

void MemoryReader::watch(const std::string& ring)
{
    wish({ring, ring == m_wish.ring ? m_wish.sequence : std::nullopt});
}

void MemoryReader::ask(std::optional<ringlib::Sequence> sequence)
{
    wish({m_wish.ring, sequence});
}

/// Only this thread changes the wish; so it may be looked at without the mutex.
void MemoryReader::wish(Wish wish)
{
    if (wish != m_wish) {
        const std::lock_guard lock(m_mutex);
        m_wish = std::move(wish);
        m_new = true;
        m_wished.notify_one();
    }
}

quint64 MemoryReader::reads() const
{
    const std::lock_guard lock(m_mutex);
    return m_reads;
}

void MemoryReader::take()
{
    {
        const std::lock_guard lock(m_mutex);
        m_reading = m_found;
    }
    if (m_reading.ring == m_wish.ring) {
        Q_EMIT read();
    }
}

/// Waits until it is time to read; nothing at the end.
std::optional<MemoryReader::Wish> MemoryReader::next(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_wished.wait_for(lock, stop, kIntervalMin, [] { return false; });
    m_wished.wait_for(lock, stop, kInterval - kIntervalMin, [this] { return m_new; });
    m_wished.wait(lock, stop, [this] { return !m_wish.ring.empty(); });
    m_new = false;
    return stop.stop_requested() ? std::nullopt : std::optional(m_wish);
}

void MemoryReader::run(const std::stop_token& stop)
{
    std::string name;
    std::optional<OpenRing> ring;
    while (const auto wish = next(stop)) {
        MemoryReading reading;
        reading.ring = wish->ring;
        if (wish->ring != name) {
            ring.reset();
            name = wish->ring;
        }
        if (!ring) {
            if (auto opened = open(name)) {
                ring.emplace(std::move(*opened));
            } else {
                reading.problem = opened.error().message();
            }
        }
        if (ring) {
            if (const auto done = readAll(*ring, wish->sequence, reading); !done) {
                reading.problem = done.error().message();
                ring.reset();  // the next look finds the next ring of the name
            }
        }
        {
            const std::lock_guard lock(m_mutex);
            m_found = std::move(reading);
            ++m_reads;
        }
        QMetaObject::invokeMethod(this, &MemoryReader::take, Qt::QueuedConnection);
    }
}

}  // namespace gui
