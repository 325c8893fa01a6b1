"""What is printed and mailed for each session: packet, handout, share deck, invitation.

In: a prepared deck and its rendered sessions. Out: files, each written in one step after the leak check of all that
leave the facilitator's hands. Imported only when a deck asks for them: the .pptx alone must not wait for a typesetter.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whp_deck.build.deck import Prepared, back_up, file_stem
from whp_deck.checks.leaks import find_leaks, find_leaks_in_text, find_leaks_in_word
from whp_deck.errors import EditedOutputError, InvalidDeckError, Problem, has_errors
from whp_deck.office.package import Package, open_package, package_bytes
from whp_deck.planner.documents import SessionDocuments, make_documents
from whp_deck.render.docx_open import is_as_built
from whp_deck.render.invite import render_ics, render_invite_text
from whp_deck.render.packet_docx import render_docx
from whp_deck.render.packet_pdf import render_pdf
from whp_deck.render.share import make_share
from whp_deck.render.thumbnails import draw_thumbnails

THUMBNAIL_PIXELS = 480  # half of the slide's 960, enough for 5 cm on paper
