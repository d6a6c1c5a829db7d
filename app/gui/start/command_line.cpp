// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/start/command_line.h"

#include "gui/plots/window_range.h"
#include "gui/rings/ring_name.h"

#include "monitor/clock.h"

#include "rig/quantity.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace gui {

namespace {

using namespace std::chrono_literals;
using widgets::Scheme;

constexpr int kUsageExit = 64;
constexpr int kNoFileExit = 66;
constexpr double kSampleRateMin = 1;
constexpr double kSampleRateMax = 1000;

QString text(const char* words)
{
    return QCoreApplication::translate("CommandLine", words);
}

struct Parser {
    QCommandLineOption attach{QStringLiteral("attach"),
        text("Attach to RING, a shared-memory name or a path; waits for it when it is absent. May "
             "be repeated."),
        QStringLiteral("RING")};
    QCommandLineOption record{QStringLiteral("record"),
        text("Record all rings that are attached into FILE, from the start to the end of the "
             "program; none is overwritten."),
        QStringLiteral("FILE")};
    QCommandLineOption demo{QStringLiteral("demo"),
        text("Start the demo: one producer, three consumers, one of them stalls after 8 s.")};
    QCommandLineOption scenario{QStringLiteral("scenario"),
        text("Show the scenario NAME, a built-in one or a file."), QStringLiteral("NAME")};
    QCommandLineOption run{QStringLiteral("run"),
        text(
            "Run the --scenario at once, with real processes; kept in the user's folder of data.")};
    QCommandLineOption workspace{QStringLiteral("workspace"),
        text("Attach to the rings of a workspace FILE, with its layout; so does a .json file "
             "alone."),
        QStringLiteral("FILE")};
    QCommandLineOption duration{QStringLiteral("duration"),
        text(
            "Stop the demo, abort the scenario after T, for example 12s or 500ms. Counted from the "
            "demo's first sample, or from the start of the program."),
        QStringLiteral("T")};
    QCommandLineOption screenshot{QStringLiteral("screenshot"),
        text(
            "Write a picture of the window to FILE at the end of --duration, of the demo or of the "
            "scenario."),
        QStringLiteral("FILE")};
    QCommandLineOption quit{QStringLiteral("quit"),
        text("End by itself, after --duration, the demo or the scenario; the exit code is its "
             "verdict.")};
    QCommandLineOption window{QStringLiteral("window"),
        text("Time that the plots show, 1s to 2h; 30s unless told."), QStringLiteral("T")};
    QCommandLineOption sampleRate{QStringLiteral("sample-rate"),
        text("Samples per second, 1 to 1000; 100 unless told."), QStringLiteral("HZ")};
    QCommandLineOption settings{QStringLiteral("settings"),
        text("Keep the settings in FILE instead of the user's folder."), QStringLiteral("FILE")};
    QCommandLineOption logLevel{QStringLiteral("log-level"),
        text("What goes to stderr: error, warning, info or debug; warning unless told."),
        QStringLiteral("L")};
    QCommandLineOption scheme{QStringLiteral("scheme"),
        text("Colours: light, dark or system; the last choice unless told."), QStringLiteral("S")};
    QCommandLineOption help{{QStringLiteral("h"), QStringLiteral("help")}, text("Show this help.")};
    QCommandLineOption version{
        {QStringLiteral("v"), QStringLiteral("version")}, text("Show the version.")};
    QCommandLineParser parser;

    Parser()
    {
        parser.setApplicationDescription(
            text("Watches shared-memory rings, read-only: who holds the producer?"));
        parser.addPositionalArgument(QStringLiteral("FILE"),
            text("A recording to look at, a .ringrec file, or a workspace that was saved, a .json "
                 "file. May be repeated."),
            QStringLiteral("[RECORDING|WORKSPACE…]"));
        parser.addOptions({attach, record, demo, scenario, run, workspace, duration, screenshot,
            quit, window, sampleRate, settings, logLevel, scheme, help, version});
    }
};

/// Collects the first thing that is wrong; the later ones may only follow from it.
class Reader {
public:
    explicit Reader(const Parser& options)
        : m_options(options)
    {
    }

    [[nodiscard]] const QString& problem() const { return m_problem; }

    void fail(const QString& problem)
    {
        if (m_problem.isEmpty()) {
            m_problem = problem;
        }
    }

    void checkGivenOnce()
    {
        const QStringList given = m_options.parser.optionNames();
        for (const QString& name : given) {
            if (name != QLatin1String("attach") && given.count(name) > 1) {
                fail(text("--%1: given twice").arg(name));
            }
        }
    }

    std::optional<QString> value(const QCommandLineOption& option)
    {
        if (!m_options.parser.isSet(option)) {
            return std::nullopt;
        }
        const QString given = m_options.parser.value(option);
        if (given.isEmpty()) {
            fail(text("--%1: the value is empty").arg(option.names().constLast()));
        }
        return given;
    }

    std::optional<std::chrono::nanoseconds> duration(const QCommandLineOption& option)
    {
        const std::optional<QString> given = value(option);
        if (!given) {
            return std::nullopt;
        }
        const auto parsed = rig::parse_duration(given->toStdString());
        if (!parsed || *parsed <= 0ns) {
            fail(text("--%1: \"%2\" is no time (write 250ms, 5s or 2m)")
                     .arg(option.names().constLast(), *given));
            return std::nullopt;
        }
        return *parsed;
    }

    template <typename Choice, std::size_t N>
    void choose(const QCommandLineOption& option,
        const std::array<std::pair<const char*, Choice>, N>& choices, Choice& chosen)
    {
        const std::optional<QString> given = value(option);
        if (!given) {
            return;
        }
        QStringList words;
        for (const auto& [word, choice] : choices) {
            if (*given == QLatin1String(word)) {
                chosen = choice;
                return;
            }
            words.append(QLatin1String(word));
        }
        fail(text("--%1: \"%2\" is none of %3")
                 .arg(option.names().constLast(), *given, words.join(QStringLiteral(", "))));
    }

private:
    const Parser& m_options;
    QString m_problem;
};

void readAttach(Reader& reader, const Parser& options, Options& out)
{
    out.attach = options.parser.values(options.attach);
    for (const QString& ring : std::as_const(out.attach)) {
        if (const auto why = whyNoRingName(ring)) {
            reader.fail(text("--attach: %1").arg(*why));
        }
        if (out.attach.count(ring) > 1) {
            reader.fail(text("--attach: \"%1\" given twice").arg(ring));
        }
    }
}

void readNumbers(Reader& reader, const Parser& options, Options& out)
{
    out.duration = reader.duration(options.duration);
    if (const auto window = reader.duration(options.window)) {
        out.window = *window;
        const double seconds = monitor::to_seconds(*window);
        if (seconds < kWindowMin || seconds > kWindowMax) {
            reader.fail(
                text("--window: %1 is outside 1s to 2h").arg(options.parser.value(options.window)));
        }
    }
    if (const auto given = reader.value(options.sampleRate)) {
        const std::string digits = given->toStdString();
        const char* const end = digits.data() + digits.size();
        const auto [stop, error]
            = std::from_chars(digits.data(), end, out.sampleRateHz, std::chars_format::fixed);
        const bool number = error == std::errc() && stop == end && std::isfinite(out.sampleRateHz);
        if (!number || out.sampleRateHz < kSampleRateMin || out.sampleRateHz > kSampleRateMax) {
            reader.fail(text("--sample-rate: \"%1\" is no rate from 1 to 1000").arg(*given));
        }
    }
}

Options readOptions(Reader& reader, const Parser& options)
{
    Options out;
    if (const auto file = reader.value(options.workspace)) {
        out.workspaceFiles.append(*file);
    }
    const QStringList files = options.parser.positionalArguments();
    for (const QString& file : files) {
        if (file.endsWith(QLatin1String(".json"))) {
            out.workspaceFiles.append(file);
        } else if (file.endsWith(QLatin1String(".ringrec"))) {
            out.recordings.append(file);
        } else {
            reader.fail(text("unexpected argument \"%1\"").arg(file));
        }
    }
    reader.checkGivenOnce();
    readAttach(reader, options, out);
    readNumbers(reader, options, out);
    out.demo = options.parser.isSet(options.demo);
    out.run = options.parser.isSet(options.run);
    out.runsFolder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/ringscope/runs");
    out.quit = options.parser.isSet(options.quit);
    out.recordFile = reader.value(options.record).value_or(QString());
    out.screenshotFile = reader.value(options.screenshot).value_or(QString());
    out.settingsFile = reader.value(options.settings).value_or(QString());
    reader.choose(options.scheme,
        std::array{std::pair{"light", std::optional(Scheme::Light)},
            std::pair{"dark", std::optional(Scheme::Dark)},
            std::pair{"system", std::optional(Scheme::System)}},
        out.scheme);
    reader.choose(options.logLevel,
        std::array{std::pair{"error", LogLevel::Error}, std::pair{"warning", LogLevel::Warning},
            std::pair{"info", LogLevel::Info}, std::pair{"debug", LogLevel::Debug}},
        out.logLevel);
    if (out.run && !options.parser.isSet(options.scenario)) {
        reader.fail(text("--run: needs a --scenario"));
    }
    if (out.run && out.demo) {
        reader.fail(text("--run: not together with --demo"));
    }
    const bool ends = out.demo || out.run || out.duration;
    if ((out.quit || !out.screenshotFile.isEmpty()) && !ends) {
        reader.fail(text("%1: needs --duration, --demo or --run, to know when")
                        .arg(out.quit ? QStringLiteral("--quit") : QStringLiteral("--screenshot")));
    }
    return out;
}

EarlyEnd usageError(const Parser& options, const QString& problem)
{
    return {kUsageExit, {},
        QStringLiteral("ringscope: %1\n%2").arg(problem, options.parser.helpText())};
}

/// As ringctl says it.
EarlyEnd noScenario(const monitor::run::NoScenario& no)
{
    const bool named = no.why == monitor::run::NoScenario::Why::Wrong;  // each line has the file
    QString said;
    for (const std::string& line : no.lines) {
        said += (named ? QString() : QStringLiteral("ringscope: ")) + QString::fromStdString(line)
            + QLatin1Char('\n');
    }
    return {no.exit_code(), {}, said};
}

/// What is given by itself counts more than what is in a workspace.
/// @returns how it ends when one of them is none.
std::optional<EarlyEnd> readWorkspaces(const Parser& options, Options& out)
{
    for (const QString& file : std::as_const(out.workspaceFiles)) {
        auto read = readWorkspace(file);
        if (const auto* problems = std::get_if<WorkspaceProblems>(&read)) {
            QString said;
            for (const QString& problem : *problems) {
                said += QStringLiteral("ringscope: %1\n").arg(problem);
            }
            return EarlyEnd{QFile::exists(file) ? kUsageExit : kNoFileExit, {}, said};
        }
        auto& workspace = std::get<Workspace>(read);
        if (options.parser.isSet(options.window)) {
            workspace.windowSeconds.reset();
        }
        if (options.parser.isSet(options.scheme)) {
            workspace.scheme.reset();
        }
        out.workspaces.push_back(std::move(workspace));
    }
    return std::nullopt;
}

}  // namespace

std::variant<Options, EarlyEnd> parseCommandLine(const QStringList& arguments)
{
    Parser options;
    if (!options.parser.parse(arguments)) {
        return usageError(options, options.parser.errorText());
    }
    if (options.parser.isSet(options.help)) {
        return EarlyEnd{0, options.parser.helpText(), {}};
    }
    if (options.parser.isSet(options.version)) {
        return EarlyEnd{
            0, QStringLiteral("ringscope %1\n").arg(QCoreApplication::applicationVersion()), {}};
    }
    Reader reader(options);
    Options read = readOptions(reader, options);
    const std::optional<QString> named = reader.value(options.scenario);
    if (!reader.problem().isEmpty()) {
        return usageError(options, reader.problem());
    }
    if (named) {
        auto found = monitor::run::find_scenario(named->toStdString());
        if (!found) {
            return noScenario(found.error());
        }
        read.scenario = std::move(*found);
    }
    if (auto refused = readWorkspaces(options, read)) {
        return *std::move(refused);
    }
    return read;
}

}  // namespace gui
