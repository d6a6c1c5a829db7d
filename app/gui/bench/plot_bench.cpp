// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/main_window.h"

#include "support/temporary_ring.h"
#include "widgets/strip_plot.h"
#include "widgets/theme.h"

#include <ringlib/ringlib.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <thread>
#include <vector>

// plot_bench [SECONDS]: what the plots and the whole window cost, with real rings.
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

void measure(int rings, double seconds, const QString& settings)
{
    Load load(rings);
    gui::Options options;
    options.settingsFile = settings;
    options.attach = load.names();
    gui::MainWindow window(options);
    window.show();
    window.begin();
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

}  // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    widgets::applyTheme(application, widgets::Scheme::Light);
    const double seconds = argc > 1 ? std::atof(argv[1]) : 10;
    const QTemporaryDir folder;
    measure(1, seconds, folder.filePath(QStringLiteral("one.ini")));
    measure(kRings, seconds, folder.filePath(QStringLiteral("many.ini")));
    return 0;
}
