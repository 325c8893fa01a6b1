"""The sections of packet and handout, one module for each or for a few of a kind, and their order.

A new section is one module here, its import and its name in `SECTIONS`, and one entry with its words in
config/words/packet.yaml, or in the toolkit's packet.yaml where it belongs to one strategy.
Sections give blocks of `plan/packet.py`; they open no file and know nothing of paper.
"""

from whp_deck.planner.packet.base import HandoutSection, RolePlaySection, Section, SessionSection
from whp_deck.planner.packet.certificate import certificate
from whp_deck.planner.packet.commitment_slips import commitment_slips
from whp_deck.planner.packet.confidence import confidence
from whp_deck.planner.packet.debrief_sheet import debrief_sheet
from whp_deck.planner.packet.evaluation import evaluation
from whp_deck.planner.packet.facilitator_sheet import facilitator_sheet
from whp_deck.planner.packet.follow_up import follow_up
from whp_deck.planner.packet.materials import materials
from whp_deck.planner.packet.objections import objections
from whp_deck.planner.packet.observer_form import observer_form
from whp_deck.planner.packet.our_plan import our_plan
from whp_deck.planner.packet.pocket_cards import pocket_cards
from whp_deck.planner.packet.prebrief import prebrief
from whp_deck.planner.packet.role_cards import role_cards
from whp_deck.planner.packet.scenario_sheet import scenario_sheet, scenario_sheets
from whp_deck.planner.packet.script import script
from whp_deck.planner.packet.session_plan import session_plan
from whp_deck.planner.packet.sign_in import sign_in
from whp_deck.planner.packet.tally_sheet import tally_sheet
from whp_deck.planner.packet.transcript import transcript
from whp_deck.planner.packet.video_fails import video_fails
from whp_deck.planner.packet.video_link import video_link

SECTIONS: tuple[Section, ...] = (
    SessionSection("session-plan", session_plan),
    SessionSection("materials", materials),
    SessionSection("script", script),
    SessionSection("prebrief", prebrief),
    RolePlaySection("scenario-sheet", scenario_sheet),
    RolePlaySection("role-cards", role_cards),
    RolePlaySection("facilitator-sheet", facilitator_sheet),
    RolePlaySection("observer-form", observer_form),
    RolePlaySection("debrief-sheet", debrief_sheet),
    SessionSection("if-the-video-fails", video_fails),
    SessionSection("transcript", transcript),
    SessionSection("objections", objections),
    SessionSection("commitment-slips", commitment_slips),
    SessionSection("sign-in", sign_in),
    SessionSection("evaluation", evaluation),
    SessionSection("confidence", confidence),
    SessionSection("follow-up", follow_up),
    SessionSection("tally-sheet", tally_sheet),
    SessionSection("certificate", certificate),
    HandoutSection("our-plan", our_plan),
    HandoutSection("scenario-sheets", scenario_sheets),
    HandoutSection("video-link", video_link),
    HandoutSection("pocket-cards", pocket_cards),
)
