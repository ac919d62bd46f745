"""What a stranger's bytes can break, and how it is told: neither may end a run."""

from __future__ import annotations

from dateline.errors import DatelineError

# Beside our own errors: what libraries raise on bytes nobody thought of (UnicodeEncodeError is a ValueError,
# OverflowError an ArithmeticError). An AssertionError or AttributeError is a fault of the program, and goes through.
HOSTILE = (ValueError, TypeError, RecursionError, LookupError, ArithmeticError)


def told(error: Exception) -> str:
    """What went wrong, in words that can be kept; the type is named unless the words were meant for a reader."""
    words = encodable(" ".join(str(error).split()))
    if isinstance(error, DatelineError | OSError) and words:
        return words
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def encodable(text: str) -> str:
    """The text with the replacement character for each lone surrogate, which neither UTF-8 nor SQLite takes.

    JSON can write one, and Python makes them of bytes in file names that are not UTF-8.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
