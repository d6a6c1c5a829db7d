// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/memory_reader.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace gui {

namespace {

constexpr auto kFarewell = std::chrono::milliseconds(100);

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
    monitor::read_details(ring.observer, out.details);
    out.header = monitor::header_fields(out.details.header);
    out.details.schema = monitor::if_showable(std::move(out.details.schema));
    if (auto taken = ring.observer.snapshot(out.snapshot); !taken) {
        return taken;
    }
    return readEvent(ring, sequence, out);
}

/// @param ring opened if it is not, and closed when it fails: the next look finds the next ring of
/// the name.
MemoryReading readRing(const std::string& name, std::optional<ringlib::Sequence> sequence,
    std::optional<OpenRing>& ring)
{
    MemoryReading reading;
    reading.ring = name;
    if (!ring) {
        auto opened = open(name);
        if (!opened) {
            reading.problem = opened.error().message();
            return reading;
        }
        ring.emplace(std::move(*opened));
    }
    if (const auto done = readAll(*ring, sequence, reading); !done) {
        reading.problem = done.error().message();
        ring.reset();
    }
    return reading;
}

}  // namespace

/// Where wishes and readings change hands.
struct MemoryReader::Desk {
    std::mutex mutex;  // protects all below
    std::condition_variable changed;
    MemoryReader* owner = nullptr;  // null: nobody reads what is found any more
    Wish wish;
    bool isNew = false;
    MemoryReading found;
    quint64 reads = 0;
    bool closed = false;
};

MemoryReader::MemoryReader(QObject* parent)
    : QObject(parent)
    , m_desk(std::make_shared<Desk>())
{
    m_desk->owner = this;
    m_thread = std::thread([desk = m_desk] { serve(*desk); });
}

MemoryReader::~MemoryReader()
{
    std::unique_lock lock(m_desk->mutex);
    m_desk->owner = nullptr;
    m_desk->changed.notify_all();
    const bool closed
        = m_desk->changed.wait_for(lock, kFarewell, [this] { return m_desk->closed; });
    lock.unlock();
    if (closed) {
        m_thread.join();
    } else {
        m_thread.detach();
    }
}

void MemoryReader::watch(const std::string& ring)
{
    if (!ring.empty() && ring != m_reading.ring) {
        m_reading = {};
        m_reading.ring = ring;
        m_reading.problem = tr("Reading…").toStdString();
        Q_EMIT read();
    }
    wish({ring, ring == m_wish.ring ? m_wish.sequence : std::nullopt});
}

void MemoryReader::ask(std::optional<ringlib::Sequence> sequence)
{
    wish({m_wish.ring, sequence});
}

void MemoryReader::wish(Wish wish)
{
    if (wish != m_wish) {
        m_wish = std::move(wish);
        const std::lock_guard lock(m_desk->mutex);
        m_desk->wish = m_wish;
        m_desk->isNew = true;
        m_desk->changed.notify_all();
    }
}

quint64 MemoryReader::reads() const
{
    const std::lock_guard lock(m_desk->mutex);
    return m_desk->reads;
}

void MemoryReader::take()
{
    {
        const std::lock_guard lock(m_desk->mutex);
        if (m_desk->found.ring != m_wish.ring) {
            return;
        }
        m_reading = m_desk->found;
    }
    Q_EMIT read();
}

/// Waits until it is time to read; nothing at the end.
std::optional<MemoryReader::Wish> MemoryReader::next(Desk& desk)
{
    std::unique_lock lock(desk.mutex);
    const auto over = [&desk] { return desk.owner == nullptr; };
    desk.changed.wait_for(lock, kIntervalMin, over);
    desk.changed.wait_for(lock, kInterval - kIntervalMin, [&] { return over() || desk.isNew; });
    desk.changed.wait(lock, [&] { return over() || !desk.wish.ring.empty(); });
    desk.isNew = false;
    return over() ? std::nullopt : std::optional(desk.wish);
}

void MemoryReader::serve(Desk& desk)
{
    std::string name;
    std::optional<OpenRing> ring;
    while (const auto wish = next(desk)) {
        if (wish->ring != name) {
            ring.reset();
            name = wish->ring;
        }
        MemoryReading reading = readRing(name, wish->sequence, ring);
        const std::lock_guard lock(desk.mutex);
        desk.found = std::move(reading);
        ++desk.reads;
        if (desk.owner != nullptr) {
            QMetaObject::invokeMethod(desk.owner, &MemoryReader::take, Qt::QueuedConnection);
        }
    }
    ring.reset();  // to close a file may hang as well
    const std::lock_guard lock(desk.mutex);
    desk.closed = true;
    desk.changed.notify_all();
}

}  // namespace gui
