"""The terminal: the author's preview and the driver of the tests."""
