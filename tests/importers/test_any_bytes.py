"""Whatever the bytes, reading ends with grids or with a sentence; and every sample is one or the other."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import NothingReadable
from crmcli.importers import read_file

SAMPLES = sorted((Path(__file__).parent.parent.parent / "sample_data").iterdir())
STARTS = (
    *(b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table><tr><td>", b"[{", b'{"a":', b"\xff\xfe"),
    *(b"BEGIN:VCARD\nN:", b'"a",b\n"', b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', b"sep=\n"),
)


@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(start: bytes, rest: bytes) -> None:
    with suppress(NothingReadable):
        assert any(grid.rows for grid in read_file(None, start + rest, name="x"))


@given(data=st.data(), sample=st.sampled_from(SAMPLES))
def test_a_damaged_sample_is_read_or_refused(data: st.DataObject, sample: Path) -> None:
    content = bytearray(sample.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(NothingReadable):
        read_file(None, bytes(content[: data.draw(st.integers(1, len(content)))]), name="x")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_read_from_its_file(sample: Path) -> None:
    if sample.stem == "value_at_xfd1048576":
        with pytest.raises(NothingReadable, match="columns"):
            read_file(sample, name=sample.name)
        return
    grids = read_file(sample, name=sample.name)
    assert all(grid.file == sample.name for grid in grids)
    assert any(len(grid.rows) >= 2 for grid in grids)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.csv", "There is no file"), (tmp_path, "folder")):
        with pytest.raises(NothingReadable, match=words):
            read_file(path, name=path.name)
