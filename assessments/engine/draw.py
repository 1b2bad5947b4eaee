"""Stable draws by a hash of the arguments, and which challenge of a skill to show (settled.md 5)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from .types import ChallengeItem, Evidence, ItemBank

T = TypeVar("T")
SEED_LIMIT = 2**31 - 1


class Freshness(StrEnum):
    """Why a challenge may be shown, the best first."""

    NEVER_SEEN = "jamais vue par cet élève"
    NEW_VARIANT = "nouvelle variante d'une épreuve déjà vue"
    LEAST_RECENT = "épreuve vue il y a le plus longtemps"


@dataclass(frozen=True, slots=True)
class Offer:
    """The equally good challenges of one skill. ``timed``: the first of them has a timer (original-rules.md §2.2)."""

    challenges: tuple[ChallengeItem, ...]
    freshness: Freshness

    @property
    def timed(self) -> bool:
        return self.challenges[0].timed


def number(seed: int, *parts: object) -> int:
    """A 64-bit number that depends on nothing but its arguments, on any machine."""
    text = ":".join(str(part) for part in (seed, *parts))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def draw(items: Sequence[T], seed: int, n: int, purpose: str = "") -> T:
    """One of ``items``, uniformly over seeds. ``n``: number of answers already given. Raises ValueError if empty."""
    if not items:
        raise ValueError("Nothing to draw from.")
    return items[number(seed, n, purpose) % len(items)]


def variant_seed(challenge: int, seed: int, n: int, seen: Iterable[int] = ()) -> int:
    """A seed for the generator, 1..SEED_LIMIT, not among the ``seen`` ones."""
    known, turn = set(seen), 0
    while True:
        value = 1 + number(seed, n, "variant", challenge, turn) % SEED_LIMIT
        if value not in known:
            return value
        turn += 1


@dataclass(frozen=True, slots=True)
class Sightings:
    """What the pupil has already seen, put-aside answers included.

    order    challenge → rank of its last showing, older first
    seeds    challenge → variant seeds shown
    own      challenges answered in this assessment: never again in it
    last     skill → challenge of the most recent answer
    reopened skills with a put-aside answer: their old challenges may come back
    """

    order: Mapping[int, int]
    seeds: Mapping[int, frozenset[int]]
    own: frozenset[int]
    last: Mapping[int, int]
    reopened: frozenset[int]


def chronological(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Earlier answers from the oldest, then those of this assessment by ``seq``; total, so list order is irrelevant."""

    def moment(e: Evidence) -> tuple[object, ...]:
        when = (0.0, 0) if e.own else (-e.age_days, -1 if e.assessment is None else e.assessment)
        return (e.own, *when, e.seq, e.skill, e.challenge, e.outcome, e.seed, e.weight, e.retry, e.control)

    return sorted(evidence, key=moment)


def sightings(evidence: Iterable[Evidence]) -> Sightings:
    """Summary of every challenge seen; ``evidence`` in any order."""
    ordered = chronological(evidence)
    seeds: dict[int, set[int]] = {}
    for e in ordered:
        seeds.setdefault(e.challenge, set()).add(e.seed)
    return Sightings(
        order=MappingProxyType({e.challenge: rank for rank, e in enumerate(ordered)}),
        seeds=MappingProxyType({challenge: frozenset(values) for challenge, values in seeds.items()}),
        own=frozenset(e.challenge for e in ordered if e.own),
        last=MappingProxyType({e.skill: e.challenge for e in ordered}),
        reopened=frozenset(e.skill for e in ordered if e.weight <= 0 and not e.own and not e.control),
    )


def offer(
    bank: ItemBank, skill: int, seen: Sightings, *, retry: bool = False, timed_allowed: bool = True
) -> Offer | None:
    """The challenges that may be shown for a skill, or None when there is none.

    Never seen first; else a generated one, with a new seed; else, only in a retry or after a reset, the least
    recently seen. In a retry that last resort is never the challenge of the last answer («another challenge»).
    """
    playable = [
        c for c in bank.challenges_of(skill) if c.playable and c.id not in seen.own and (timed_allowed or not c.timed)
    ]
    fresh = tuple(c for c in playable if c.id not in seen.order)
    if fresh:
        return Offer(fresh, Freshness.NEVER_SEEN)
    generated = [c for c in playable if c.generated]
    if retry:
        generated = [c for c in generated if c.id != seen.last.get(skill)] or generated
    if generated:
        return Offer(tuple(generated), Freshness.NEW_VARIANT)
    if not retry and skill not in seen.reopened:
        return None
    old = [c for c in playable if not (retry and c.id == seen.last.get(skill))]
    if not old:
        return None
    return Offer((min(old, key=lambda c: (seen.order[c.id], c.id)),), Freshness.LEAST_RECENT)


def pick(choice: Offer, seen: Sightings, *, seed: int, n: int, avoid_timed: bool) -> tuple[ChallengeItem, int]:
    """The challenge shown and its variant seed (0 without generator)."""
    pool = tuple(c for c in choice.challenges if not c.timed) if avoid_timed else ()
    challenge = draw(pool or choice.challenges, seed, n, "challenge")
    if not challenge.generated:
        return challenge, 0
    return challenge, variant_seed(challenge.id, seed, n, seen.seeds.get(challenge.id, frozenset()))
