"""The command line: parse, one call, print. A command's module is loaded when it is called, and not before."""
