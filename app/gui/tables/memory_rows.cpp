// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tables/memory_rows.h"

#include "gui/rings/ring_name.h"

#include "widgets/units.h"

#include <QCoreApplication>

namespace gui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("MemoryRows", text);
}

QString plain(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString duration(std::uint64_t ns)
{
    return widgets::durationText(static_cast<double>(ns) / 1e9);
}

/// "char[64]"
QString typeOf(const ringlib::EventField& field)
{
    const QString type = plain(ringlib::to_string(field.type));
    return field.count == 1 ? type : QStringLiteral("%1[%2]").arg(type).arg(field.count);
}

/// Of a counter that grew; one that fell began anew.
QString growth(std::uint64_t before, std::uint64_t now, std::uint64_t ns)
{
    if (ns == 0 || now < before) {
        return QStringLiteral("–");
    }
    return widgets::rateText(static_cast<double>(now - before) * 1e9 / static_cast<double>(ns));
}

}  // namespace

std::vector<QStringList> headerRows(const MemoryReading& reading)
{
    std::vector<QStringList> rows;
    for (const monitor::HeaderField& field : reading.header) {
        rows.push_back({QString::number(field.place.offset), typeOf(field.place),
            QString::fromStdString(field.place.name), shownText(field.value),
            QString::fromStdString(field.meaning)});
    }
    return rows;
}

std::vector<QStringList> latencyRows(const MemoryReading& reading)
{
    std::vector<QStringList> rows;
    for (const ringlib::LatencySnapshot& latency : reading.details.latencies) {
        rows.push_back({latency.consumer.empty() ? tr("the producer") : shownText(latency.consumer),
            widgets::countText(latency.total), duration(latency.quantile(0.5)),
            duration(latency.quantile(0.99)), duration(latency.quantile(0.999)),
            duration(latency.max_ns)});
    }
    return rows;
}

std::vector<QStringList> happeningRows(const MemoryReading& reading, monitor::TimePoint now)
{
    std::vector<QStringList> rows;
    const auto& all = reading.details.happenings;
    for (auto record = all.rbegin(); record != all.rend(); ++record) {
        rows.push_back({widgets::durationText(monitor::to_seconds(monitor::age_of(*record, now))),
            plain(ringlib::to_string(record->what)),
            record->slot ? shownText(record->consumer_id) : QStringLiteral("–"),
            widgets::countText(record->value)});
    }
    return rows;
}

std::vector<QStringList> CounterRows::of(const MemoryReading& reading)
{
    if (reading.ring != m_ring) {
        m_known.clear();
        m_ring = reading.ring;
    }
    std::vector<QStringList> rows;
    std::map<std::string, Known> now;
    for (const ringlib::CounterValue& counter : reading.snapshot.counters) {
        const auto before = m_known.find(counter.label);
        const QString rate = before == m_known.end()
            ? QStringLiteral("–")
            : growth(before->second.value, counter.value,
                reading.snapshot.taken_ns - before->second.takenNs);
        rows.push_back({shownText(counter.label), widgets::countText(counter.value), rate});
        now[counter.label] = {counter.value, reading.snapshot.taken_ns};
    }
    m_known = std::move(now);
    return rows;
}

QString eventText(const MemoryReading& reading, bool asBytes)
{
    if (!reading.event) {
        return {};
    }
    const monitor::PeekedEvent& event = *reading.event;
    if (event.sequence < 0) {
        return tr("Nothing is published yet.");
    }
    switch (event.fate) {
    case monitor::Fate::Read:
        return QString::fromStdString(
            monitor::event_text(asBytes ? std::nullopt : reading.details.schema, event));
    case monitor::Fate::Overwritten:
        return tr(
            "Sequence %1 is overwritten, perhaps while it was read. The last published is %2.")
            .arg(event.sequence)
            .arg(reading.last);
    case monitor::Fate::NotPublished:
        return tr("Sequence %1 is not published yet. The last published is %2.")
            .arg(event.sequence)
            .arg(reading.last);
    }
    return {};
}

}  // namespace gui
