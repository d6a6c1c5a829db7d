/* SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * Removing a ring beside a producer that creates one of the same name. A lock belongs to a lock *file*: one that has
 * been unlinked locks nobody out. So a remover unlinks the name first and the lock file last, whoever locks looks
 * again whether the file it locked is the one at the name, and a remover touches no ring but its own.
 * At the end the new producer's ring must stand. Mutants: see README.md. */

byte name = 1;                     /* which ring the name leads to: 0 none, 1 the old one, 2 the new one */
byte lock_file = 1;                /* which lock file lies there: 0 none */
bit held[3];                       /* byte 0 of each lock file */
bit stands = 0;

proctype Remover() {
  if
  :: atomic { held[1] == 0 -> held[1] = 1 }
  :: held[1] == 1 -> goto out                 /* somebody else has it in hand */
  fi;
  if
#ifndef M_NO_SECOND_LOOK_AT_LOCK_FILE
  :: lock_file != 1 -> skip
#endif
#ifndef M_REMOVE_WHAT_IS_THERE
  :: name != 1 -> skip
#endif
  :: else ->
#ifdef M_LOCK_FILE_FIRST
       lock_file = 0; name = 0
#else
       name = 0; lock_file = 0
#endif
  fi;
  held[1] = 0;
out: skip
}

proctype NewProducer() {
  byte l;
again:
  atomic { if :: lock_file == 0 -> lock_file = 2 :: else fi; l = lock_file };   /* open, or create */
  if
  :: atomic { held[l] == 0 -> held[l] = 1 }
  :: held[l] == 1 -> goto again
  fi;
#ifndef M_NO_SECOND_LOOK_AT_LOCK_FILE
  if :: lock_file != l -> held[l] = 0; goto again :: else fi;
#endif
  name = 2;                        /* created, or renamed over what was there */
  stands = 1;
  assert(lock_file == l);          /* the lock it holds is the one that others will ask */
  if
  :: skip
  :: held[l] = 0                   /* dies: the kernel frees its lock, the ring waits for a successor */
  fi
}

init {
  atomic { run Remover(); run NewProducer() };
  (stands && _nr_pr == 1);
  assert(name == 2)
}
