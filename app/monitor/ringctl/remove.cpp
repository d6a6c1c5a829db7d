// SPDX-License-Identifier: MIT OR Apache-2.0
#include "monitor/ringctl/commands.h"

#include "monitor/ring_json.h"
#include "monitor/ring_sample.h"
#include "monitor/ringctl/sampling.h"
#include "monitor/text_table.h"

#include <ringlib/observer.h>
#include <ringlib/printable.h>
#include <ringlib/remove.h>

#include <nlohmann/json.hpp>

#include <utility>

namespace ringctl {
namespace {

using Json = nlohmann::ordered_json;
using ringlib::Presence;

enum class Action : std::uint8_t { Kept, WouldRemove, Removed };

struct Removal {
    std::string ring;
    std::string path;
    Action action = Action::Kept;
    std::string reason;
};

const char* word_of(Action action)
{
    switch (action) {
    case Action::Kept:
        return "kept";
    case Action::WouldRemove:
        return "would remove";
    case Action::Removed:
        return "removed";
    }
    return "kept";
}

/// What is known of a ring before anything is done to it.
struct Plan {
    std::string holders;  ///< who holds it; empty: nobody that is known of
    std::string what;  ///< what it is, and what is lost with it
};

Plan plan_for(const ringlib::RingInfo& info, const ringlib::RingSnapshot& snapshot)
{
    Plan plan;
    const auto hold = [&](const std::string& who) {
        plan.holders += (plan.holders.empty() ? "" : " and ") + who;
    };
    if (snapshot.producer.presence == Presence::Alive) {
        hold("its producer (pid " + std::to_string(snapshot.producer.pid) + ")");
    }
    for (const auto& consumer : snapshot.consumers) {
        if (consumer.presence == Presence::Alive) {
            hold("consumer " + consumer.id + " (pid " + std::to_string(consumer.pid) + ")");
        }
    }
    plan.what = info.reason.empty() ? "nobody holds it" : info.reason;
    if (snapshot.producer.presence == Presence::Dead && snapshot.producer.pid > 0) {
        plan.what += "; its producer was pid " + std::to_string(snapshot.producer.pid);
    }
    monitor::RingSample sample;
    monitor::sample_positions(snapshot, sample);
    if (sample.slowest && sample.used > 0) {
        plan.what += "; " + snapshot.consumers[*sample.slowest].id + " has not consumed "
            + std::to_string(sample.used) + " of its events";
    }
    return plan;
}

ringlib::Expected<Plan> look_at(const std::string& ring, std::string& path)
{
    auto observer = ringlib::RingObserver::attach(ring);
    if (!observer) {
        return ringlib::Unexpected{std::move(observer.error())};
    }
    path = observer->info().path.string();
    ringlib::RingSnapshot snapshot;
    if (auto read = observer->snapshot(snapshot); !read) {
        return ringlib::Unexpected{std::move(read.error())};
    }
    return plan_for(observer->info(), snapshot);
}

/// The rings of one user in /dev/shm that are left over: the producer died and nobody holds it.
Removal clear(const ringlib::RingInfo& info, bool dry_run)
{
    Removal removal{info.name, info.path.string(), Action::Kept, ""};
    if (info.state != ringlib::RingState::Orphan) {
        removal.reason = info.state == ringlib::RingState::Live ? "its producer lives"
            : info.state == ringlib::RingState::Closed
            ? "closed, it may wait for its consumers; 'ringctl remove' with its name removes it"
            : info.reason;
        return removal;
    }
    const auto plan = look_at(info.name, removal.path);
    if (!plan || !plan->holders.empty()) {
        removal.reason = plan ? "held by " + plan->holders : plan.error().message();
        return removal;
    }
    removal.reason = plan->what;
    if (dry_run) {
        removal.action = Action::WouldRemove;
        return removal;
    }
    if (const auto removed = ringlib::remove_ring(info.name); !removed) {
        removal.reason = removed.error().message();
        return removal;
    }
    removal.action = Action::Removed;
    return removal;
}

Json removal_json(const Removal& removal)
{
    Json json;
    json["ring"] = removal.ring;
    json["path"] = removal.path;
    json["action"]
        = removal.action == Action::WouldRemove ? "would_remove" : word_of(removal.action);
    json["reason"] = removal.reason;
    return json;
}

std::string removals_text(const std::vector<Removal>& removals)
{
    std::string text;
    for (const auto& removal : removals) {
        text += ringlib::printable(std::string(word_of(removal.action)) + " " + removal.ring + ": "
                    + removal.reason)
            + '\n';
    }
    return text.empty() ? "no ring found\n" : text;
}

Exit show(const std::vector<Removal>& removals, const RemoveOptions& options)
{
    if (options.format == Format::Text) {
        return write_out(removals_text(removals));
    }
    if (options.format == Format::Csv) {
        monitor::TextTable table({{"ring"}, {"path"}, {"action"}, {"reason"}});
        for (const auto& removal : removals) {
            table.add({removal.ring, removal.path, word_of(removal.action), removal.reason});
        }
        return write_out(table.csv());
    }
    Json all;
    all["schema"] = "ringscope.removal/1";
    all["dry_run"] = options.dry_run;
    all["rings"] = Json::array();
    std::string lines;
    for (const auto& removal : removals) {
        all["rings"].push_back(removal_json(removal));
        Json line;
        line["schema"] = all["schema"];
        line["dry_run"] = options.dry_run;
        line.update(removal_json(removal));
        lines += monitor::json_text(line) + '\n';
    }
    return write_out(options.format == Format::Json ? monitor::json_text(all, 2) + '\n' : lines);
}

Exit remove_one(const RemoveOptions& options)
{
    Removal removal{options.ring, "", Action::WouldRemove, ""};
    const auto plan = look_at(options.ring, removal.path);
    if (!plan) {
        return complain_about(plan.error(), hint_for(plan.error(), options.ring));
    }
    if (!plan->holders.empty()) {
        complain(options.ring + ": held by " + plan->holders + " (end that first)");
        return Exit::NotUsable;
    }
    removal.reason = plan->what;
    if (!options.dry_run) {
        // It takes every lock of the ring first: whoever came since the look is named as well.
        if (const auto removed = ringlib::remove_ring(options.ring); !removed) {
            return complain_about(removed.error(), "");
        }
        removal.action = Action::Removed;
    }
    return show({removal}, options);
}

}  // namespace

Exit remove(const RemoveOptions& options)
{
    if (!options.orphans) {
        return remove_one(options);
    }
    std::vector<Removal> removals;
    for (const auto& info : ringlib::list_rings()) {
        removals.push_back(clear(info, options.dry_run));
    }
    return show(removals, options);
}

}  // namespace ringctl
