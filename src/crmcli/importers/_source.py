"""The bytes of one file on their way to a Grid, with their text decoded once and only when asked for."""

from __future__ import annotations

from functools import cached_property

from crmcli.importers._encoding import Decoded, decode


class Source:
    """What every format is given.

    Args:
        name: the file's name for sentences.
        data: all its bytes.
        encoding: the user's word for how text is encoded; None to find out.
        delimiter: the user's word for what separates the columns of text; None to find out.
    """

    def __init__(self, name: str, data: bytes, *, encoding: str | None = None, delimiter: str | None = None) -> None:
        self.name = name
        self.data = data
        self.encoding = encoding
        self.delimiter = delimiter

    @cached_property
    def decoded(self) -> Decoded:
        """The text of the bytes; NothingReadable or BadValue when they are none."""
        return decode(self.data, name=self.name, encoding=self.encoding)

    @cached_property
    def opening(self) -> str:
        """The first characters in lower case, good enough to tell markup from a table, whatever the encoding."""
        head = self.data[:4096].replace(b"\0", b"")
        return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").decode("ascii", "replace").lower()
