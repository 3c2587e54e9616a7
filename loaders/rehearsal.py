"""What every file needs, made ready once in the process that the files' own are forked from.

Patterns are compiled and words looked up when they are first needed: without this each file would do it all anew.
"""

from pathlib import Path

from loaders.parse import parse_document

SAMPLE = Path(__file__).with_suffix(".txt")

parse_document(SAMPLE)
