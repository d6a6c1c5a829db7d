// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "measure/work.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace ringbench {

/// Bytes through the kernel, one stream for each consumer. Both ends block, as programs let them.
class ByteStream {
public:
    explicit ByteStream(int descriptor)
        : m_descriptor(descriptor)
    {
        if (descriptor < 0) {
            std::abort();
        }
    }
    ByteStream(const ByteStream&) = delete;
    ByteStream& operator=(const ByteStream&) = delete;
    ByteStream(ByteStream&& other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {
    }
    ByteStream& operator=(ByteStream&&) = delete;
    ~ByteStream()
    {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
    }

    void write_all(const void* data, std::size_t size) const
    {
        const auto* at = static_cast<const std::byte*>(data);
        while (size != 0) {
            const ssize_t written = ::write(m_descriptor, at, size);
            if (written < 0 && errno != EINTR) {
                std::abort();
            }
            at += std::max<ssize_t>(written, 0);
            size -= static_cast<std::size_t>(std::max<ssize_t>(written, 0));
        }
    }
    /// What is there, at least `least`, at most `most`. 0 at the end.
    [[nodiscard]] std::size_t read_some(void* data, std::size_t least, std::size_t most) const
    {
        std::size_t got = 0;
        while (got < least || got % least != 0) {
            const ssize_t more
                = ::read(m_descriptor, static_cast<std::byte*>(data) + got, most - got);
            if (more == 0) {
                return 0;
            }
            got += static_cast<std::size_t>(std::max<ssize_t>(more, 0));
        }
        return got;
    }

private:
    int m_descriptor;
};

/// What both peers do with their streams.
template <std::size_t Bytes>
class StreamProducer {
public:
    StreamProducer(const Setup& setup, std::vector<ByteStream> streams)
        : m_batch(setup.batch)
        , m_streams(std::move(streams))
    {
    }
    bool try_send(std::uint64_t first, std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) {
            m_batch[i].fill(first + i);
        }
        for (const ByteStream& stream : m_streams) {
            stream.write_all(m_batch.data(), count * Bytes);
        }
        return true;
    }

private:
    std::vector<WorkEvent<Bytes>> m_batch;
    std::vector<ByteStream> m_streams;
};

template <std::size_t Bytes>
class StreamConsumer {
public:
    StreamConsumer(const Setup& setup, ByteStream stream)
        : m_batch(setup.batch)
        , m_stream(std::move(stream))
    {
    }
    template <typename Take>
    std::size_t poll(Take&& take, std::size_t most)
    {
        const std::size_t room = std::min(most, m_batch.size()) * Bytes;
        const std::size_t count = m_stream.read_some(m_batch.data(), Bytes, room) / Bytes;
        for (std::size_t i = 0; i < count; ++i) {
            take(m_batch[i]);
        }
        return count;
    }

private:
    std::vector<WorkEvent<Bytes>> m_batch;
    ByteStream m_stream;
};

[[nodiscard]] inline std::string stream_path(const Setup& setup, std::size_t consumer)
{
    return "/tmp/" + setup.name + "-s" + std::to_string(consumer);
}

inline void remove_streams(const Setup& setup)
{
    for (std::size_t i = 0; i < setup.consumers; ++i) {
        ::unlink(stream_path(setup, i).c_str());
    }
}

/// A named pipe.
struct PipePeer {
    static constexpr const char* kName = "pipe";

    template <std::size_t>
    static void prepare(const Setup& setup)
    {
        for (std::size_t i = 0; i < setup.consumers; ++i) {
            if (::mkfifo(stream_path(setup, i).c_str(), 0600) != 0) {
                std::abort();
            }
        }
    }
    static void remove(const Setup& setup) { remove_streams(setup); }

    template <std::size_t Bytes>
    class Producer : public StreamProducer<Bytes> {
    public:
        explicit Producer(const Setup& setup)
            : StreamProducer<Bytes>(setup, open_all(setup))
        {
        }

    private:
        static std::vector<ByteStream> open_all(const Setup& setup)
        {
            std::vector<ByteStream> streams;
            for (std::size_t i = 0; i < setup.consumers; ++i) {
                const int fd = ::open(stream_path(setup, i).c_str(), O_WRONLY | O_CLOEXEC);
                ::fcntl(fd, F_SETPIPE_SZ, static_cast<int>(setup.capacity * Bytes));  // or less
                streams.emplace_back(fd);
            }
            return streams;
        }
    };
    template <std::size_t Bytes>
    class Consumer : public StreamConsumer<Bytes> {
    public:
        Consumer(const Setup& setup, std::size_t index)
            : StreamConsumer<Bytes>(
                setup, ByteStream(::open(stream_path(setup, index).c_str(), O_RDONLY | O_CLOEXEC)))
        {
        }
    };
};

/// A stream socket of the Unix domain.
struct SocketPeer {
    static constexpr const char* kName = "Unix socket";

    [[nodiscard]] static sockaddr_un address_of(const std::string& path)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
        return address;
    }
    template <std::size_t>
    static void prepare(const Setup&)
    {
    }
    static void remove(const Setup& setup) { remove_streams(setup); }
    /// Connects to who listens there, as soon as somebody does.
    [[nodiscard]] static int connected(const std::string& path)
    {
        const sockaddr_un address = address_of(path);
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        while (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
            ::usleep(1000);
        }
        return fd;
    }
    [[nodiscard]] static int accepted(const std::string& path)
    {
        const sockaddr_un address = address_of(path);
        const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0
            || ::listen(listener, 1) != 0) {
            std::abort();
        }
        const int fd = ::accept(listener, nullptr, nullptr);
        ::close(listener);
        return fd;
    }

    template <std::size_t Bytes>
    class Producer : public StreamProducer<Bytes> {
    public:
        explicit Producer(const Setup& setup)
            : StreamProducer<Bytes>(setup, connect_all(setup))
        {
        }

    private:
        static std::vector<ByteStream> connect_all(const Setup& setup)
        {
            std::vector<ByteStream> streams;
            for (std::size_t i = 0; i < setup.consumers; ++i) {
                const int fd = connected(stream_path(setup, i));
                const int size = static_cast<int>(setup.capacity * Bytes);  // or what is allowed
                ::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size));
                streams.emplace_back(fd);
            }
            return streams;
        }
    };
    template <std::size_t Bytes>
    class Consumer : public StreamConsumer<Bytes> {
    public:
        Consumer(const Setup& setup, std::size_t index)
            : StreamConsumer<Bytes>(setup, ByteStream(accepted(stream_path(setup, index))))
        {
        }
    };
};

}  // namespace ringbench
