"""Why practices are built again that nobody has touched: the network's file, the deck or whp-deck itself is another now.

In: the records of the practices that are to be built. Out: words. Must not tell what one practice's own file or row says.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from whp_deck.batch.records import Record, Records
from whp_deck.errors import counted, enumerated, show_path

_FEWEST = 2  # practices that have it in common
_MOST_CAUSES = 3
# as `records.asked_for` lists them
_ASKED = ("whp-deck itself", "which decks are asked for", "which network's file is named")
_OPTIONS = "what the command asks for (draft, strict, packet)"


def built_again(due: Sequence[tuple[Record, str]], records: Records) -> str:
    """A line about what more than half of them have in common, each with what is asked for now; "" where that is nothing."""
    causes = Counter(cause for record, asked in due for cause in dict.fromkeys(_causes(record, asked, records)))
    common = [cause for cause, many in causes.items() if many >= _FEWEST and many * 2 > len(due)]
    if not common:
        return ""
    more = f" and {len(common) - _MOST_CAUSES} more" if len(common) > _MOST_CAUSES else ""
    named = f"{', '.join(common[:_MOST_CAUSES])}{more}" if more else enumerated(common)
    verb = "has" if len(common) == 1 else "have"
    most = max(causes[cause] for cause in common)
    return f"{counted(most, 'practice')} to build again: {named} {verb} changed since the run before"


def _causes(record: Record, asked: str, records: Records) -> Collection[str]:
    if record.asked != asked:
        pairs = list(zip(json.loads(record.asked), json.loads(asked), strict=False))
        changed = [at for at, (was, now) in enumerate(pairs) if was != now]
        return [_ASKED[at] if at < len(_ASKED) else _OPTIONS for at in changed]
    return [show_path(Path(name)) for name in records.changed_inputs(record)]
