// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of the documents, from the window as it is: `./dev screenshots`.
// Usage: screenshots FOLDER [SCENE...]
#include "gui/mouse.h"
#include "support/child_process.h"

#include "gui/parts/wall_clock.h"
#include "gui/recordings/recording_parts.h"
#include "gui/scenarios/run_card.h"
#include "gui/scenarios/scenarios.h"
#include "gui/window/main_window.h"
#include "monitor/recording/save.h"
#include "widgets/diagnosis_bar.h"
#include "widgets/strip_plot.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QLineEdit>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using ringtest::ChildProcess;
using widgets::Scheme;

constexpr QSize kSize(1280, 840);
constexpr QSize kWideSize(1440, 900);  // with the panes at the right
constexpr int kWatchdogMs = 60'000;

[[noreturn]] void giveUp(const char* why)
{
    std::fprintf(stderr, "screenshots: %s\n", why);
    std::exit(1);
}

void until(const std::function<bool()>& condition, const char* what)
{
    if (!QTest::qWaitFor(condition, kWatchdogMs)) {
        giveUp(what);
    }
}

/// For what is to be seen on the time axis: it is as long as it is said to be.
void letPass(std::chrono::milliseconds time)
{
    QTest::qWait(static_cast<int>(time.count()));
}

ChildProcess worker(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), RINGWORKER_PROGRAM);
    ChildProcess process(arguments);
    process.read_line();  // it is there
    return process;
}

/// A producer and three consumers that nobody here owns, as a window finds them.
struct Orders {
    ChildProcess producer = worker(
        {"produce", "--ring", "orders", "--capacity", "4096", "--event-size", "64", "--rate", "20k",
            "--require", "cp_0,cp_1", "--progress-timeout", "8s", "--grace", "30s"});
    std::array<ChildProcess, 3> consumers{worker({"consume", "--ring", "orders", "--id", "cp_0"}),
        worker({"consume", "--ring", "orders", "--id", "cp_1"}),
        worker({"consume", "--ring", "orders", "--id", "cp_2"})};
};

/// A window, and what a scene does with it.
class Stage {
public:
    explicit Stage(QString folder, const QSize& size = kSize)
        : m_folder(std::move(folder))
        , m_size(size)
    {
        m_options.settingsFile = QStringLiteral("settings.ini");
        m_options.runsFolder = QStringLiteral("runs");  // its path is in the picture
    }

    void open(Scheme scheme, const QStringList& recordings = {})
    {
        m_window.reset();
        m_options.scheme = scheme;
        m_options.recordings = recordings;
        m_window = std::make_unique<gui::MainWindow>(m_options);
        m_window->show();
        m_window->resize(m_size);
        if (!QTest::qWaitForWindowActive(m_window.get(), kWatchdogMs)) {
            giveUp("the window does not come");
        }
        m_window->begin();
    }

    template <typename T = QWidget>
    [[nodiscard]] T& part(const char* name) const
    {
        T* found = m_window->findChild<T*>(QLatin1String(name));
        if (found == nullptr) {
            giveUp(name);
        }
        return *found;
    }
    [[nodiscard]] gui::MainWindow& window() const { return *m_window; }
    [[nodiscard]] widgets::StripPlot& plot() const { return part<widgets::StripPlot>("plot"); }
    void trigger(const char* action) const { part<QAction>(action).trigger(); }
    void showTab(int tab) const { part<QTabBar>("detailTabs").setCurrentIndex(tab); }
    void setScheme(Scheme scheme) const
    {
        for (QAction* action : m_window->findChildren<QAction*>(QStringLiteral("scheme"))) {
            if (action->data().toInt() == static_cast<int>(scheme)) {
                action->trigger();
            }
        }
    }
    void waitForLead(const char* words) const
    {
        until(
            [&] {
                return part<widgets::DiagnosisBar>("diagnosis")
                    .diagnosis()
                    .lead.contains(QLatin1String(words));
            },
            words);
    }

    void save(const char* name) const { save(name, *m_window, m_window->rect()); }
    void save(const char* name, const char* dock) const
    {
        const auto& shown = part<QDockWidget>(dock);
        save(name, *m_window, shown.geometry());
    }
    /// Two that lie one above the other.
    void save(const char* name, const char* upper, const char* lower) const
    {
        save(name, *m_window,
            part<QDockWidget>(upper).geometry().united(part<QDockWidget>(lower).geometry()));
    }
    void save(const char* name, QWidget& widget, const QRect& area) const
    {
        QCoreApplication::sendPostedEvents();
        const QString path = QStringLiteral("%1/%2.png").arg(m_folder, QLatin1String(name));
        const QImage image = widget.grab(area).toImage().convertToFormat(QImage::Format_RGB32);
        constexpr int kBestCompression = 0;
        if (!image.save(path, "PNG", kBestCompression)) {
            giveUp(qPrintable(path));
        }
        std::printf("%s\n", qPrintable(path));
    }

private:
    QString m_folder;
    QSize m_size;
    gui::Options m_options;
    std::unique_ptr<gui::MainWindow> m_window;
};

/// Where a producer was held for the first time, and until when.
gui::HeldSpan incident(const Stage& stage)
{
    const gui::RingSession* session = stage.window().workbench().current();
    until([&] { return !session->heldSpans().empty() && session->heldSpans().front().to; },
        "the producer is not held any more");
    return session->heldSpans().front();
}

/// The view is left at the incident, with a marker at either end of it.
void measure(const Stage& stage)
{
    const gui::HeldSpan held = incident(stage);
    const double from = gui::plotSeconds(held.from);
    const double to = gui::plotSeconds(*held.to);
    stage.plot().zoomTo(from - 2, to + 2);
    stage.plot().setMarker(widgets::StripPlot::Marker::A, from);
    stage.plot().setMarker(widgets::StripPlot::Marker::B, to);
    stage.plot().setCrosshair((from + to) / 2);
}

// Somebody else's ring, from the start page to what happened, looked at live and afterwards.
void watch(const QString& folder)
{
    Stage stage(folder);
    const Orders orders;
    const ChildProcess quotes = worker(
        {"produce", "--ring", "quotes", "--capacity", "1024", "--event-size", "32", "--rate", "1"});
    stage.open(Scheme::Light);
    letPass(2s);
    stage.save("start");
    stage.window().attach(QStringLiteral("orders"));
    stage.waitForLead("healthy");
    letPass(8s);
    orders.consumers[1].signal(SIGSTOP);
    stage.waitForLead("cp_1 holds");
    letPass(3s);
    stage.save("held");
    stage.save("ring-view", "ringViewDock");
    stage.save("consumers", "detailsDock");
    orders.consumers[1].signal(SIGCONT);
    letPass(4s);
    measure(stage);
    letPass(500ms);
    stage.save("measured");
    stage.showTab(1);
    letPass(300ms);
    stage.save("events", "detailsDock");
    stage.showTab(4);
    letPass(1s);
    stage.save("memory", "detailsDock");
    stage.trigger("palette");
    stage.part<QLineEdit>("commandWords").setText(QStringLiteral("cp"));
    letPass(300ms);
    auto& palette = stage.part("commandPalette");
    stage.save("palette", palette, palette.rect());

    const auto saved = monitor::recording::save_recording(
        stage.window().workbench().recorder().kept(), {"orders", {}, {}}, "orders.ringrec");
    if (!saved) {
        giveUp(saved.error().c_str());
    }
    stage.open(Scheme::Dark, {QStringLiteral("orders.ringrec")});
    until([&] { return stage.window().recordings().recordings().current() != nullptr; },
        "the recording does not open");
    const gui::HeldSpan held = incident(stage);
    stage.window().recordings().recordings().seek(held.from + (*held.to - held.from) / 2);
    letPass(1s);
    stage.save("replay-dark");
}

// The demo in the middle of its stall, then the rig under the user's hands.
void demo(const QString& folder)
{
    Stage stage(folder, kWideSize);
    stage.open(Scheme::Light);
    stage.trigger("demo");
    stage.waitForLead("cp_1 holds");
    letPass(1s);
    stage.save("demo");
    stage.save("rig", "rigDock", "faultsDock");
    stage.setScheme(Scheme::Dark);
    letPass(300ms);
    stage.save("demo-dark");
}

void form(const QString& folder)
{
    Stage stage(folder);
    stage.open(Scheme::Light);
    stage.trigger("newRig");
    letPass(500ms);
    stage.save("rig-form", "rigDock");
}

void scenario(const QString& folder)
{
    Stage stage(folder, kWideSize);
    stage.open(Scheme::Light);
    stage.trigger("showScenarios");
    const auto& card = stage.part<gui::RunCard>("runCard");
    do {  // again, where the machine gave it no time
        stage.window().scenarios().run("rejoin-same-id-in-grace");
        until([&] { return stage.window().scenarios().runner().isRunning(); }, "no scenario runs");
        until(
            [&] { return card.isVisible() && !card.run().goesOn(); }, "the scenario does not end");
    } while (card.run().summary.verdict == rig::Verdict::Inconclusive);
    letPass(500ms);
    stage.save("scenario");
}

struct Scene {
    const char* name;
    void (*play)(const QString& folder);
};
constexpr std::array kScenes{
    Scene{"demo", demo}, Scene{"form", form}, Scene{"scenario", scenario}, Scene{"watch", watch}};

}  // namespace

int main(int argc, char** argv)
{
    qputenv("RINGSCOPE_WORKER", RINGWORKER_PROGRAM);
    const QTemporaryDir own;  // nothing of the user's is shown, or touched
    for (const char* place : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"}) {
        qputenv(place, own.path().toLocal8Bit());
    }
    const QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        giveUp("usage: screenshots FOLDER [SCENE...]");
    }
    const QString folder = QDir(arguments.at(1)).absolutePath();
    QDir::setCurrent(own.path());
    for (const Scene& scene : kScenes) {
        if (arguments.size() == 2 || arguments.mid(2).contains(QLatin1String(scene.name))) {
            scene.play(folder);
        }
    }
    return 0;
}
