// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rings/ring_lookout.h"
#include "gui/window/main_window.h"

#include "support/temporary_ring.h"
#include "widgets/strip_plot.h"
#include "widgets/theme.h"

#include <ringlib/ringlib.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <thread>
#include <vector>

// plot_bench [cost|smooth|list|close] [SECONDS], with real rings:
//   cost    what the plots and the whole window take of a core, seen and hidden
//   smooth  how even the frames of 8 rings of 8 consumers are, and whether a sample is missed
//   list    how long it takes to find one ring among ten thousand files
//   close   how long it takes to close the window while all of them stream
namespace {

using namespace std::chrono_literals;

constexpr int kRings = 8;
constexpr int kConsumers = 8;
constexpr std::size_t kCapacity = 4096;
constexpr auto kTick = 2ms;
constexpr int kEventsEach = 20;  // of each ring: 10,000 a second

struct Event {
    std::uint64_t value;
};

/// Rings and their endpoints, driven by one thread whose time is not counted.
class Load {
public:
    explicit Load(int rings)
        : m_names(static_cast<std::size_t>(rings))
    {
        for (const ringtest::TemporaryRing& name : m_names) {
            m_producers.push_back(
                ringlib::build_shared_single_producer<Event>(name.name(), kCapacity)
                    .with_latency_histograms()
                    .build_producer()
                    .value());
            for (int i = 0; i < kConsumers; ++i) {
                m_consumers.push_back(ringlib::attach_shared_consumer<Event>(name.name(), kCapacity)
                                          .with_consumer_id("cp_" + std::to_string(i))
                                          .build_consumer()
                                          .value());
            }
        }
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }

    [[nodiscard]] QStringList names() const
    {
        QStringList names;
        for (const ringtest::TemporaryRing& name : m_names) {
            names.append(QString::fromStdString(name.name()));
        }
        return names;
    }
    [[nodiscard]] double cpuSeconds()
    {
        clockid_t clock{};
        pthread_getcpuclockid(m_thread.native_handle(), &clock);
        timespec time{};
        clock_gettime(clock, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
    }

private:
    void run(const std::stop_token& stop)
    {
        for (std::uint64_t tick = 0; !stop.stop_requested(); ++tick) {
            for (ringlib::Producer<Event>& producer : m_producers) {
                for (int i = 0; i < kEventsEach; ++i) {
                    (void)producer.try_publish([&](Event& event) { event.value = tick; });
                }
            }
            for (std::size_t i = 0; i < m_consumers.size(); ++i) {
                // Each at a pace of its own, so that no curve is flat.
                if ((tick + i) % (1 + i % kConsumers) == 0) {
                    m_consumers[i].process_available([](auto&&...) {});
                    m_consumers[i].record_consume_latency_ns(1000 * (1 + tick % 500));
                }
            }
            std::this_thread::sleep_for(kTick);
        }
    }

    std::vector<ringtest::TemporaryRing> m_names;
    std::vector<ringlib::Producer<Event>> m_producers;
    std::vector<ringlib::Consumer<Event>> m_consumers;
    std::jthread m_thread;
};

double processSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double share(std::vector<double> values, double part)
{
    std::sort(values.begin(), values.end());
    return values.empty()
        ? 0
        : values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

void wait(double seconds)
{
    QEventLoop loop;
    QTimer::singleShot(static_cast<int>(seconds * 1e3), &loop, &QEventLoop::quit);
    loop.exec();
}

/// Time between frames that were drawn, milliseconds, and what the window took of a core.
struct Watched {
    std::vector<double> gaps;
    std::vector<double> replots;
    double core = 0;
};

Watched watch(gui::MainWindow& window, Load& load, double seconds)
{
    auto* plot = window.findChild<widgets::StripPlot*>(QStringLiteral("plot"));
    Watched seen;
    QElapsedTimer since;
    quint64 frames = plot->frames();
    QObject scope;
    QObject::connect(&window.workbench(), &gui::Workbench::tick, &scope, [&] {
        if (plot->frames() == frames) {
            return;
        }
        frames = plot->frames();
        if (since.isValid()) {
            seen.gaps.push_back(static_cast<double>(since.nsecsElapsed()) / 1e6);
        }
        seen.replots.push_back(plot->replotMilliseconds());
        since.start();
    });
    const double before = processSeconds() - load.cpuSeconds();
    wait(seconds);
    seen.core = (processSeconds() - load.cpuSeconds() - before) / seconds;
    return seen;
}

void print(const char* what, const Watched& seen)
{
    std::printf("%-34s", what);
    if (!seen.gaps.empty()) {
        std::printf(" replot p50 %5.2f p99 %5.2f ms  gap p50 %5.1f p99 %5.1f ms",
            share(seen.replots, 0.5), share(seen.replots, 0.99), share(seen.gaps, 0.5),
            share(seen.gaps, 0.99));
    }
    std::printf("  %5.1f %% of a core\n", seen.core * 100);
    std::fflush(stdout);
}

/// A window that looks at the rings of a load.
class Watching {
public:
    Watching(const Load& load, const QString& folder)
        : m_window(optionsFor(load, folder))
    {
        m_window.show();
        m_window.begin();
    }
    [[nodiscard]] gui::MainWindow& window() { return m_window; }

private:
    static gui::Options optionsFor(const Load& load, const QString& folder)
    {
        gui::Options options;
        options.settingsFile = folder + QStringLiteral("/settings.ini");
        options.attach = load.names();
        return options;
    }

    gui::MainWindow m_window;
};

void measureCost(int rings, double seconds)
{
    const QTemporaryDir folder;
    Load load(rings);
    Watching watching(load, folder.path());
    gui::MainWindow& window = watching.window();
    // The pixels of the view move only while it has as much past as it shows.
    wait(std::min(seconds, 5.0));
    std::printf("%d ring%s of %d consumers at 100 Hz, window %d×%d, %.2g pixels a dot:\n", rings,
        rings == 1 ? "" : "s", kConsumers, window.width(), window.height(),
        window.devicePixelRatio());
    print("  seen, 30 s in view", watch(window, load, seconds));
    window.findChild<widgets::StripPlot*>(QStringLiteral("plot"))->setWindowSeconds(5);
    print("  seen, 5 s in view", watch(window, load, seconds));
    window.hide();
    print("  hidden", watch(window, load, seconds));
}

void measureSmoothness(double seconds)
{
    const QTemporaryDir folder;
    Load load(kRings);
    Watching watching(load, folder.path());
    wait(std::min(seconds, 5.0));
    const monitor::SamplerCounters before = watching.window().workbench().counters();
    const Watched seen = watch(watching.window(), load, seconds);
    const monitor::SamplerCounters after = watching.window().workbench().counters();
    std::printf("%d rings of %d consumers at 100 Hz, %.0f s:\n", kRings, kConsumers, seconds);
    print("  30 s in view", seen);
    std::printf("  %zu frames, gap p99.9 %.1f ms, longest %.1f ms; %llu ticks, %llu missed, %llu "
                "readings dropped\n",
        seen.gaps.size(), share(seen.gaps, 0.999), share(seen.gaps, 1),
        static_cast<unsigned long long>(after.ticks - before.ticks),
        static_cast<unsigned long long>(after.missed_ticks - before.missed_ticks),
        static_cast<unsigned long long>(after.dropped_readings - before.dropped_readings));
}

/// One ring in a directory of ten thousand files that are none.
void measureList()
{
    constexpr int kFiles = 10'000;
    const QTemporaryDir folder;
    for (int i = 0; i < kFiles; ++i) {
        QFile file(folder.filePath(QStringLiteral("file-%1").arg(i)));
        (void)file.open(QIODevice::WriteOnly);
    }
    const std::string path = folder.filePath(QStringLiteral("ring")).toStdString();
    const auto producer = ringlib::build_mmap_single_producer<Event>(path, 64).build_producer();
    QElapsedTimer since;
    QElapsedTimer turn;
    double longestTurn = 0;
    QEventLoop loop;
    QTimer turns;
    QObject::connect(&turns, &QTimer::timeout, [&] {
        if (turn.isValid())
            longestTurn = std::max(longestTurn, static_cast<double>(turn.nsecsElapsed()) / 1e6);
        turn.start();
    });
    turns.start(1);
    since.start();
    const gui::RingLookout lookout({folder.path().toStdString()});
    QObject::connect(&lookout, &gui::RingLookout::looked, &loop, [&] {
        if (lookout.find(path) != nullptr)
            loop.quit();
    });
    loop.exec();
    std::printf("1 ring among %d files: listed after %.0f ms; this thread's longest turn %.1f ms\n",
        kFiles, static_cast<double>(since.nsecsElapsed()) / 1e6, longestTurn);
}

void measureClose(double seconds)
{
    const QTemporaryDir folder;
    Load load(kRings);
    auto watching = std::make_unique<Watching>(load, folder.path());
    wait(std::min(seconds, 5.0));
    QElapsedTimer since;
    since.start();
    watching->window().close();
    watching.reset();
    std::printf("closed %d rings that stream after %.0f ms\n", kRings,
        static_cast<double>(since.nsecsElapsed()) / 1e6);
}

}  // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    widgets::applyTheme(widgets::Scheme::Light);
    const std::string what
        = argc > 1 && !std::isdigit(static_cast<unsigned char>(*argv[1])) ? argv[1] : "cost";
    const char* const last = argv[argc - 1];
    const double given = std::atof(last);
    const double seconds = given > 0 ? given : what == "smooth" ? 60 : 10;
    if (what == "cost") {
        measureCost(1, seconds);
        measureCost(kRings, seconds);
    } else if (what == "smooth") {
        measureSmoothness(seconds);
    } else if (what == "list") {
        measureList();
    } else if (what == "close") {
        measureClose(seconds);
    } else {
        std::fprintf(stderr, "plot_bench: '%s' (give cost, smooth, list or close)\n", what.c_str());
        return 64;
    }
    return 0;
}
