"""Which slide of today was built before, and which a person has made that the configuration gives now.

In: `Known`, and the snapshots of what the configuration gives today. Out: slides as built or as found, by session and
position in what it gives. Must not decide what becomes of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whp_deck.edits.files import Known, Place, is_left
from whp_deck.office.snapshot import SlideSnapshot
from whp_deck.office.stamp import Manifest


def find_ancestors(
    known: Known, fresh: Sequence[Manifest], targets: Sequence[int | None]
) -> dict[tuple[int, int], Place]:
    """Which slide as built is which slide of today: same session first, then the same id in another one."""
    places: dict[str, list[Place]] = {}
    for number, file in enumerate(known.files):
        for at, id in enumerate(file.manifest.slides):
            places.setdefault(id, []).append(Place(number, at))
    found: dict[tuple[int, int], Place] = {}
    taken: set[Place] = set()
    for same_session in (True, False):
        for session, manifest in enumerate(fresh):
            for at, id in enumerate(manifest.slides):
                if (session, at) in found:
                    continue
                for place in places.get(id, ()):
                    if place not in taken and (not same_session or place.file == targets[session]):
                        found[session, at] = place
                        taken.add(place)
                        break
    return found


def find_brought_back(
    known: Known,
    fresh: Sequence[Manifest],
    targets: Sequence[int | None],
    ancestors: Mapping[tuple[int, int], Place],
) -> dict[tuple[int, int], Place]:
    """Slides that a person added and that the configuration now gives, word for word: `pull` wrote them there."""
    waiting: dict[object, list[Place]] = {}
    for place in (*known.added, *known.copies):
        snapshot = known.found(place)
        if is_left(snapshot):  # hidden; what the files give is to be seen
            continue
        waiting.setdefault((snapshot.title, _words(snapshot)), []).append(place)
    found: dict[tuple[int, int], Place] = {}
    for same_session in (True, False):  # where it stands now, else where a meeting has room for it
        for session, manifest in enumerate(fresh):
            for at, snapshot in enumerate(manifest.slides.values()):
                if (session, at) in ancestors or (session, at) in found:
                    continue
                places = waiting.get((snapshot.title, _words(snapshot)), [])
                for place in [one for one in places if not same_session or one.file == targets[session]][:1]:
                    found[session, at] = place
                    places.remove(place)
    return found


def _words(snapshot: SlideSnapshot) -> tuple[str, ...]:
    return tuple(line for one in snapshot.shapes if one.family != "title" for line in one.text.split("\n") if line)
