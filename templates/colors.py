"""The colors of the base template and of the packet's Word template: one look for slides and paper."""

from __future__ import annotations

COLORS = {
    "dk1": "1F2A30",
    "lt1": "FFFFFF",
    "dk2": "0B4F5C",
    "lt2": "F3ECE2",
    "accent1": "AA441C",
    "accent2": "0E6F7B",
    "accent3": "34407A",
    "accent4": "8A5A00",
    "accent5": "7A3E6E",
    "accent6": "3D6B3F",
    "hlink": "0B5F6E",
    "folHlink": "6B4A6B",
}
