"""One file per format, found by its name: `write(thing, wording, options)` gives text or bytes."""
