"""What people changed in built decks: told in words, merged into the next build, brought back into the YAML.

In: the files of a deck as they are now, what was built (`office.stamp`), and what the configuration gives today. Out:
changes, merged packages with their plan, entries for the deck file. Must not write files; `build` does.

In code a file is a built deck (`Known.files`, `BuiltFile`), and what the YAML gives is the configuration, or `fresh`; only in
sentences for people "your files" are the YAML.
"""
