"""The conversation as a pure function over a content pack: script, engine, interrupts, wording."""
