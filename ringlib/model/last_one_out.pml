/* SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * Who removes a closed ring. Two consumers leave and a third joins late while the producer closes. Whoever leaves
 * frees its slot byte first, then tries byte 0; who has it and finds the stream ended takes all slot bytes as one
 * range and removes the name. Who fails to get byte 0 within its bound goes away: so whoever gives byte 0 back looks
 * once more. At the end the name must be gone, and no consumer that found itself attached may have lost the name
 * under its feet. Mutants: see README.md. */
#define CONSUMERS 3
#define TRIES 1                    /* the bound: after it a leaver goes away */

bit slot[CONSUMERS];               /* slot bytes: held */
bit range = 0;                     /* all slot bytes are held by a remover */
bit byte0 = 1;
bit closed = 0;
bit name = 1;
byte fin = 0;
bit attached[CONSUMERS];           /* specification only: joined, and the name still led here */

#define NOBODY (slot[0] == 0 && slot[1] == 0 && slot[2] == 0)
#ifdef M_COUNT_THEN_UNLINK
#define TAKE_RANGE NOBODY
#else
#define TAKE_RANGE atomic { NOBODY -> range = 1 }
#endif

inline unlink_name() {
  atomic { assert(!attached[0] && !attached[1] && !attached[2]); name = 0 }
}

/* With byte 0 held. */
inline remove_if_left() {
  if
  :: closed && name ->
       if
       :: TAKE_RANGE -> unlink_name(); range = 0
       :: !NOBODY -> skip
       fi
  :: else
  fi
}

inline leave_ring() {
  tries = TRIES;
  do
  :: !closed || !name -> break
#ifndef M_LOOK_ONCE
  :: closed && name && !NOBODY -> break      /* somebody is left, and will do it */
#endif
  :: closed && name ->
       if
       :: atomic { byte0 == 0 -> byte0 = 1 };
          remove_if_left();
          byte0 = 0;
#ifdef M_LOOK_ONCE
          break
#endif
       :: byte0 == 1 -> if :: tries > 0 -> tries-- :: else -> break fi
       fi
  od
}

proctype Consumer(byte me) {
  byte tries;
  atomic { attached[me] = 0; slot[me] = 0 };
  leave_ring();
  fin++
}

/* Opens the ring while its name is there, takes a slot byte, then looks whether the name still leads here. */
proctype LateJoiner(byte me) {
  byte tries;
  if
  :: name == 1 -> skip
  :: goto out
  fi;
  if
  :: atomic { range == 0 -> slot[me] = 1 }
  :: range == 1 -> goto out
  fi;
#ifdef M_NO_NAME_CHECK
  attached[me] = 1;
  assert(name == 1);
#else
  atomic { if :: name == 1 -> attached[me] = 1 :: else fi };
#endif
  atomic { attached[me] = 0; slot[me] = 0 };
  leave_ring();
out:
  fin++
}

proctype Producer() {
  byte tries;
  closed = 1;
  remove_if_left();
  byte0 = 0;
#ifndef M_NO_SECOND_LOOK
  leave_ring();
#endif
  fin++
}

init {
  atomic {
    slot[0] = 1; slot[1] = 1; attached[0] = 1; attached[1] = 1;
    run Consumer(0); run Consumer(1); run LateJoiner(2); run Producer()
  };
  fin == 4;
  assert(name == 0)
}
