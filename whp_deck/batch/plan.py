"""What a batch has to do: the list read and judged, each practice looked up among what earlier runs made.

In: list, decks, folder, options. Out: a `Batch`, or `RefusedListError` with all that is wrong. Must not build.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from whp_deck.batch.alone import alone_in
from whp_deck.batch.gathered import gathered
from whp_deck.batch.jobs import Job, Options
from whp_deck.batch.known import KnownPractice, look_up
from whp_deck.batch.list_mistakes import list_mistakes
from whp_deck.batch.owners import Owners
from whp_deck.batch.records import Records
from whp_deck.batch.refused import of_the_list_alone, refuse
from whp_deck.batch.run import Batch
from whp_deck.batch.shared_words import words_of_the_tool
from whp_deck.batch.undecided import undecided
from whp_deck.checks.strangers import Phrase, phrase, tells
from whp_deck.config.placeholders import names_nobody
from whp_deck.config.practice_list import list_practices
from whp_deck.errors import has_errors
from whp_deck.files import put_bytes

_STRANGERS = "strangers.json"


def plan_batch(
    practices: Path,
    decks: Sequence[Path],
    output: Path,
    *,
    network: Path | None = None,
    options: Options,
    dry_run: bool = False,
) -> Batch:
    """All that is to be done; with `dry_run` to be foreseen alone, and not a file is written.

    Raises RefusedListError when the list or the decks' names are not sound.
    """
    listed, told = list_practices(practices, network)
    records = Records(output)
    judged = list_mistakes(listed, decks, network, records, told)
    strangers = records.folder / _STRANGERS
    lacking = undecided(listed, [*decks, *([network] if network else [])])
    looked_up = [
        look_up(
            Job(one.folder, one.row or one.path, tuple(decks), output / one.folder, strangers, network, options),
            one,
            records,
            judged.stops.get(one.folder, ()),
            lacking,
        )
        for one in (listed if of_the_list_alone(judged.problems, practices) else ())
    ]
    each, problems, stopping = judged.problems, gathered(judged.problems), gathered(judged.refused)
    if has_errors(problems):
        raise refuse(problems, stopping, each, looked_up, records, None if dry_run else output)
    known = {one.job.folder: one for one in looked_up}
    common = judged.common
    if not any(one.row for one in listed):  # what the files call their practices is known only now
        common = words_of_the_tool(text for one in known.values() for text in one.identity.texts)
    pairs = _texts(known.values(), common)
    texts = json.dumps(pairs, ensure_ascii=False)
    owners = Owners(pairs, {one.identity.name: one.job.output for one in known.values()}, network)
    if not dry_run:
        with alone_in(output, records.folder):
            if not strangers.exists() or strangers.read_text(encoding="utf-8") != texts:
                put_bytes(strangers, texts.encode())
    digest = sha256(texts.encode()).hexdigest()
    return Batch(output, problems, stopping, known, digest, records, owners, _each=each, ways=lacking.ways)


def _texts(known: Iterable[KnownPractice], common: Collection[Phrase]) -> list[tuple[str, str]]:
    """Each text by which a practice is known, and whose it is."""
    texts = ((text, one.identity.name) for one in known for text in one.identity.texts)
    pairs = {(text, name) for text, name in texts if tells(text) and not names_nobody(text)}
    pairs = {pair for pair in pairs if phrase(pair[0]) not in common} if common else pairs
    return sorted(pairs)
