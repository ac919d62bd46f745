"""The copy desk: rules that read a proof and tell what is wrong in it, where, and how to mend it."""
