"""The parts of the base template, as plain functions; `templates/make_base.py` puts them into one file."""
