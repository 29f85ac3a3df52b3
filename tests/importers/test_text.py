"""Delimited text: what separates, what is quoted, and what is done when the quotes are wrong."""

from __future__ import annotations

import pytest

from crmcli.errors import BadValue, NothingReadable
from crmcli.importers import read_file
from tests.importers.reading import one, rows

PEOPLE = (("姓名", "公司", "手机"), ("张伟", "示例科技", "13800138000"), ("李娜", "样例贸易", "13800138001"))


def joined(delimiter: str, end: str = "\r\n") -> str:
    return "".join(delimiter.join(row) + end for row in PEOPLE)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，", "  ", "\u3000", " "])
def test_the_separator_is_found(delimiter: str) -> None:
    assert rows(joined(delimiter)) == PEOPLE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_every_line_end_is_one(end: str) -> None:
    assert rows(joined(",", end)) == PEOPLE


@pytest.mark.parametrize("line", ["sep=|\r\n", "SEP=|\n", '"sep=|"\r\n'])
def test_the_line_that_names_the_separator_is_no_row(line: str) -> None:
    grid = one(line + joined("|"))
    assert (grid.rows, grid.delimiter, grid.first_row) == (PEOPLE, "|", 1)


def test_separators_within_quotes_and_titles_above_do_not_mislead() -> None:
    text = 'Visitors 2024\n\nName;Note;Phone\nAnn;"a, b; c";1\nBen;"d, e, f";2\nCid;g,h,i,j;3\n'
    assert rows(text)[3:] == (("Ann", "a, b; c", "1"), ("Ben", "d, e, f", "2"), ("Cid", "g,h,i,j", "3"))


def test_blank_lines_keep_their_numbers_and_end_ones_are_cut() -> None:
    assert rows("\n\n姓名,手机\n\n张伟,1\n,\n \n\n") == ((), (), ("姓名", "手机"), (), ("张伟", "1"))


def test_one_column_stays_one() -> None:
    assert rows("手机\n13800138000\n13800138001\n") == (("手机",), ("13800138000",), ("13800138001",))


def test_english_words_are_not_split_at_single_spaces() -> None:
    assert rows("Name\nAnn Example\nBen Sample Jr\n") == (("Name",), ("Ann Example",), ("Ben Sample Jr",))


def test_cells_are_exactly_as_in_the_file() -> None:
    assert rows("编号,电话\n007, 075588886666 \n1.10,=1+1\n")[1:] == (("007", " 075588886666 "), ("1.10", "=1+1"))


def test_quoted_cells_may_hold_newlines_separators_and_doubled_marks() -> None:
    assert rows('a,b\n"x\ny, ""z""",2\n')[1] == ('x\ny, "z"', "2")


def test_marks_inside_cells_are_kept() -> None:
    assert rows('a,b\n5" 屏,2\n张 "老板" 伟,3\n') == (("a", "b"), ('5" 屏', "2"), ('张 "老板" 伟', "3"))


@pytest.mark.parametrize(
    ("broken", "row"),
    [
        ('"李娜,样例贸易,2', ("李娜", "样例贸易", "2")),
        ('李娜,"样例贸易,2', ("李娜", "样例贸易", "2")),
        ('"李娜"女士,样例贸易,2', ("李娜女士", "样例贸易", "2")),
    ],
)
@pytest.mark.parametrize("after", ['王强,"示范, 五金",3', "王强,示范五金,3", '王强,"示范\n五金",3'])
def test_an_unclosed_mark_swallows_no_later_row(broken: str, row: tuple[str, ...], after: str) -> None:
    more = "".join(f"客{n},公司{n},{n}\n" for n in range(30))
    grid = one(f"姓名,公司,手机\n{broken}\n{after}\n{more}")
    assert grid.rows[1] == row
    assert grid.rows[2][0::2] == ("王强", "3")
    assert len(grid.rows) == 33
    unclosed = broken.count('"') % 2
    assert [note.params["rows"] for note in grid.notes] == ["2"] * unclosed


def test_an_unclosed_mark_that_meets_a_later_one_still_swallows_nothing() -> None:
    text = '姓名,公司,手机\n"张伟,a,1\n' + "李娜,b,2\n" * 5 + '王强,c 5",3\n陈静,d,4\n'
    assert len(rows(text)) == 9


def test_a_cell_without_end_is_cut_and_named() -> None:
    grid = one("姓名,备注\n张伟," + "长" * 200_000 + "\n李娜,短\n")
    assert [len(row) for row in grid.rows] == [2, 2, 2]
    assert (len(str(grid.rows[1][1])), grid.notes[-1].params["rows"]) == (131_072, "2")


def test_nul_characters_are_left_out_and_counted() -> None:
    grid = one("姓名,手机\n张\0伟,138\0\n")
    assert (grid.rows[1], grid.notes[-1].params["n"]) == (("张伟", "138"), 2)


def test_the_users_word_for_separator_and_encoding_counts() -> None:
    (grid,) = read_file(None, "é;a,b".encode("cp1252"), name="x", encoding="cp1252", delimiter=";")
    assert grid.rows == (("é", "a,b"),)
    with pytest.raises(BadValue, match="nonsense"):
        read_file(None, b"a", name="x", encoding="nonsense")


@pytest.mark.parametrize("data", [b"", b"\n \r\n\t\n", b"\xef\xbb\xbf", ",,\n,,\n".encode("utf-16")])
def test_nothing_but_blanks_is_refused(data: bytes) -> None:
    with pytest.raises(NothingReadable, match=r"x\.csv"):
        read_file(None, data, name="x.csv")
