/* SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * block(): sleepers wait on a futex word that is odd while somebody sleeps; the waker pays one plain load. The
 * sleeper makes the word odd, runs membarrier, looks once more, and sleeps while the word keeps its value. The waker
 * stores what it published, loads the word, and only if it is odd makes it even and wakes. A sleeper that the clock woke
 * sleeps again without a second announcement while the word keeps its value. Store buffers as in
 * store_buffers.pml. A lost wake-up is a sleeper that never ends: an invalid end state. Mutants: see README.md. */
#ifndef EVENTS
#define EVENTS 3
#endif
#ifndef SLEEPERS
#define SLEEPERS 1
#endif
#ifndef B
#define B 3
#endif
#ifndef TIMEOUTS
#define TIMEOUTS 1               /* sleeps of one sleeper that the clock ends */
#endif

byte pub = 0;
byte gate = 0;
bit asleep[SLEEPERS];
chan buffer = [B] of { byte };     /* the waker's stores of `published` */

active proctype WakerBuffer() {
end:
  do
  :: buffer?pub
  od
}

active proctype Waker() {
  byte s, g, i;
  do
  :: s == EVENTS -> break
  :: s < EVENTS ->
       s++;
#ifdef M_LOAD_BEFORE_PUBLISH
       g = gate;
       buffer!s;
#else
       buffer!s;
       g = gate;                   /* plain load: may run before the store above has drained */
#endif
       do
       :: g % 2 == 0 -> break
       :: else ->
            empty(buffer);         /* the compare-exchange is a locked instruction: it drains the buffer */
            if
            :: atomic { gate == g -> gate = g + 1 };
#ifdef M_WAKE_ONE
               atomic { if :: asleep[0] -> asleep[0] = 0 :: else -> asleep[SLEEPERS - 1] = 0 fi };
#else
               atomic { do :: i < SLEEPERS -> asleep[i] = 0; i++ :: else -> i = 0; break od };
#endif
               g = 0
            :: atomic { gate != g -> g = gate }
            fi
       od
  od
}

proctype Sleeper(byte me) {
  byte c, v;
  byte timeouts = TIMEOUTS;
  do
  :: c == EVENTS -> break
  :: c < pub -> c++
  :: c < EVENTS && c >= pub ->
       atomic { gate = (gate % 2 == 0 -> gate + 1 : gate); v = gate };   /* fetch_or: locked */
#ifndef M_NO_MEMBARRIER
       empty(buffer);              /* membarrier: the waker's buffer is drained at some moment from here on */
#endif
look:
#ifndef M_NO_LAST_LOOK
       if
       :: c < pub -> v = 0
       :: else ->
#else
       if
       :: true ->
#endif
#ifdef M_SLEEP_BLINDLY
            asleep[me] = 1;
#else
            atomic { if :: gate == v -> asleep[me] = 1 :: else fi };     /* FUTEX_WAIT compares, then sleeps */
#endif
            if
            :: asleep[me] == 0 -> v = 0
            :: atomic { asleep[me] == 1 && timeouts > 0 -> asleep[me] = 0; timeouts-- };
#ifdef M_ANNOUNCED_FOR_GOOD
               v = gate;
               goto look
#else
               if
               :: gate == v -> goto look       /* nobody was woken since: the announcement stands */
               :: else -> v = 0
               fi
#endif
            fi
       fi
  od
}

init {
  atomic {
    byte q = 0;
    do :: q < SLEEPERS -> run Sleeper(q); q++ :: else -> break od
  }
}
