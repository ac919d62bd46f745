"""Every error of Dateline, as a tree.

::

    DatelineError
    ├── Transient            may go through later: try again
    │   ├── FetchFailed      a host did not answer, or answered that it cannot now
    │   └── Busy             another process writes to this newsroom
    └── Terminal             will not go through as it stands: something must be mended
        ├── Refused          an address, redirect or body that safety rules turn away
        │   └── Gone         a page that its server says is not there
        ├── Unreadable       bytes that are not what they say, or hold no article
        │   └── CutOff       a model's answer that ends before its end
        ├── BadSettings      dateline.toml, a flag or a variable says what cannot be
        ├── NotFound         no newsroom, issue, story or source of that name
        ├── BadNewsroom      a folder or database that is not ours, or of another release
        ├── BadSearch        a search that asks for nothing, or for too much
        ├── Edited           a draft that an editor changed would be overwritten
        ├── Closed           a closed issue would be changed, or one that is not closed corrected
        └── Faulty           an issue with errors would be closed

A message says what was being done to what, and how to mend it; the cause is kept by `raise … from`.
"""


class DatelineError(Exception):
    """Root of all errors that Dateline raises on purpose."""


class Transient(DatelineError):
    """May go through later."""


class Terminal(DatelineError):
    """Will not go through as it stands."""


class FetchFailed(Transient):
    """A host did not answer, or answered that it cannot now."""


class Busy(Transient):
    """Another process writes to this newsroom."""


class Refused(Terminal):
    """An address, redirect or body that safety rules turn away."""


class Gone(Refused):
    """A page that its server says is not there."""


class Unreadable(Terminal):
    """Bytes that are not what they say, or hold no article."""


class CutOff(Unreadable):
    """A model's answer that ends before its end, with what there is of it."""

    def __init__(self, message: str, text: str):
        super().__init__(message)
        self.text = text


class BadSettings(Terminal):
    """A setting that cannot be."""


class NotFound(Terminal):
    """No newsroom, issue, story or source of that name."""


class BadNewsroom(Terminal):
    """A folder or database that is not ours, or of another release."""


class BadSearch(Terminal):
    """A search that asks for nothing, or for too much."""


class Edited(Terminal):
    """A draft that an editor changed would be overwritten."""


class Closed(Terminal):
    """A closed issue would be changed, or one that is not closed corrected."""


class Faulty(Terminal):
    """An issue with errors would be closed."""
