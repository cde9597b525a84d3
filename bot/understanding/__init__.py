"""Text to meaning: care, kind of news, entities, themes, times. Pure; its words come from `content/`."""
