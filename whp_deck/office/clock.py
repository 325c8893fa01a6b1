"""The only time of day that a build knows: `SOURCE_DATE_EPOCH`'s, or a fixed one.

In: the environment. Out: a moment in UTC. Must not look at the clock, so that a rebuild yields the same bytes.
"""

from __future__ import annotations

import datetime as dt
import os


def fixed_time() -> dt.datetime:
    """`SOURCE_DATE_EPOCH` (reproducible-builds.org), else the first moment that a zip can name."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if seconds.isdecimal():
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC)
    return dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


def fixed_stamp() -> str:
    """The same as Office's XML writes it, "1980-01-01T00:00:00Z"."""
    return fixed_time().strftime("%Y-%m-%dT%H:%M:%SZ")
