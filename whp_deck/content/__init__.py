"""What authors write about their world: practice, decisions, handoffs, checklists, scenarios, sources, words.

In: YAML trees with places (`Map`, `Seq`). Out: frozen pydantic models that remember where each field came from.
Must not read files or know slides.
"""
