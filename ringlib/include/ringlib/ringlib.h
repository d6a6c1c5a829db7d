// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

/// Everything a program needs: builders make a Producer or a Consumer, a RingObserver looks on, a
/// RingTap reads along.
#include "ringlib/auto_consumer.h"
#include "ringlib/builder.h"
#include "ringlib/consumer.h"
#include "ringlib/coordination.h"
#include "ringlib/counter.h"
#include "ringlib/error.h"
#include "ringlib/event.h"
#include "ringlib/event_schema.h"
#include "ringlib/latency_cells.h"
#include "ringlib/latency_snapshot.h"
#include "ringlib/liveness.h"
#include "ringlib/observer.h"
#include "ringlib/options.h"
#include "ringlib/printable.h"
#include "ringlib/producer.h"
#include "ringlib/remove.h"
#include "ringlib/segment_name.h"
#include "ringlib/sequence.h"
#include "ringlib/snapshot.h"
#include "ringlib/stream_end.h"
#include "ringlib/tap.h"
#include "ringlib/wait_strategy.h"
