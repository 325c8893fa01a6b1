"""Checks of finished things: functions (plan | package) → problems. Must not change what they look at."""
