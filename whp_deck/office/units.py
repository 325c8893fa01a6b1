"""How long an English Metric Unit is, in which PowerPoint keeps all lengths (ECMA-376 part 1, 20.1.2.1).

In: nothing. Out: two numbers. Must not know what is measured.
"""

from __future__ import annotations

EMU_PER_POINT = 12700
EMU_PER_INCH = 72 * EMU_PER_POINT
