"""Every error the program raises on purpose, under one root.

An error's text is for operators and coaches: it says what, where and what to do. Words for the person in the
conversation live in `content/`. No error ever carries what a person wrote, a name or an organisation.
"""


class NextStepError(Exception):
    """Something is wrong that a human can put right; the text says how."""


class ContentError(NextStepError):
    """A content pack can't be used; the text names file and line."""


class StorageError(NextStepError):
    """The folder of drawers can't be read or written."""


class FolderInUseError(StorageError):
    """Another process holds the folder."""


class DamagedDrawerError(StorageError):
    """One person's drawer can't be read; it was set aside and nobody else is concerned."""


class SettingsError(NextStepError):
    """The configuration is wrong; all problems are told at once."""
