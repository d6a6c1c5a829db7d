// SPDX-License-Identifier: MIT OR Apache-2.0
#include "producer_cold.h"

#include "duration_text.h"
#include "expected_consumers.h"
#include "failure.h"
#include "process_identity.h"

namespace ringlib::detail {
namespace {

// A blocked producer stalls that long, and everybody with it, until it sees that who held it died.
constexpr std::chrono::milliseconds kLongestSleep{20};

}  // namespace

ProducerCore::Cold::Cold(ProducerSeat taken, const ProducerOptions& options)
    : seat(std::move(taken))
    , gate(seat.segment, std::move(seat.locks))
    , waiter(options.wait, seat.segment.producer().space_gate, kLongestSleep,
          {.parks = counter_of(seat.segment, layout::ProducerCounter::Parks),
              .unparks = counter_of(seat.segment, layout::ProducerCounter::Unparks),
              .late_wakes = counter_of(seat.segment, layout::ProducerCounter::LateWakes)})
    , full_events(counter_of(seat.segment, layout::ProducerCounter::FullEvents))
    , wakes(counter_of(seat.segment, layout::ProducerCounter::Wakes))
{
    if (options.coordination.kind() == CoordinationMode::Kind::BufferUntilConsumers) {
        buffer_limit = options.coordination.count();
    }
    if (options.liveness) {
        required.emplace(seat.segment, gate, *options.liveness, seat.required);
    }
}

Error ProducerCore::Cold::forked() const
{
    return ringlib::failure(Errc::WrongProcess, name(),
        "this producer belongs to the process that built it, not to its forked child; build one "
        "here")
        .value();
}

std::vector<std::string> ProducerCore::Cold::attached_ids() const
{
    std::vector<std::string> ids;
    for (std::uint32_t i = 0, used = gate.used_slots(); i < used; ++i) {
        const layout::ConsumerSlot& slot = seat.segment.slot(i);
        const auto word = slot.word.load(std::memory_order_acquire);
        if (layout::slot_state(word) == layout::Slot::Active && gate.is_alive(i)) {
            ids.emplace_back(read_identity(slot.identity).id());
        }
    }
    return ids;
}

bool ProducerCore::Cold::has_deaf_consumer() const noexcept
{
    const layout::ProducerBlock& block = seat.segment.producer();
    bool deaf = block.no_membarrier.load(std::memory_order_relaxed) != 0;
    for (std::uint32_t i = 0, used = gate.used_slots(); i < used; ++i) {
        deaf = deaf || seat.segment.slot(i).no_membarrier.load(std::memory_order_relaxed) != 0;
    }
    return deaf;
}

// NOLINTNEXTLINE(*-function-const): what it changes is the ring
void ProducerCore::Cold::expect_nobody() noexcept
{
    for (std::uint32_t i = 0; i < seat.segment.slot_count(); ++i) {
        seat.segment.slot(i).expected.store(0, std::memory_order_release);
    }
    seat.segment.producer().expected_any.store(0, std::memory_order_release);
}

std::string ProducerCore::Cold::who_gates() const
{
    if (!scan.slot) {
        return "; nobody is attached yet";
    }
    const layout::ConsumerSlot& slot = seat.segment.slot(*scan.slot);
    const IdentityCopy identity = read_identity(slot.identity);
    if (layout::slot_state(slot.word.load(std::memory_order_acquire)) == layout::Slot::Free) {
        return "; held for consumer " + std::string(identity.id())
            + ", which is expected and has not come";
    }
    return "; held by consumer " + std::string(identity.id()) + ", pid "
        + std::to_string(identity.pid);
}

Error ProducerCore::Cold::stayed_full(std::chrono::nanoseconds timeout) const
{
    return ringlib::failure(
        Errc::Timeout, name(), "the ring stayed full for " + duration_text(timeout) + who_gates())
        .value();
}

Error ProducerCore::Cold::coordination_timeout(const CoordinationMode& mode) const
{
    const std::vector<std::string> there = attached_ids();
    std::string names;
    for (const std::string& id : there) {
        names += (names.empty() ? "" : ", ") + id;
    }
    Error error = ringlib::failure(Errc::CoordinationTimeout, name(),
        std::to_string(there.size()) + " of " + std::to_string(mode.count()) + " consumers after "
            + duration_text(mode.timeout()) + (there.empty() ? "" : "; there: " + names))
                      .value();
    for (std::uint32_t i = 0, used = gate.used_slots(); i < used; ++i) {
        const layout::ConsumerSlot& slot = seat.segment.slot(i);
        if (slot.expected.load(std::memory_order_relaxed) != 0
            && !was_seen(seat.segment.producer(), slot)) {
            error.missing.emplace_back(read_identity(slot.identity).id());
        }
    }
    for (std::size_t i = 0; i < error.missing.size(); ++i) {
        error.detail += (i == 0 ? "; missing: " : ", ") + error.missing.at(i);
    }
    return error;
}

}  // namespace ringlib::detail
