#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Every command of README and documents is one: its program is built and has each of its options, and what is quick
and in a block of its own is run, in an empty folder. And the other way round: the synopsis of docs/programs.md has
every option of every command, and CONTRIBUTING.md every command of ./dev.
Usage: check_commands.py REPOSITORY BUILD"""
import json
import os
import pathlib
import re
import select
import shlex
import signal
import subprocess
import sys
import tempfile

OPTION = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")
OURS = ("ringctl", "ringworker", "ringscope")
GOES_ON = {("ringworker", "produce"), ("ringworker", "consume"), ("ringctl", "watch"), ("ringctl", "export")}
PLACES = ("bin", "bin/fuzz", "tests/torture", "tests/monitor", "tests/gui")  # of programs, in the folder of a build
FOREIGN_OPTIONS = {"--preset", "--install", "--component", "--build", "--target"}  # of CMake and CTest
SECONDS = 20  # that a command may take to end

root, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8", PATH=f"{build}/bin:{os.environ['PATH']}")
wrongs = []
helps = {}


def wrong(where, what):
    wrongs.append(f"{where}: {what}")


def program(name):
    for place in PLACES:
        path = build / place / name
        if path.is_file():
            return path
    return None


def help_of(*words):
    """What `words --help` says."""
    if words not in helps:
        path = program(words[0])
        done = subprocess.run([path, *words[1:], "--help"], capture_output=True, text=True, env=environment, timeout=60)
        helps[words] = done.stdout + done.stderr
    return helps[words]


def options_of(*words):
    return set(OPTION.findall(help_of(*words)))


def subcommands_of(name):
    section = help_of(name).partition("Subcommands:\n")[2].partition("\n\n")[0]
    return re.findall(r"^  ([a-z]+)", section, re.MULTILINE)


def dev_usage():
    """The commands of ./dev, each with the words that may follow it."""
    text = subprocess.run([root / "dev", "help"], capture_output=True, text=True, check=True).stdout
    usage = {}
    for line in re.findall(r"^\./dev (.*)$", text, re.MULTILINE):
        words = re.split(r"  +", line)[0].split()
        usage[words[0]] = set(re.findall(r"[a-z]+", " ".join(words[1:])))
    usage["scenarios"] |= set(re.findall(r"^scenarios_(\w+)\(\)", (root / "dev.d/scenarios.sh").read_text(), re.MULTILINE))
    return usage


PRESETS = {each["name"] for each in json.loads((root / "CMakePresets.json").read_text())["configurePresets"]}
DEV = dev_usage()


def documents():
    return [root / "README.md", root / "CONTRIBUTING.md", root / "ringlib/README.md", root / "ringlib/model/README.md",
            *sorted((root / "docs").rglob("*.md")), *sorted((root / "tests").rglob("*.md"))]


def parts(text):
    """(line, fenced, words): each line of each block, and each span of code."""
    fenced = False
    prose = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
            prose.append("")
        elif fenced:
            yield number, True, line
            prose.append("")
        else:
            prose.append(line)
    rest = "\n".join(prose)
    for span in re.finditer(r"`([^`]+)`", rest):
        yield rest.count("\n", 0, span.start()) + 1, False, " ".join(span[1].split())


COMMAND = re.compile(r"^(?:\s*(?:- |run: )*(?:[A-Z_]+=\S+ |ssh \w+ )*)"
                     r"((?:\./dev|(?:build/\w+/[\w/]*|\./)?(?:" + "|".join(OURS) + r")|build/\w+/[\w/]+|"
                     r"ringlib/model/check\.sh|cmake|ring_\w+|\w+_bench)(?: .*)?)$")


def commands():
    """(place, runnable, words) of everything that is a command."""
    for document in documents():
        name = document.relative_to(root)
        for number, fenced, text in parts(document.read_text()):
            found = COMMAND.match(text)
            if not found or "…" in text and not fenced:
                continue
            line = re.split(r"  +|  *#|  *\|  *| > ", found[1])[0].strip() if fenced else found[1]
            yield f"{name}:{number}", fenced, line


def check_dev(where, words):
    if not words:
        return
    command, *rest = words
    if command not in DEV:
        wrong(where, f"./dev has no command {command}")
    for word in rest:
        if not (word.isdigit() or word in PRESETS or word in DEV.get(command, ())):
            wrong(where, f"./dev {command} does not take {word}")


def check_options(where, known, line):
    for option in OPTION.findall(re.sub(r"=\S*", "", line)):
        if option not in known:
            wrong(where, f"there is no {option} (in: {line})")


def check(where, line):
    """@returns what is to be run of it, if it is one of ours: the program, its command, all words."""
    head, _, rest = line.partition(" ")
    name = head.rpartition("/")[2]
    if head == "./dev":
        check_dev(where, rest.split())
    elif head == "cmake":
        for preset in re.findall(r"--preset (\w+)", rest):
            if preset not in PRESETS:
                wrong(where, f"there is no preset {preset}")
    elif name == "check.sh":
        if rest not in ("", "full", "quick"):
            wrong(where, f"check.sh does not take {rest}")
    elif (root / line).exists() or re.match(r"build/\w+(/\w+)*$", line) and not program(name):
        return None  # a folder or a file, no command
    elif program(name) is None:
        wrong(where, f"no program {head} is built (in: {line})")
    elif name in OURS:
        words = rest.split()
        command = words[0] if name != "ringscope" and words and words[0].isalpha() else None
        if command and command not in subcommands_of(name):
            wrong(where, f"{name} has no command {command}")
            return None
        known = options_of(name, command) if command else options_of(name)
        check_options(where, known, rest)
        return name, command, shlex.split(rest)
    elif "--benchmark" not in rest:
        check_options(where, options_of(name), rest)
    return None


def is_synopsis(words):
    return any(re.search(r"[\[\]()|…]|^[A-Z]{2,}$", word) for word in words)


class Block:
    """The commands of one document, run one after the other. Rings have names of this test."""

    def __init__(self, folder):
        self.folder = folder
        self.running = []
        self.rings = set()

    def own(self, word):
        """Names of rings that the documents use, and the port, as this test may use them."""
        if word in ("orders", "quotes"):
            return f"ringtest-{os.getpid()}-{word}"
        return re.sub(r":9464$", ":0", word)

    def provide(self, command, words):
        """A ring that the document takes for granted."""
        for ring in words:
            if ring.startswith("ringtest-") and ring not in self.rings:
                self.rings.add(ring)
                if command != "produce":
                    self.start(None, "ringworker", "produce", "--ring", ring, "--capacity", "64", "--event-size", "32",
                               "--rate", "10")

    def start(self, where, *words):
        process = subprocess.Popen([program(words[0]), *words[1:]], cwd=self.folder, env=environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.running.append((where, process, " ".join(words)))
        select.select([process.stdout], [], [], SECONDS)  # its first word: it is there

    def shortened(self, name, command, words):
        """Nothing takes long: the window ends by itself, a scenario is only read."""
        words = [self.own(word) for word in words]
        if (name, command) == ("ringctl", "run") and "--dry-run" not in words:
            words.append("--dry-run")
        if name == "ringscope":
            words = [word for word in words if word not in ("--run", "--quit")]
            if "--duration" in words:
                at = words.index("--duration")
                del words[at:at + 2]
            words += ["--duration", "1s", "--quit"]
        return words

    def run(self, where, name, command, words):
        words = self.shortened(name, command, words)
        line = f"{name} {' '.join(words)}"
        self.provide(command, words)
        if (name, command) in GOES_ON:
            self.start(where, name, *words)
            return
        process = subprocess.Popen([program(name), *words], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            said, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
        cut_short = 2 if "--demo" in words else 0
        if process.returncode != cut_short:
            wrong(where, f"{line}: exit code {process.returncode}\n{said.decode(errors='replace')}")

    def end(self):
        for where, process, line in reversed(self.running):
            process.send_signal(signal.SIGTERM)
            try:
                process.communicate(timeout=SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
            if process.returncode != 0 and where is not None:
                wrong(where, f"{line}: ended with {process.returncode}")
        for ring in self.rings:
            subprocess.run([program("ringctl"), "remove", ring], env=environment, capture_output=True, check=False)


def check_commands():
    count = ran = 0
    blocks = {}
    for where, fenced, line in commands():
        count += 1
        ours = check(where, line)
        if ours and fenced and not is_synopsis(ours[2]):
            blocks.setdefault(where.partition(":")[0], []).append((where, *ours))
    for lines in blocks.values():
        with tempfile.TemporaryDirectory() as folder:
            environment.update(XDG_DATA_HOME=f"{folder}/data", XDG_CONFIG_HOME=f"{folder}/config")
            block = Block(folder)
            try:
                for each in lines:
                    block.run(*each)
                    ran += 1
            finally:
                block.end()
    print(f"{count} commands, {ran} of them run")
    if count < 60 or ran < 8:
        wrong("check_commands.py", "it finds too little to be right")


def check_programs_page():
    """The synopsis has what the programs have, command by command."""
    page = (root / "docs/programs.md").read_text()
    lines = "\n".join(text for _, fenced, text in parts(page) if fenced)
    synopsis = {}
    for entry in re.split(r"\n(?=\S)", lines):
        words = entry.split()
        if words[0] in OURS:
            synopsis[tuple(words[:1] if words[0] == "ringscope" else words[:2])] = set(OPTION.findall(entry))
    wanted = [("ringscope",)] + [(name, command) for name in ("ringctl", "ringworker") for command in
                                 subcommands_of(name)]
    for key in wanted:
        known = {option for option in options_of(*key) if option.startswith("--")} - {"--help", "--version"}
        written = synopsis.get(key, set())
        for option in sorted(known - written):
            wrong("docs/programs.md", f"{' '.join(key)} lacks {option}")
        for option in sorted(written - options_of(*key)):
            wrong("docs/programs.md", f"{' '.join(key)} has no {option}")


def check_lone_options():
    """An option that is named by itself belongs to somebody."""
    known = set(FOREIGN_OPTIONS)
    for name in ("ringctl", "ringworker"):
        for command in subcommands_of(name):
            known |= options_of(name, command)
    for name in ("ringscope", "torture", "simulation", "ring_compare", "ring_table"):
        known |= options_of(name)
    for document in documents():
        for number, fenced, text in parts(document.read_text()):
            if not fenced and re.match(r"--[a-z]", text) and OPTION.match(text)[0] not in known:
                wrong(f"{document.relative_to(root)}:{number}", f"there is no {text}")


def check_quick_start():
    """What both READMEs begin with is what runs as a test."""
    def squeezed(text):
        return re.sub(r"\s", "", text)
    starts = [re.search(r"```cpp\n(.*?)```", path.read_text(), re.DOTALL)[1]
              for path in (root / "README.md", root / "ringlib/README.md")]
    if starts[0] != starts[1]:
        wrong("README.md", "its quick start is not that of ringlib/README.md")
    for name in ("producer", "consumer"):
        example = squeezed((root / f"ringlib/examples/quick_start_{name}.cpp").read_text())
        statement = re.search(rf"auto {name} = .*?;", starts[0], re.DOTALL)[0]
        if squeezed(statement) not in example:
            wrong("README.md", f"its {name} is not that of ringlib/examples/quick_start_{name}.cpp")


def check_dev_table():
    page = (root / "CONTRIBUTING.md").read_text()
    for command in DEV:
        if f"./dev {command}" not in page:
            wrong("CONTRIBUTING.md", f"./dev {command} is not in it")


def check_variables():
    """What can be set in the environment is read somewhere."""
    sources = "".join(path.read_text(errors="replace") for folder in ("app", "tests", "ringlib")
                      for path in (root / folder).rglob("*") if path.suffix in (".h", ".cpp", ".sh"))
    for document in documents():
        for name in re.findall(r"\b(?:RINGTEST|RINGSCOPE)_[A-Z]+\b(?!\w)", document.read_text()):
            if name not in sources and name not in (root / "CMakeLists.txt").read_text():
                wrong(document.relative_to(root), f"nobody reads {name}")


check_commands()
check_programs_page()
check_lone_options()
check_quick_start()
check_dev_table()
check_variables()
print("\n".join(f"error: {each}" for each in wrongs))
sys.exit(1 if wrongs else 0)
