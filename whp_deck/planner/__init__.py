"""Deck + facts → DeckPlan: order, ids, minutes, sessions. Pure: opens no file and knows no Office library."""
