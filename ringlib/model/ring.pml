/* SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * The ring: one producer (and its successors), consumers that join, read, leave, die and are put out.
 * Announce the write limit, gate, write, publish; join at the oldest, at next, or where an earlier life stopped.
 * Sequentially consistent: where a fence is needed is the matter of store_buffers.pml.
 *
 * A mutant is switched on with -DM_<name>. Unmutated it must verify; with any one mutant it must fail. See README.md. */
#ifndef N
#define N 2        /* capacity */
#endif
#ifndef MAX
#define MAX 4      /* events published in total */
#endif
#ifndef C
#define C 1        /* consumer slots */
#endif
#ifndef P
#define P C        /* consumer processes */
#endif
#ifndef PCRASH
#define PCRASH 0   /* deaths of a producer; each is followed by a take-over */
#endif
#ifndef CCRASH
#define CCRASH 0   /* deaths of consumers in total */
#endif
#ifndef EVICT
#define EVICT 0    /* live consumers put out, in total */
#endif
#ifndef LIVES
#define LIVES 1    /* attachments that each consumer process makes */
#endif
#ifndef BATCH
#define BATCH 1    /* most events in one claim */
#endif
#ifndef STEP
#define STEP 1     /* least by which the write limit is raised */
#endif
#ifndef DROPS
#define DROPS 0    /* claims that are written to and then given up, in total */
#endif
/* -DNEXT, -DOLDEST: where a consumer may start (both: it chooses). -DRESUME: it resumes what its slot remembers. */

#define TORN 255
#define UNKNOWN 254
#define FREE 0
#define JOINING 1
#define ACTIVE 2
#define RETAINED 3   /* owner dead; the cursor goes on gating until the grace period is over */
#define EVICTED 4
#define W(g,s) ((g)*8+(s))
#define ST(w) ((w)%8)
#define GEN(w) ((w)/8)
#define FROM(x) ((x) > N -> (x) - N : 0)   /* oldest count that can still be whole below x */

byte ring[N] = TORN;
byte pub = 0;        /* published */
byte wl = 0;         /* write limit */
byte word[C];        /* generation and state of a slot: one atomic word */
byte cur[C];         /* cursor of a slot */
bit held[C];         /* lock byte of a slot; the kernel frees it when the owner dies */
bit plock = 0;       /* lock byte 0 */
bit done = 0;
#ifdef RESUME
byte ghost[C];       /* specification only: the next event that the slot's consumer has not accepted */
#define ACCEPTED ghost[k] = c
#else
#define ACCEPTED skip
#endif
byte pcrash = PCRASH, ccrash = CCRASH, evict = EVICT, drops = DROPS;
byte kicks = 0;      /* specification only: live consumers that found themselves put out */

#define CRASHP if :: pcrash > 0 -> pcrash--; goto dead :: skip fi
#define CRASHC if :: ccrash > 0 -> ccrash--; goto dead :: skip fi

#ifdef M_SKIP_JOINING
#define GATES(w) (ST(w) == ACTIVE || ST(w) == RETAINED)
#elif defined(M_RETAINED_NO_GATE)
#define GATES(w) (ST(w) == ACTIVE || ST(w) == JOINING)
#else
#define GATES(w) (ST(w) == ACTIVE || ST(w) == JOINING || ST(w) == RETAINED)
#endif

/* allowed = what the lowest cursor of all who gate lets the producer write; known = the words then. Each word and each
 * cursor is read once. */
inline scan() {
  m = s; i = 0;
  do
  :: i < C ->
       w = word[i];
       known[i] = w;
       if
       :: GATES(w) ->
#ifdef M_DOUBLE_FETCH
            if :: cur[i] < m -> m = cur[i] :: else fi
#else
            x = cur[i];
            if
            :: ST(w) != JOINING && (x > s || x < FROM(s)) ->
                 /* An impossible cursor: its owner would be put out. No honest one may ever be. */
                 atomic { if :: word[i] == w -> assert(false) :: else fi }
            :: else -> if :: x < m -> m = x :: else fi
            fi
#endif
       :: else
       fi;
       i++
  :: i >= C -> break
  od;
#ifdef M_OFF_BY_ONE
  allowed = m + N + 1;
#else
  allowed = m + N;
#endif
  atomic { i = 0; w = 0; x = 0; m = 0 }
}

/* Gate::has_changed, and a scan if so: cursors only rise, so what is allowed stands while nobody comes or goes. */
inline look_again() {
  do
  :: i < C && word[i] == known[i] -> i++
  :: i < C && word[i] != known[i] -> scan(); break
  :: i >= C -> i = 0; break
  od
}

/* Leaves in lim how far may be written: at least s + n if there is room for n. */
inline make_room() {
#ifdef M_LOOKS_ELSEWHERE
  /* The words are taken again, for another purpose, and what they allowed is not. */
  do :: i < C -> known[i] = word[i]; i++ :: else -> break od;
  i = 0;
#endif
  if :: s + n > allowed -> scan() :: else fi;
  lim = allowed;
#if !defined(M_NO_WRITE_LIMIT) && !defined(M_ANNOUNCE_AFTER_WRITE)
  if
  :: s + n <= lim ->
#ifdef M_BATCH_BEYOND_LIMIT
       x = (s + STEP < lim -> s + STEP : lim);
#else
       x = s + (n > STEP -> n : STEP); x = (x < lim -> x : lim);
#endif
       if
#ifdef M_LIMIT_LOWERED
       :: x != ann ->
#else
       :: x > ann ->
#endif
            atomic { ann = x; wl = x }
       :: else
       fi;
       x = 0;
       /* fence */
#ifndef M_NO_RESCAN
       look_again();
       lim = allowed;
#endif
#ifndef M_BATCH_BEYOND_LIMIT
       lim = (lim < ann -> lim : ann)
#endif
  :: else
  fi;
#endif
  x = 0
}

/* Blocked: the cold path. Frees the slots of the dead; may put out a live one. */
inline reap_and_evict() {
  do
  :: i < C ->
       w = word[i];
       if
#ifdef RESUME
       :: ST(w) == ACTIVE && !held[i] ->
            atomic { if :: word[i] == w -> word[i] = W(GEN(w), RETAINED) :: else fi }
       :: ST(w) == RETAINED && !held[i] ->
            CRASHP;
            atomic { if :: word[i] == w -> word[i] = W(GEN(w), FREE) :: else fi }
       :: (ST(w) == JOINING || ST(w) == EVICTED) && !held[i] ->
#else
       :: (ST(w) == ACTIVE || ST(w) == JOINING || ST(w) == EVICTED) && !held[i] ->
#endif
            CRASHP;
#ifdef M_NO_REAP
            skip
#elif defined(M_BLIND_REAP)
            word[i] = W(GEN(w), FREE)
#else
            atomic { if :: word[i] == w -> word[i] = W(GEN(w), FREE) :: else fi }
#endif
       :: (ST(w) == ACTIVE || ST(w) == JOINING) && held[i] && evict > 0 ->
            evict--;
#ifdef M_EVICT_FREES
            atomic { if :: word[i] == w -> word[i] = W(GEN(w), FREE); held[i] = 0 :: else fi }
#else
            atomic { if :: word[i] == w -> word[i] = W(GEN(w), EVICTED) :: else fi }
#endif
       :: else
       fi;
       i++
  :: else -> break
  od;
  atomic { i = 0; w = 0 }
}

proctype Producer() {
  byte s, lim, ann, n, i, m, w, x, allowed, known[C];
  atomic { plock == 0 -> plock = 1 };
#ifdef M_TAKEOVER_SKIPS
  s = pub + 1;
#else
  s = pub;
#endif
#ifdef M_TAKEOVER_FORGETS_LIMIT
  wl = s;
#endif
  ann = wl;
#ifdef M_TAKEOVER_NO_SCAN
  lim = s + N; ann = lim; wl = ann;
#else
  lim = s;
#endif
  allowed = lim;
  do
  :: s >= MAX -> break
  :: s < MAX ->
       if
       :: n = 1
#if BATCH > 1
       :: s + BATCH <= MAX -> n = BATCH
#endif
       fi;
       if :: s + n > lim -> make_room() :: else fi;
       if
       :: s + n <= lim ->
            CRASHP;
#ifdef M_PUBLISH_EARLY
            pub = s + n;
#endif
            do :: i < n -> ring[(s + i) % N] = TORN; i++ :: else -> break od;
            i = 0;
            CRASHP;
            do :: i < n -> ring[(s + i) % N] = s + i; i++ :: else -> break od;
            i = 0;
            CRASHP;
#ifdef M_ANNOUNCE_AFTER_WRITE
            atomic { if :: lim > wl -> wl = lim :: else fi };
#endif
            if
            :: drops > 0 -> drops--            /* given up: the slots are spoilt, nobody is told */
            :: pub = s + n; s = s + n
            fi
       :: else ->
            atomic { lim = (lim < s -> lim : s); n = 0 };
            reap_and_evict()
       fi;
       n = 0
  od;
  done = 1;
  plock = 0;
  goto fin;
dead:
  plock = 0;
  run Producer();
fin: skip
}

#define PUT_OUT kicks++; assert(kicks <= EVICT - evict); goto leave

proctype Consumer() {
  byte c, k, v, g, life, old, x;
#ifdef RESUME
  bit resumes;
#endif
  life = LIVES;
again:
  if :: life == 0 -> goto fin :: else -> life-- fi;
  if
  :: atomic { !held[0] -> held[0] = 1; k = 0 }
#if C > 1
  :: atomic { !held[1] -> held[1] = 1; k = 1 }
#endif
  :: done -> goto fin
  fi;
  CRASHC;
#ifdef RESUME
  old = word[k];
  if
  :: ST(old) == ACTIVE || ST(old) == RETAINED ->
       /* The dead owner's cursor never ceased to gate: exchange the word, then go on where it stands. */
       g = (GEN(old) + 1) % 32;
#ifdef M_RESUME_BLIND
       word[k] = W(g, ACTIVE); c = cur[k]; goto serve
#else
       if
       :: atomic { word[k] == old -> word[k] = W(g, ACTIVE) };
          c = cur[k];
          assert(c == ghost[k] || c + 1 == ghost[k]);
          goto serve
       :: atomic { word[k] != old -> skip }             /* reaped at this moment */
       fi
#endif
  :: else
  fi;
#endif
  /* A slot is freed before its cursor is touched: it gates for as long as its word says so. */
  old = word[k];
#ifndef M_CURSOR_OVER_A_DEAD_ONE
  if
  :: ST(old) != FREE ->
       if
       :: atomic { word[k] == old -> word[k] = W(GEN(old), FREE); old = W(GEN(old), FREE) }
       :: atomic { word[k] != old -> goto dead }        /* reaped at this moment: try again */
       fi
  :: else
  fi;
#endif
  g = (GEN(old) + 1) % 32;
  v = pub;
#ifdef RESUME
  resumes = (GEN(old) > 0);
#ifdef M_RESUME_CLAMPS
  cur[k] = (cur[k] > FROM(v) -> cur[k] : FROM(v));
#endif
  if
  :: resumes -> skip                /* the kept cursor stands, even when it is too low by now */
  :: else ->
#endif
#if defined(M_JOIN_HIGH_THEN_LOW) || (defined(NEXT) && !defined(OLDEST))
  cur[k] = v;
#else
  cur[k] = FROM(v);                    /* conservative: never above any place where it may start */
#endif
#ifdef RESUME
     ghost[k] = UNKNOWN
  fi;
#endif
#ifdef M_JOIN_LIMIT_BEFORE_FENCE
  x = wl;
#endif
#ifdef M_NO_RELOAD
  c = v; cur[k] = c; word[k] = W(g, ACTIVE); goto attached;
#endif
  if
  :: atomic { word[k] == old -> word[k] = W(g, JOINING) }
  :: atomic { word[k] != old -> goto dead }
  fi;
  CRASHC;
  /* fence; only now is the write limit read, then what is published */
#ifndef M_JOIN_LIMIT_BEFORE_FENCE
  x = wl;
#endif
#if defined(M_JOIN_IGNORES_LIMIT) || defined(M_NO_WRITE_LIMIT)
  x = pub;
#endif
  v = pub;
#ifdef RESUME
  if
  :: resumes ->
       c = cur[k];
#ifndef M_RESUME_IGNORES_LIMIT
       if
       :: c < FROM(x) ->               /* its events are gone: it is told so, and the slot remembers what it did */
            atomic { if :: word[k] == W(g, JOINING) -> word[k] = W(g, FREE) :: else fi };
            goto dead
       :: else
       fi;
#endif
       assert(ghost[k] == UNKNOWN || c == ghost[k] || c + 1 == ghost[k]);
       goto placed
  :: else
  fi;
#endif
  if
#ifdef OLDEST
  ::
#ifdef M_JOIN_HIGH_THEN_LOW
     c = FROM(x)
#else
     c = cur[k]; c = (c > FROM(x) -> c : FROM(x)); c = (c < v -> c : v)
#endif
#endif
#if defined(NEXT) || !defined(OLDEST)
  :: c = v
#endif
  fi;
placed:
  cur[k] = c;
  CRASHC;
  if
  :: atomic { word[k] == W(g, JOINING) -> word[k] = W(g, ACTIVE) }
  :: atomic { word[k] != W(g, JOINING) -> PUT_OUT }
  fi;
attached:
#ifdef RESUME
  ghost[k] = c;
#endif
serve:
  atomic { v = 0; old = 0; x = 0 };
  do
  :: c < pub ->
#ifdef M_RELEASE_EARLY
       cur[k] = c + 1;
#endif
       v = ring[c % N];
       CRASHC;
       /* Read, fence, then look whether it was still ours to read. */
#ifndef M_NO_VALIDATE
       if :: atomic { word[k] != W(g, ACTIVE) -> PUT_OUT } :: else fi;
#endif
       assert(v == c);
       atomic { v = 0; c++; ACCEPTED };
       CRASHC;
       cur[k] = c
  :: c >= pub && done -> break
  :: c == pub -> break               /* may leave once it has caught up */
  od;
leave:
  atomic { if :: GEN(word[k]) == g -> word[k] = W(g, FREE) :: else fi };
dead:
  held[k] = 0;
  atomic { c = 0; k = 0; v = 0; g = 0; old = 0; x = 0 };
  goto again;
fin: skip
}

init {
  atomic {
    byte q = 0;
    run Producer();
    do :: q < P -> run Consumer(); q++ :: else -> break od
  }
}

#ifdef LIVE
ltl progress { <> done }
#endif
