// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rig/faults/ring_files.h"

#include "rig/leftovers.h"
#include "rig/owned_names.h"
#include "rig/worker_arguments.h"

#include <ringlib/layout.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace rig {
namespace {

namespace fs = std::filesystem;

constexpr off_t kHeaderPage = 4096;  // whoever looks still finds how long it should be

std::string system_text()
{
    return std::generic_category().message(errno);
}

std::uintmax_t size_of(const fs::path& file)
{
    std::error_code failed;
    const std::uintmax_t size = fs::file_size(file, failed);
    return failed ? 0 : size;
}

bool is_there(const fs::path& file)
{
    std::error_code failed;
    return fs::exists(file, failed);
}

}  // namespace

ringlib::Expected<void> Unlink::inject(Stage& stage)
{
    m_published = stage.ring.seen().published;
    const fs::path file = file_of(stage.crew.ring());
    return ::unlink(file.c_str()) == 0
        ? ringlib::Expected<void>()
        : trouble(file.string() + " cannot be removed: " + system_text());
}

Proof Unlink::prove(Stage& stage)
{
    const auto file = stage.ring.file();
    const std::int64_t published = stage.ring.seen().published;
    if (!file || file->st_nlink != 0 || published <= m_published) {
        return not_yet();
    }
    return "the file has 0 names, and the producer goes on at " + std::to_string(published);
}

ringlib::Expected<void> Unlink::heal(Stage&)
{
    m_recreation.begin();
    return {};
}

Proof Unlink::prove_heal(Stage& stage)
{
    return m_recreation.seen(stage);
}

ringlib::Expected<void> Truncate::inject(Stage& stage)
{
    const fs::path file = file_of(stage.crew.ring());
    m_size_before = size_of(file);
    return ::truncate(file.c_str(), kHeaderPage) == 0
        ? ringlib::Expected<void>()
        : trouble(file.string() + " cannot be cut short: " + system_text());
}

Proof Truncate::prove(Stage& stage)
{
    const std::uintmax_t size = size_of(file_of(stage.crew.ring()));
    return size == static_cast<std::uintmax_t>(kHeaderPage) ? Proof("the file has "
               + std::to_string(size) + " of " + std::to_string(m_size_before) + " bytes")
                                                            : not_yet();
}

ringlib::Expected<void> Truncate::heal(Stage&)
{
    m_recreation.begin();
    return {};
}

Proof Truncate::prove_heal(Stage& stage)
{
    return m_recreation.seen(stage);
}

ringlib::Expected<void> CorruptHeader::inject(Stage& stage)
{
    m_copy = stage.directory / "damaged-copy";
    std::error_code failed;
    fs::copy_file(file_of(stage.crew.ring()), m_copy, fs::copy_options::overwrite_existing, failed);
    if (failed) {
        return trouble(m_copy.string() + " cannot be written: " + failed.message());
    }
    std::fstream copy(m_copy, std::ios::binary | std::ios::in | std::ios::out);
    constexpr auto kPlace
        = static_cast<std::streamoff>(offsetof(ringlib::layout::RingHeader, instance));
    char byte = 0;
    copy.seekg(kPlace).get(byte);
    byte = static_cast<char>(~byte);
    copy.seekp(kPlace).put(byte);
    return copy.flush() ? ringlib::Expected<void>()
                        : trouble(m_copy.string() + " cannot be written to");
}

Proof CorruptHeader::prove(Stage&)
{
    const auto opened = ringlib::RingObserver::attach(m_copy.string());
    if (opened) {
        return trouble("the damaged copy was taken for a ring");
    }
    return opened.error().code == ringlib::Errc::Corrupt
        ? Proof("the damaged copy is refused: " + opened.error().message())
        : Proof(trouble("the damaged copy is refused otherwise: " + opened.error().message()));
}

ringlib::Expected<void> CorruptHeader::heal(Stage&)
{
    std::error_code ignored;
    fs::remove(m_copy, ignored);
    return {};
}

Proof CorruptHeader::prove_heal(Stage&)
{
    return is_there(m_copy) ? not_yet() : Proof("the damaged copy is gone");
}

// The limit is set by a shell that then becomes the worker: set here it would be everybody's.
ringlib::Expected<void> NoSpace::inject(Stage& stage)
{
    Crew& crew = stage.crew;
    const bool is_shm = crew.ring().backend == ringlib::Backend::Shm;
    m_ring = {.backend = crew.ring().backend,
        .name = is_shm ? next_rig_name() : (stage.directory / "no-space").string()};
    std::vector<std::string> words{"-c", R"(ulimit -f 8 && exec "$0" "$@")", crew.program()};
    const auto arguments = producer_arguments(crew.topology(), m_ring, ringlib::OnExisting::Refuse);
    words.insert(words.end(), arguments.begin(), arguments.end());
    return crew.start_beside("producer/no-space", words, "/bin/sh").map([this](RigWorker* worker) {
        m_limited = worker;
    });
}

Proof NoSpace::prove(Stage&)
{
    if (m_limited->is_ready()) {
        return trouble("a ring was made where there is no room for it");
    }
    if (!m_limited->has_ended()) {
        return not_yet();
    }
    const auto& refusal = m_limited->refusal();
    const bool says_so = refusal && (refusal->error == "TooLarge" || refusal->error == "NoSpace");
    if (!says_so || is_there(file_of(m_ring))) {
        return trouble(
            "a ring without room: " + m_limited->exit()->text() + ": " + m_limited->last_error());
    }
    return refusal->error + ": " + refusal->message + "; no file is left";
}

ringlib::Expected<void> NoSpace::heal(Stage& stage)
{
    m_limited->process().signal(SIGKILL);
    Topology topology = stage.crew.topology();
    topology.producer.liveness.reset();  // nobody will join it
    topology.producer.coordination = ringlib::CoordinationMode::immediate();
    return stage.crew
        .start_beside(
            "producer/no-space", producer_arguments(topology, m_ring, ringlib::OnExisting::Refuse))
        .map([this](RigWorker* worker) { m_free = worker; });
}

Proof NoSpace::prove_heal(Stage&)
{
    if (m_free->is_ready() && !m_free->has_ended()) {
        m_free->process().signal(SIGTERM);
        return not_yet();
    }
    if (!m_free->has_ended()) {
        return not_yet();
    }
    remove_ring_of_rig(m_ring);  // one in a file outlives its producer
    return m_free->is_ready() ? Proof("with room for it the ring is made")
                              : Proof(trouble("the ring is not made: " + m_free->last_error()));
}

}  // namespace rig
