"""The text stage: bytes of a capture in, an article with stable offsets out."""
