/* SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * Required and expected consumers: how a producer knows who was never here, who is here, who left and who died, from the
 * words of one slot. Consumer A is expected, and with -DREQUIRED required; it joins, leaves, dies at any step, joins
 * again. With -DB consumer B, another id, takes the slot where it may. Producers die and are followed by others.
 * The ring is reduced to counts. A consumer joins at the oldest event, or goes on where its dead predecessor stood.
 * Sequentially consistent. Mutants: see README.md. */
#ifndef MAX
#define MAX 4      /* events published in total */
#endif
#ifndef LIVES
#define LIVES 2    /* attachments of A */
#endif
#ifndef PCRASH
#define PCRASH 0   /* deaths of producers; each is followed by a take-over */
#endif
#ifndef CCRASH
#define CCRASH 0   /* deaths of consumers */
#endif
#ifndef EVICT
#define EVICT 0    /* evictions by the failure action */
#endif
#ifndef LOST
#define LOST 0     /* joins that are given back: the position to resume at is gone */
#endif
#ifndef N
#define N 2        /* capacity */
#endif

#define FREE 0
#define JOINING 1
#define ACTIVE 2
#define RETAINED 3
#define EVICTED 4
#define W(g,s) ((g)*8+(s))
#define ST(w) ((w)%8)
#define GEN(w) ((w)/8)
#define ATTACHED(w) (ST(w) == ACTIVE || ST(w) == RETAINED)

#define NO 0
#define LEFT 1
#define DIED 2
#define EITHER 3     /* specification only: it died in its detach */
#define IDA 1
#define IDB 2
#define BACK_BY(x) ((x) > N -> (x) - N : 0)

/* The words of the slot, and of the producer's block. */
byte word = 0, cur = 0, seen = 0, gone = NO, id = IDA, from = 0;
bit expected = 0, required = 0;
byte pub = 0, wl = 0, epoch = 0, counter = 0;      /* wl: write_limit; counter: required_left */
bit held = 0;                              /* the slot's lock byte */

/* Specification only. */
byte how = NO;         /* how the last life that was ACTIVE in the slot ended; NO while it lasts */
bit here = 0;          /* A was ACTIVE under this producer */
byte told = 0;         /* generation whose detach returned, and since then nobody came */
bit over = 0;          /* the stream ended: what consumers do no longer matters */
bit idle = 0;          /* the producer has nothing to publish */
byte ccrash = CCRASH, pcrash = PCRASH, evict = EVICT, lost = LOST;

#define CRASHC if :: ccrash > 0 -> ccrash--; goto dead :: skip fi
#define CRASHP if :: pcrash > 0 -> pcrash--; goto dead :: skip fi
#define A_IS_HERE here = (id == IDA -> 1 : here)
#define BECOMES_ACTIVE how = NO; A_IS_HERE; told = 0; assert(me == IDA || !required || over)

/* ---- the producer ---- */

/* Gate::scan: m is the lowest count that gates. */
inline scan() {
  x = (seen == epoch);
  w = word;
  m = s;
#ifndef M_EXPECTED_DOES_NOT_GATE
  if :: !x && !ATTACHED(w) && expected -> m = (from < m -> from : m) :: else fi;
#endif
#ifdef M_SKIP_JOINING
  if :: ATTACHED(w) -> x = cur; m = (x < m -> x : m) :: else fi;
#else
  if :: ATTACHED(w) || ST(w) == JOINING -> x = cur; m = (x < m -> x : m) :: else fi;
#endif
  lim = m + N;
  atomic { x = 0; w = 0; m = 0 }
}

/* ProducerCore::make_room: announce the write limit, then look again. */
inline make_room() {
  scan();
  if
  :: s < lim && lim > wl -> wl = lim; scan()
  :: else
  fi;
  lim = (lim < wl -> lim : wl);
  lim = (lim < s -> s : lim)
}

/* RequiredConsumers::who_left, and the truth at the moment when it read the word. `gone` counts while the word is FREE,
 * so the word is the same before and after. */
inline who_left() {
  if
  :: required ->
       atomic { w = word; truth = how };
       x = gone;
       if
#ifdef M_GONE_OF_ANOTHER_MOMENT
       :: ST(w) == FREE && x != NO && seen == epoch ->
#else
       :: ST(w) == FREE && x != NO && seen == epoch && word == w ->
#endif
            assert(x == truth || truth == EITHER);
            goto failed
       :: else
       fi;
       atomic { x = 0; w = 0; truth = 0 }
  :: else
  fi
}

/* Gate::reap_dead: a required one is kept, another one is given up. */
inline reap() {
  w = word;
  if
  :: ST(w) != FREE && ST(w) != EVICTED && cur < s && !held ->
       if
       :: required && ST(w) == ACTIVE ->
            if :: seen == 0 -> atomic { seen = epoch; A_IS_HERE } :: else fi;
            atomic { if :: word == w -> word = W(GEN(w), RETAINED) :: else fi }
       :: required && ST(w) != ACTIVE -> skip
       :: !required ->
            if
            :: ST(w) != JOINING ->
#ifndef M_REAPED_UNSEEN
                 if :: seen == 0 -> atomic { seen = epoch; A_IS_HERE } :: else fi;
#endif
#ifdef M_BLIND_DIED
                 gone = DIED
#elif !defined(M_FREE_BEFORE_DIED)
                 atomic { if :: gone == NO -> gone = DIED :: else fi }
#endif
            :: else
            fi;
            atomic { if :: word == w -> word = W(GEN(w), FREE) :: else fi };
#ifdef M_FREE_BEFORE_DIED
            gone = DIED
#endif
       fi
  :: else
  fi;
  w = 0
}

proctype Producer() {
  byte s, lim, m, w, x, mine, truth;
  byte call_told, look_left;
#ifdef LATER
  bit begun;
#endif
  s = pub;
  over = 0;
configure:
  /* Its slots: the id's own one, or a free one under its lock byte. */
  if
  :: id == IDA -> skip
  :: id != IDA ->
       if
       :: atomic { !held -> held = 1 }
       :: held -> goto fin                   /* no free slot */
       fi;
       w = word;
       atomic { if :: word == w -> word = W(GEN(w), FREE) :: else fi };
       seen = 0; gone = NO;
       atomic { id = IDA; here = 0; how = NO; told = 0 };
       expected = 1;
       held = 0
  fi;
  expected = 1;
#ifdef REQUIRED
  required = 1;
#endif
#ifdef LATER
  if
  :: begun -> required = 1; if :: here -> skip :: else -> from = s fi; goto start
  :: else -> begun = 1
  fi;
#endif
  CRASHP;
  /* begin_epoch: whoever leaves from here on says this epoch, or had been FREE before the look at its word */
  from = s;
#ifndef M_EPOCH_LAST
  atomic { epoch++; here = 0; told = 0 };
#endif
  CRASHP;
  w = word;
#ifndef M_FORGETS_WHO_LIVES
  if
  :: ST(w) == ACTIVE && held ->
#ifdef M_EPOCH_LAST
       seen = epoch + 1
#else
       atomic { seen = epoch; A_IS_HERE }
#endif
  :: else
  fi;
#endif
#ifdef M_EPOCH_LAST
  atomic { epoch++; here = (ST(w) == ACTIVE && held && id == IDA); told = 0 };
#endif
  CRASHP;
start:
  atomic { mine = counter; lim = s; w = 0; x = 0 };
  /* The start-up wait ends when nobody is missing; else it fails, which is an end as well. */
  do
  :: required ->
       atomic { w = word; truth = here };
#ifdef M_MISSING_WITHOUT_SEEN
       if :: ATTACHED(w) -> break :: else fi;
#else
       if :: ATTACHED(w) || seen == epoch -> break :: else fi;
#endif
       if
       :: assert(!truth); goto failed
       :: skip
       fi
  :: !required -> break
  od;
  /* Managed publishing. */
  do
#ifdef LATER
  :: s < MAX && !required -> goto configure          /* enable_liveness */
#endif
  :: s < MAX ->
       CRASHP;
       call_told = (required && here -> told : 0);
       if
       :: counter == mine && s < lim -> skip          /* the quick way */
       :: else ->
            look_left = (how == LEFT && required && here && ST(word) == FREE -> GEN(word) : 0);
#ifndef M_NO_LOOK_WHEN_SLOW
            mine = counter;
            who_left();
#endif
            do
            :: s < lim -> break
            :: else ->
                 make_room();
                 if
                 :: s < lim -> break
                 :: else ->
                      reap();
                      who_left();
                      if
                      :: atomic { evict > 0 && required && ATTACHED(word) && cur < s ->
                           evict--; word = W(GEN(word), EVICTED); how = NO; told = 0 }
                      :: skip
                      fi
                 fi
            od;
            if :: counter != mine -> who_left() :: else fi;
            assert(look_left == 0 || word != W(look_left, FREE));
            look_left = 0
       fi;
       atomic {
         s++; pub = s;
         assert(!ATTACHED(word) || s <= cur + N);
         assert(here || s <= from + N);
         assert(call_told == 0 || told != call_told);
         call_told = 0
       }
  :: s == MAX ->
       idle = 1;
       who_left();                            /* a look of a producer that is blocked for good */
       reap();
       if :: pcrash > 0 -> pcrash--; goto dead :: pcrash == 0 -> skip :: pcrash == 0 && ST(word) == FREE && how != LEFT -> break fi
  od;
failed:
  over = 1;
  goto fin;
dead:
  idle = 0;
  run Producer();
fin: skip
}

/* ---- a consumer ---- */

#ifdef M_SEEN_LOWERED
#define SAY_SEEN atomic { seen = w; here = (w == epoch && id == IDA -> 1 : here) }
#else
#define SAY_SEEN atomic { seen = (w > seen -> w : seen); here = (w == epoch && id == IDA -> 1 : here) }   /* a take-over may have said more */
#endif

proctype Consumer(byte me) {
  byte w, g, v, life, kept;
  bit known, resumes, leaving;
  epoch > 0;                                 /* a ring has its name once its first producer is ready */
  life = LIVES;
again:
  if :: life == 0 -> goto fin :: else -> life-- fi;
retry:
  if
  :: atomic { !held -> held = 1 }
  :: over -> goto fin
  fi;
  CRASHC;
  /* make_usable */
  known = (id == me);
  w = word;
  if
  :: known && (ST(w) == EVICTED || ST(w) == JOINING) ->
#ifndef M_PUT_OUT_STAYS_LEFT
       if :: ST(w) == EVICTED -> gone = NO :: else fi;     /* of an owner that died while it left */
#endif
       atomic { if :: word == w -> word = W(GEN(w), FREE) :: else goto dead fi }
  :: known && ST(w) != EVICTED && ST(w) != JOINING -> skip
  :: !known ->
#ifndef M_TAKES_AN_EXPECTED_SLOT
       if :: expected && seen != epoch -> goto dead :: else fi;
#endif
#ifndef M_TAKES_A_REQUIRED_SLOT
       if :: required -> goto dead :: else fi;
#endif
       w = word;
       if
       :: ST(w) != FREE -> atomic { if :: word == w -> word = W(GEN(w), FREE) :: else goto dead fi }
       :: else
       fi
  fi;
  CRASHC;
  w = word;
  resumes = known && ATTACHED(w) && GEN(w) > 0;
  if
  :: resumes ->
       g = (GEN(w) + 1) % 32;
       if
       :: atomic { word == w -> word = W(g, ACTIVE); BECOMES_ACTIVE }
       :: atomic { word != w -> goto dead }
       fi;
       CRASHC;
       gone = NO;
       CRASHC;
       goto note
  :: else
  fi;
  /* join_anew */
  kept = cur;
  w = word;
  if :: ST(w) == FREE -> cur = BACK_BY(pub) :: else fi;
  if :: !known -> expected = 0 :: else fi;
  id = me;
  g = (GEN(w) + 1) % 32;
  if
  :: atomic { word == w -> word = W(g, JOINING); told = 0 }     /* whether it comes back is open */
  :: atomic { word != w -> goto dead }
  fi;
  CRASHC;
  if
  :: atomic { lost > 0 && known -> lost-- };
     cur = kept;
     atomic { if :: word == W(g, JOINING) -> word = W(g, FREE) :: else fi };
     CRASHC;
#ifndef M_GIVES_BACK_SILENTLY
     if :: required -> counter++ :: else fi;
#endif
     atomic { if :: how == LEFT && word == W(g, FREE) -> told = g :: else fi };
     goto dead
  :: skip
  fi;
  kept = BACK_BY(wl);
  v = pub;
  cur = (cur > kept -> cur : kept);
  cur = (cur < v -> cur : v);
#ifndef M_GONE_STAYS
  atomic { gone = NO; how = NO };            /* it counts as back: should it die now, that is all it did */
#endif
  CRASHC;
  if
  :: atomic { word == W(g, JOINING) -> word = W(g, ACTIVE); BECOMES_ACTIVE }
  :: atomic { word != W(g, JOINING) -> goto dead }
  fi;
  CRASHC;
note:
  w = epoch;
  SAY_SEEN;
  w = 0;
  do
  :: atomic { word == W(g, ACTIVE) && cur < pub -> cur++ }
  :: CRASHC; break
  od;
  /* detach */
  leaving = 1;
#ifndef M_FREE_BEFORE_LEFT
  gone = LEFT;
#endif
  CRASHC;
#ifdef M_COUNTS_BEFORE_FREE
  if :: required -> counter++ :: else fi;
#endif
  if
  :: atomic { word == W(g, ACTIVE) -> word = W(g, FREE); how = LEFT };
#ifdef M_FREE_BEFORE_LEFT
     gone = LEFT;
#endif
     CRASHC;
#ifndef M_COUNTS_BEFORE_FREE
#ifndef M_LEAVES_SILENTLY
     if :: required -> counter++ :: else fi;
#endif
#endif
     atomic { if :: word == W(g, FREE) -> told = g :: else fi }
  :: atomic { word != W(g, ACTIVE) -> skip }           /* put out: `gone` is cleared with the slot */
  fi;
dead:
  /* The kernel frees the lock; whoever was ACTIVE and has not left died. */
  atomic {
    if
    :: how == NO && (ST(word) == ACTIVE || ST(word) == JOINING) && GEN(word) == g && g > 0 -> how = (leaving -> EITHER : DIED)
    :: else
    fi;
    held = 0; leaving = 0; w = 0; g = 0; v = 0; kept = 0; known = 0; resumes = 0
  };
  goto again;
fin: skip
}

init {
  atomic {
    run Producer();
    run Consumer(IDA);
#ifdef B
    run Consumer(IDB)
#endif
  }
}

#ifdef GOES_ON
/* Nobody who was here and is gone holds up the producer. */
ltl goes_on { [] (here -> <> (idle || over)) }
#endif
#ifdef LIVE
/* Who left is found, unless it comes back. */
ltl found { [] ((how == LEFT && ST(word) == FREE && idle && required && here) -> <> (over || !idle || how != LEFT || ST(word) != FREE)) }
#endif
