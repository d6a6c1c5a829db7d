// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/output.h"

#include "monitor/ring_json.h"
#include "monitor/ring_text.h"

#include <nlohmann/json.hpp>
#include <ringlib/printable.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace ringctl {
namespace {

struct Answer {
    Exit exit;
    const char* advice;
};

Answer answer_to(ringlib::Errc code)
{
    using ringlib::Errc;
    switch (code) {
    case Errc::InvalidName:
        return {Exit::Usage, "give a shm name, or a path with a '/' in it"};
    case Errc::NotFound:
        return {Exit::NoRing, "'ringctl list' shows what is there"};
    case Errc::NotReady:
        return {Exit::NotUsable, "it is being made; try again"};
    case Errc::NotOwner:
        return {Exit::NotUsable, "--allow-owner UID reads the rings of another user"};
    case Errc::PermissionDenied:
        return {Exit::NotUsable, "ask its owner for read permission"};
    case Errc::NotARing:
        return {Exit::NotUsable, "another program's file has this name"};
    case Errc::VersionMismatch:
        return {Exit::NotUsable, "use the ringctl of its producer's version"};
    case Errc::Corrupt:
    case Errc::Truncated:
        return {Exit::NotUsable, "let its producer make it again"};
    case Errc::Replaced:
        return {Exit::NotUsable, "try again"};
    case Errc::ProducerAlive:
    case Errc::ConsumerIdInUse:
        return {Exit::NotUsable, "'ringctl stat' shows who uses it"};
    case Errc::Timeout:
        return {
            Exit::NotUsable, "what it lies on hangs: a network, or a program that serves files"};
    case Errc::StaleBoot:
        return {Exit::NotUsable, "it is left over from before the last boot"};
    default:
        return {Exit::Internal, "the system refused; try again"};
    }
}

}  // namespace

Exit write_out(std::string_view text)
{
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (written && std::fflush(stdout) == 0) {
        return Exit::Done;
    }
    return reader_left(errno) ? Exit::Done : complain_about_stdout(errno);
}

bool reader_left(int error)
{
    return error == EPIPE;
}

Exit complain_about_stdout(int error)
{
    complain("cannot write to stdout: " + std::generic_category().message(error)
        + " (make room, or write elsewhere)");
    return Exit::Internal;
}

void complain(std::string_view what)
{
    std::fprintf(stderr, "ringctl: %s\n", ringlib::printable(what).c_str());
}

Exit complain_about(const ringlib::Error& error, const std::string& hint)
{
    const Answer answer = answer_to(error.code);
    complain(error.message() + " (" + hint + answer.advice + ")");
    return answer.exit;
}

std::string machine_text(
    Format format, const monitor::RingReading& reading, const monitor::RingDetails& details)
{
    if (format == Format::Csv) {
        return monitor::ring_csv(reading);
    }
    return json_line(format, monitor::ring_json(reading, details));
}

std::string json_line(Format format, const nlohmann::ordered_json& json)
{
    constexpr int kIndent = 2;
    return monitor::json_text(json, format == Format::Json ? kIndent : -1) + '\n';
}

}  // namespace ringctl
