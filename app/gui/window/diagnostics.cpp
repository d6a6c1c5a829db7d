// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/diagnostics.h"

#include "gui/rings/ring_name.h"

#include "monitor/header_fields.h"
#include "widgets/strip_plot.h"
#include "widgets/units.h"

#include <ringlib/layout.h>
#include <ringlib/observer.h>
#include <ringlib/shm_directory.h>

#include <QCoreApplication>
#include <QGuiApplication>
#include <QSysInfo>

#include <algorithm>
#include <array>
#include <cmath>
#include <sys/statvfs.h>
#include <unistd.h>

namespace gui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Diagnostics", text);
}

QString sharedMemoryText()
{
    struct statvfs memory { };
    if (::statvfs(ringlib::kShmDirectory, &memory) != 0) {
        return tr("/dev/shm: not there");
    }
    const auto size = [&](auto blocks) {
        return widgets::megabytesText(static_cast<quint64>(blocks) * memory.f_frsize);
    };
    return tr("/dev/shm: %1, free %2").arg(size(memory.f_blocks), size(memory.f_bavail));
}

QString samplingText(const monitor::SamplerCounters& counters)
{
    return tr("sampling: %1 Hz asked for, %2 in the last second\n"
              "samples: %3 of %4 missed, %5 readings dropped; the last took %6 µs")
        .arg(counters.rate_hz)
        .arg(std::lround(counters.ticks_per_s))
        .arg(counters.missed_ticks)
        .arg(counters.ticks + counters.missed_ticks)
        .arg(counters.dropped_readings)
        .arg(counters.tick_cost.count() / 1000);
}

/// The value of a member of the header, as it is shown.
QString valueOf(const std::vector<monitor::HeaderField>& header, const char* name)
{
    const auto field = std::find_if(header.begin(), header.end(),
        [&](const monitor::HeaderField& each) { return each.place.name == name; });
    return field == header.end() ? QStringLiteral("?") : shownText(field->value);
}

QString lineAbout(const std::string& ring)
{
    const QString name
        = ring.find('/') == std::string::npos ? shownText(ring) : tr("a ring in a file");
    const auto observer = ringlib::RingObserver::attach(ring);
    if (!observer) {
        return tr("  %1: %2")
            .arg(name, QString::fromUtf8(ringlib::to_string(observer.error().code).data()));
    }
    std::vector<std::byte> bytes;
    monitor::read_header(observer->descriptor(), bytes);
    const auto header = monitor::header_fields(bytes);
    return tr("  %1: layout %2.%3, %4 × %5 B, %6 slots, pages of %7 B")
        .arg(name, valueOf(header, "layout_major"), valueOf(header, "layout_minor"),
            valueOf(header, "capacity"), valueOf(header, "event_size"),
            valueOf(header, "consumer_slots"), valueOf(header, "page_size"));
}

}  // namespace

QString diagnosticsText(const Workbench& workbench)
{
    const monitor::History& history = workbench.history();
    const QStringList lines{tr("ringscope %1").arg(QCoreApplication::applicationVersion()),
        tr("ringlib: reads layout %1.x, makes %1.%2")
            .arg(ringlib::layout::kMajor)
            .arg(ringlib::layout::kMinor),
        tr("Qt %1, built with %2, platform %3")
            .arg(QLatin1String(qVersion()), QStringLiteral(QT_VERSION_STR),
                QGuiApplication::platformName()),
        widgets::plotLibrary(),
        tr("%1 %2, %3")
            .arg(QSysInfo::kernelType(), QSysInfo::kernelVersion(),
                QSysInfo::currentCpuArchitecture()),
        tr("page size: %1 B, cores: %2")
            .arg(::sysconf(_SC_PAGESIZE))
            .arg(::sysconf(_SC_NPROCESSORS_ONLN)),
        sharedMemoryText(), samplingText(workbench.counters()),
        tr("history: %1 of %2, %3 series refused")
            .arg(widgets::megabytesText(history.memory_used()),
                widgets::megabytesText(history.memory_max()))
            .arg(history.refused())};
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString ringDiagnosticsText(const std::vector<std::string>& rings)
{
    QString text = rings.empty() ? tr("no ring attached\n") : tr("rings attached:\n");
    for (const std::string& ring : rings) {
        text += lineAbout(ring) + QLatin1Char('\n');
    }
    return text;
}

}  // namespace gui
