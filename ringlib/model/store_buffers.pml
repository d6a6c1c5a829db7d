/* SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * The two full fences of the ring, on a machine with store buffers (x86-TSO): each process's stores pass through a
 * FIFO of its own that drains at any time; a fence waits until it is empty. One producer, one consumer that joins
 * while the producer runs, at the oldest event or at next. Mutants: see README.md. */
#ifndef N
#define N 2
#endif
#ifndef MAX
#define MAX 4
#endif
#ifndef B
#define B 4            /* depth of a store buffer */
#endif
#define TORN 255
#define PUB N
#define LIMIT (N+1)
#define FROM(x) ((x) > N -> (x) - N : 0)

byte ring[N] = TORN;
byte pub = 0, wl = 0, cur = 0;
bit st = 0;                        /* 1: the slot says JOINING or ACTIVE, so it gates */
chan pb = [B] of { byte, byte };   /* the producer's stores: which word, value */
chan jb = [B] of { byte, byte };   /* the joiner's: 0 the cursor, 1 the state */

active proctype ProducerBuffer() {
  byte k, v;
end:
  do
  :: atomic { pb?k,v -> if :: k < N -> ring[k] = v :: k == PUB -> pub = v :: k == LIMIT -> wl = v fi; k = 0; v = 0 }
  od
}

active proctype JoinerBuffer() {
  byte k, v;
end:
  do
  :: atomic { jb?k,v -> if :: k == 0 -> cur = v :: else -> st = v fi; k = 0; v = 0 }
  od
}

inline scan() {
  m = s;
  if :: st == 1 -> x = cur; if :: x < m -> m = x :: else fi :: else fi;
  lim = m + N;
  atomic { x = 0; m = 0 }
}

active proctype Producer() {
  byte s, lim, ann, m, x;
  do
  :: s >= MAX -> break
  :: s < MAX && s < lim -> pb!(s % N),TORN; pb!(s % N),s; pb!PUB,(s + 1); s++
  :: s < MAX && s >= lim ->
#ifndef M_NO_GATE_FENCE
       empty(pb);                  /* fence before the scan */
#endif
       scan();
       if
       :: lim > s && s + 1 > ann ->
            ann = s + 1;
            pb!LIMIT,ann;
#if !defined(M_NO_ANNOUNCE_FENCE) && !defined(M_NO_GATE_FENCE)
            empty(pb);             /* fence between the announcement and the second scan */
#endif
            scan()
       :: else
       fi;
       lim = (lim < ann -> lim : ann)
  od
}

active proctype Joiner() {
  byte c, v, w;
  c = pub;
  jb!0,FROM(c); jb!1,1;
#ifndef M_NO_JOIN_FENCE
  empty(jb);                       /* fence between JOINING and the second look */
#endif
  w = wl;
  c = pub;
  if
  :: skip                          /* next */
  :: c = (FROM(w) < c -> FROM(w) : c)
  fi;
  jb!0,c;
  w = 0;
  do
  :: c < pub -> v = ring[c % N]; assert(v == c); atomic { c++; v = 0 }; jb!0,c
  :: c >= MAX -> break
  od
}
