"""Reports of what a command found, as text, JSON and HTML. In: values. Out: text. Must not print or write files."""
