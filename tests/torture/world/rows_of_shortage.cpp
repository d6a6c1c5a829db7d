// SPDX-License-Identifier: MIT OR Apache-2.0
// What the system does not give: space, descriptors, addresses. Each time the error is named,
// nothing is left behind, and afterwards it works.
#include "evidence.h"
#include "rows_of_world.h"
#include "torture/point_page.h"
#include "world.h"

#include <array>
#include <cerrno>

namespace torture {
namespace {

using ringlib::detail::Step;

/// What a peer said about its attempts.
struct Attempts {
    std::uint64_t count = 0;
    std::string said;
    std::string afterwards;
};

Attempts attempts(
    Words role, std::uint64_t count, const std::string& shortage, const Words& before = {})
{
    role.insert(role.begin(), "attempts");
    role.insert(role.end(), {std::to_string(count), shortage});
    auto peer = world_peer(role, before);
    std::string said = peer.read_line();
    const auto outcome = peer.wait();
    return {
        count, said, outcome.code == 0 ? outcome.output : "exit " + std::to_string(outcome.code)};
}

// Refused each time with that code, no descriptor lost, good afterwards.
void expect_refused(
    Evidence& evidence, const Attempts& attempts, const std::string& code, const std::string& why)
{
    evidence.tried(attempts.count);
    evidence.expect(says(attempts.said, code, static_cast<std::int64_t>(attempts.count))
            && says(attempts.said, "lost", 0),
        why + ": " + attempts.said + attempts.afterwards);
}
void expect_good_afterwards(Evidence& evidence, const Attempts& attempts, const std::string& why)
{
    evidence.expect(attempts.afterwards.find("afterwards good") != std::string::npos,
        why + ", afterwards: " + attempts.afterwards);
}

// In a tmpfs of its own over `directory`; says at the end what is left there.
Words in_a_tmpfs(const std::string& directory, const std::string& options)
{
    return {"unshare", "-Urm", "sh", "-c",
        "mount -t tmpfs -o " + options + " none " + directory
            + " && \"$@\"; code=$?; echo names $(ls -A " + directory + " | wc -l); exit $code",
        "sh"};
}

std::optional<std::string> why_no_tmpfs(const std::string& directory)
{
    Words probe{"/usr/bin/env"};
    const Words mount = in_a_tmpfs(directory, "size=1m");
    probe.insert(probe.end(), mount.begin(), mount.end());
    probe.emplace_back("/bin/true");
    return why_not(probe);
}

void fill_the_file_system(Evidence& evidence, const std::string& directory, std::uint64_t count)
{
    const std::string ring = directory + "/ring";
    const auto full
        = attempts({"create", ring, "65536"}, count, "none", in_a_tmpfs(directory, "size=1m"));
    expect_refused(evidence, full, "NoSpace", "a ring of 4 MiB in 1 MiB");
    evidence.expect(full.said.find(directory + " has ") != std::string::npos
            && says(full.afterwards, "names", 0),
        "a full file system: " + full.said + full.afterwards);
    // Room for the bytes, but for no file: the directory and the lock file are two.
    const auto fileless = attempts(
        {"create", ring, "64"}, count, "none", in_a_tmpfs(directory, "size=1m,nr_inodes=2"));
    expect_refused(evidence, fileless, "NoSpace", "a file system without a file left");
    evidence.expect(says(fileless.afterwards, "names", 0), "left: " + fileless.afterwards);
}

// Its pages were allocated at birth, so it needs no more.
void fill_it_later(Evidence& evidence, const std::string& directory, std::uint64_t events)
{
    const auto outcome = world_peer({"fill_up", directory + "/ring", "64", std::to_string(events)},
        in_a_tmpfs(directory, "size=1m"))
                             .wait();
    evidence.tried();
    evidence.expect(outcome.code == 0 && says(outcome.output, "bad", 0)
            && says(outcome.output, "seen", static_cast<std::int64_t>(events)),
        "a ring whose file system is full: " + outcome.output);
}

Outcome no_space(const Effort& effort)
{
    const TemporaryDirectory directory;
    if (const auto reason = why_no_tmpfs(directory.path().string())) {
        return Evidence::skipped("no file system can be mounted, " + *reason);
    }
    Evidence evidence;
    fill_the_file_system(evidence, directory.path().string(), effort.of(100));
    fill_it_later(evidence, directory.path().string(), effort.of(10'000));
    return evidence.outcome("an error each time, files left 0, signals 0");
}

Outcome file_size_limit(const Effort& effort)
{
    Evidence evidence;
    const auto count = effort.of(100);
    const TemporaryRing ring;
    const auto refused = attempts({"create", ring.name(), "65536"}, count, "size:4096");
    expect_refused(evidence, refused, "TooLarge", "a ring longer than files may be");
    expect_good_afterwards(evidence, refused, "a limit that is raised");
    evidence.expect(names_in("/dev/shm", ring.name()).empty(), "files are left");
    return evidence.outcome("an error each time, files left 0, signals 0");
}

/// One call that fails, and what the library makes of it.
struct Failing {
    Step step;
    int error;
    const char* code;
    bool recovers;  ///< when it fails only once: another way is tried
};

constexpr std::array kFailing = {
    Failing{Step::CreateFileMade, ENOSPC, "NoSpace", false},
    Failing{Step::CreateFileMade, EDQUOT, "NoSpace", false},
    Failing{Step::CreateFileMade, EFBIG, "TooLarge", true},
    Failing{Step::CreateFileMade, ENOMEM, "NoMemory", true},
    Failing{Step::CreateFileMade, EIO, "Os", true},
    Failing{Step::CreateBeforeName, EEXIST, "AlreadyExists", false},
    Failing{Step::CreateBeforeName, ENOSPC, "NoSpace", false},
    Failing{Step::CreateBeforeName, EACCES, "PermissionDenied", true},
    Failing{Step::CreateBeforeName, EMFILE, "TooManyOpenFiles", true},
    Failing{Step::MapBefore, ENOMEM, "NoMemory", true},
    Failing{Step::MapBefore, EAGAIN, "Os", true},
};

std::string text_of(const Failing& failing, const std::string& what)
{
    return what + " at "
        + std::string(ringlib::detail::kStepNames[static_cast<std::size_t>(failing.step)])
        + " with errno " + std::to_string(failing.error);
}

void fail_always(Evidence& evidence, const Failing& failing, std::uint64_t count)
{
    for (const std::string what : {"create", "recreate"}) {
        PointPage page;
        page.always(failing.step, Act::Fail, static_cast<std::uint32_t>(failing.error));
        const TemporaryRing ring;
        const auto refused = attempts({what, ring.name(), "64"}, count, "none", page.prefix());
        expect_refused(evidence, refused, failing.code, text_of(failing, what));
        evidence.expect(
            names_in("/dev/shm", ring.name()).empty(), text_of(failing, what) + " leaves files");
    }
}

// The second way to a file that has a name only when it is whole.
void fail_once(Evidence& evidence, const Failing& failing)
{
    PointPage page;
    page.once(failing.step, Act::Fail, static_cast<std::uint32_t>(failing.error));
    const TemporaryRing ring;
    const auto once = attempts({"create", ring.name(), "64"}, 1, "none", page.prefix());
    evidence.tried();
    evidence.expect(says(once.said, failing.recovers ? "good" : failing.code, 1)
            && page.at(failing.step).acted == 1,
        "once " + text_of(failing, "create") + ": " + once.said);
    expect_good_afterwards(evidence, once, "once " + text_of(failing, "create"));
    evidence.expect(
        names_in("/dev/shm", ring.name()).empty(), text_of(failing, "create") + " leaves files");
}

// Who joins, or takes over, maps too; the ring and those who are in it notice nothing.
void fail_to_map(Evidence& evidence, std::uint64_t count)
{
    const TemporaryRing ring;
    auto producer = ring_peer({"produce", ring.name(), "64", "0", "1", "yield", "0"});
    producer.read_line();
    const auto names = names_in("/dev/shm", ring.name());
    PointPage page;
    page.always(Step::MapBefore, Act::Fail, ENOMEM);
    const auto joining = attempts({"attach", ring.name(), "64"}, count, "none", page.prefix());
    expect_refused(evidence, joining, "NoMemory", "to map a ring that is there");
    evidence.expect(goes_on(ring.name(), 1000), "one that could not join holds the ring up");
    kill_and_wait(producer);
    const auto taking = attempts({"create", ring.name(), "64"}, count, "none", page.prefix());
    expect_refused(evidence, taking, "NoMemory", "to map a ring that is taken over");
    evidence.expect(names_in("/dev/shm", ring.name()) == names, "files are left, or are gone");
    const auto successor = attempts({"create", ring.name(), "64"}, 1, "none");
    evidence.expect(says(successor.said, "good", 1), "no take-over afterwards: " + successor.said);
}

Outcome failing_calls(const Effort& effort)
{
    Evidence evidence;
    for (const Failing& failing : kFailing) {
        fail_always(evidence, failing, effort.of(20));
        fail_once(evidence, failing);
    }
    fail_to_map(evidence, effort.of(20));
    return evidence.outcome("each call that fails is named, files and descriptors left 0");
}

// With each number of descriptors that are left: refused or good, as many of both as fit.
void few_descriptors(
    Evidence& evidence, const std::string& what, const std::string& ring, std::uint64_t count)
{
    constexpr int kEnough = 8;
    std::int64_t good_with_enough = 0;
    for (int left = 0; left <= kEnough; ++left) {
        const auto said = attempts({what, ring, "64"}, count, "files:" + std::to_string(left));
        const auto good = number_after(said.said, "good").value_or(0);
        const auto refused = number_after(said.said, "TooManyOpenFiles").value_or(0);
        evidence.tried(count);
        evidence.expect(good + refused == static_cast<std::int64_t>(count)
                && (good == 0 || refused == 0) && says(said.said, "lost", 0),
            what + " with " + std::to_string(left) + " descriptors left: " + said.said);
        evidence.expect(left != 0 || good == 0, what + " without a descriptor: " + said.said);
        expect_good_afterwards(evidence, said, what + " with more descriptors");
        good_with_enough = good;
    }
    evidence.expect(good_with_enough == static_cast<std::int64_t>(count),
        what + " with 8 descriptors left is refused");
}

Outcome no_descriptors(const Effort& effort)
{
    Evidence evidence;
    const TemporaryRing ring;
    auto producer = ring_peer({"produce", ring.name(), "64", "0", "1", "yield", "0"});
    producer.read_line();
    few_descriptors(evidence, "attach", ring.name(), effort.of(125));
    evidence.expect(goes_on(ring.name(), 1000), "the ring does not go on");
    const TemporaryRing other;
    few_descriptors(evidence, "create", other.name(), effort.of(50));
    evidence.expect(names_in("/dev/shm", other.name()).empty(), "files are left");
    return evidence.outcome("TooManyOpenFiles each time, descriptors lost 0");
}

Outcome no_addresses(const Effort& effort)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    static_cast<void>(effort);
    return Evidence::skipped("sanitizers take more addresses than there may be");
#else
    constexpr const char* kCapacity = "262144";  // 16 MiB
    Evidence evidence;
    const TemporaryRing ring;
    auto producer = ring_peer({"produce", ring.name(), kCapacity, "0", "1", "block", "0"});
    producer.read_line();
    const TemporaryRing other;
    const auto count = effort.of(10);
    for (const char* const space :
        {"space:131072", "space:1048576", "space:8388608", "space:15728640"}) {
        for (const std::string what : {"attach", "create"}) {
            const std::string& name = what == "attach" ? ring.name() : other.name();
            const auto refused = attempts({what, name, kCapacity}, count, space);
            expect_refused(evidence, refused, "NoMemory", what + " with " + space);
            evidence.expect(refused.said.find("mapping 16") != std::string::npos,
                "the bytes are not named: " + refused.said);
            expect_good_afterwards(evidence, refused, what + " with more addresses");
        }
    }
    evidence.expect(names_in("/dev/shm", other.name()).empty(), "files are left");
    return evidence.outcome("NoMemory with the bytes each time, crashes 0");
#endif
}

// As in a container, whose shared memory has 64 MiB.
Outcome small_shared_memory(const Effort& effort)
{
    if (const auto reason = why_no_tmpfs("/dev/shm")) {
        return Evidence::skipped("no file system can be mounted, " + *reason);
    }
    Evidence evidence;
    const TemporaryRing ring;
    const auto count = effort.of(10);
    const auto refused = attempts(
        {"create", ring.name(), "1048576"}, count, "none", in_a_tmpfs("/dev/shm", "size=64m"));
    expect_refused(evidence, refused, "NoSpace", "a ring of more than 64 MiB");
    const std::string message = refused.said.substr(refused.said.find("message"));
    evidence.expect(message.find("needs 67") != std::string::npos
            && message.find("/dev/shm has 67108864 free") != std::string::npos
            && says(refused.afterwards, "names", 0),
        refused.said + refused.afterwards);
    return evidence.outcome(message.substr(message.find("needs")));
}

}  // namespace

std::vector<Row> rows_of_shortage()
{
    return {
        {"F30", "ARingThatDoesNotFitIsRefusedAndOneThatDidStays", "attempts", 1, no_space},
        {"F30", "ARingLongerThanFilesMayBeIsRefused", "attempts", 1, file_size_limit},
        {"F30", "ACallThatFailsIsNamedAndNothingIsLeft", "attempts", 1, failing_calls},
        {"F32", "WithoutADescriptorItIsRefusedAndNoneIsLost", "attempts", 1, no_descriptors},
        {"F33", "WithoutAddressesItIsRefused", "attempts", 1, no_addresses},
        {"F42", "OfASmallSharedMemoryTheMessageNamesPlaceNeededAndFree", "attempts", 1,
            small_shared_memory},
    };
}

}  // namespace torture
