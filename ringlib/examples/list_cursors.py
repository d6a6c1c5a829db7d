#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Lists the cursors of a live ring by its memory alone, as docs/memory-layout.md describes it.

    list_cursors.py /dev/shm/RING      or any file that holds a ring

Reads the file and writes nothing. Exit code 0, 66 when there is no such file, 69 when it holds
no ring.
"""
import os
import struct
import sys

# RingHeader up to `events_size`: after the magic its byte order, layout, sizes, features; then 64-bit words.
HEADER = struct.Struct("<8sIHHIIIIQQQQIIIIQQQQQQQQQQQQQQQ")
BYTE_ORDER, MAJOR, READY = 0x01020304, 1, 1
STATES = ("FREE", "JOINING", "ACTIVE", "RETAINED", "EVICTED")


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def read(file, offset, form):
    raw = os.pread(file, struct.calcsize(form), offset)
    if len(raw) != struct.calcsize(form):
        raise ValueError(f"ends at byte {offset + len(raw)}")
    return struct.unpack(form, raw)


def cursors(file):
    header = os.pread(file, 512, 0)
    if len(header) != 512 or header[:8] != b"RINGLIB1":
        raise ValueError("no ring")
    (_, order, major, _, _, incompatible, _, _, size, capacity, event_size, _, _, slots, _, _, ready_at, slots_at,
     slot_stride, producer_at, *_) = HEADER.unpack(header[:HEADER.size])
    if (order, major, incompatible) != (BYTE_ORDER, MAJOR, 0):
        raise ValueError(f"layout {major}, byte order {order:#x}, features {incompatible:#x}: not for this program")
    if crc32c(header[:508]) != struct.unpack("<I", header[508:])[0] or size != os.fstat(file).st_size:
        raise ValueError("a damaged header, or a file of another size than it says")
    if read(file, ready_at, "<I")[0] != READY:
        raise ValueError("not ready yet")
    consumers = []
    for slot in range(slots):
        at = slots_at + slot * slot_stride
        state = STATES[min(read(file, at, "<Q")[0] & 7, 4)]
        if state in ("ACTIVE", "RETAINED"):
            name = read(file, at + 256 + 48, "<32s")[0].split(b"\0")[0].decode("ascii", "backslashreplace")
            consumers.append((name, state, read(file, at + 128, "<Q")[0], read(file, at + 256 + 8, "<Q")[0]))
    published = read(file, producer_at, "<Q")[0]  # last, so that no lag is below 0
    return capacity, event_size, published, consumers


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 64
    try:
        file = os.open(sys.argv[1], os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        print(f"list_cursors: {error}", file=sys.stderr)
        return 66
    try:
        capacity, event_size, published, consumers = cursors(file)
    except (ValueError, OverflowError, OSError) as error:
        print(f"list_cursors: {sys.argv[1]}: {error}", file=sys.stderr)
        return 69
    print(f"{capacity} slots of {event_size} B, {published} events published")
    for name, state, consumed, pid in consumers:
        print(f"{name} {state} pid {pid} consumed {consumed} lag {max(0, min(published - consumed, capacity))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
