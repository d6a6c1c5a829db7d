// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/child_process.h"
#include "support/temporary_ring.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace gui_test {

/// A ring that real processes work on: the window's own must not map it.
class LiveRing {
public:
    [[nodiscard]] const std::string& name() const { return m_ring.name(); }
    [[nodiscard]] QString shownName() const { return QString::fromStdString(m_ring.name()); }
    [[nodiscard]] QString path() const { return QString::fromStdString(m_ring.file()); }

    /// Returns when the ring is there.
    void startProducer()
    {
        m_producer.emplace(worker({"produce", "--ring", name(), "--capacity", "1024",
            "--event-size", "64", "--rate", "5k", "--duration", "50s"}));
        m_producer->read_line();
    }
    /// Returns when the consumer has its slot.
    void startConsumer(const std::string& id)
    {
        m_consumers.push_back(
            worker({"consume", "--ring", name(), "--id", id, "--duration", "50s"}));
        m_consumers.back().read_line();
    }
    void signalConsumer(std::size_t index, int number) const { m_consumers[index].signal(number); }
    void endProducer() { m_producer.reset(); }

private:
    static ringtest::ChildProcess worker(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), RINGWORKER_PROGRAM);
        return ringtest::ChildProcess(arguments);
    }

    ringtest::TemporaryRing m_ring;
    std::optional<ringtest::ChildProcess> m_producer;
    std::vector<ringtest::ChildProcess> m_consumers;
};

}  // namespace gui_test
