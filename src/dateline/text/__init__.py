"""The text stage: bytes of a capture in, an article with stable offsets out."""

VERSION = "2"  # of what reading gives: a change makes a newsroom read its captures anew
