"""Tables and cards on a terminal: they fit, they line up, and they can be copied from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from crmcli.records.base import Msg
from crmcli.records.sheet import Card, Cell, Column, Section, Sheet, Typed
from crmcli.render.table import draw
from tests.render.samples import EXAMPLE, HOSTILE, customers, wording

LONG = (
    "C20260501002",
    "深圳市南山区智微自动化设备有限公司",
    "Christopher Wang",
    "+852 91234567",
    "quote",
    "2025-12-30",
    "",
)


def drawn(thing: Sheet | Card, width: int = 80, lang: str = "zh") -> list[str]:
    """The lines without colours."""
    return draw(thing, wording(lang), width=width, color=False).splitlines()


def starts(line: str, *texts: str) -> list[int]:
    """The cell in which each text begins."""
    return [cell_len(line[: line.index(text)]) for text in texts]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(*[HOSTILE] * 7), max_size=4), st.integers(20, 130), st.sampled_from(["zh", "en"]))
def test_no_line_of_a_table_is_wider_than_the_terminal(rows: list[tuple[str, ...]], width: int, lang: str) -> None:
    for line in drawn(customers(*rows), width, lang):
        assert cell_len(line) <= width
        assert line == line.rstrip()
        assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in line)


@settings(max_examples=150, deadline=None)
@given(HOSTILE, HOSTILE, st.integers(20, 130))
def test_no_line_of_a_card_is_wider_than_the_terminal(label: str, value: str, width: int) -> None:
    pairs = ((Msg("{x}", {"x": label}), value), (Msg("电话"), "13800138000"))
    card = Card(Msg("{x}", {"x": label}), (Section(Msg("Notes"), pairs, (value, value * 5)),), {})
    assert all(cell_len(line) <= width for line in drawn(card, width))


@settings(max_examples=100, deadline=None)
@given(HOSTILE.filter(lambda text: "13800138000" not in text))
def test_what_follows_any_name_begins_in_the_same_cell(name: str) -> None:
    lines = drawn(customers(EXAMPLE, ("C20260501002", name, "李娜", "13800138000", "quote", "", "")))
    assert starts(lines[2], "13800138000") == starts(lines[3], "13800138000")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_usual_list_of_customers_is_whole_in_80_columns_but_for_long_names(lang: str) -> None:
    lines = drawn(customers(EXAMPLE, LONG), 80, lang)
    assert "C20260501001" in lines[2]
    assert "13800138000" in lines[2]
    assert "11-12" in lines[2]
    assert "2026-11-12" not in lines[2]
    assert "+852 91234567" in lines[3]
    assert "深圳市南…" in lines[3] or "深圳市南山…" in lines[3]


def test_a_wide_terminal_shows_everything_and_the_whole_dates() -> None:
    lines = drawn(customers(EXAMPLE, LONG), 140)
    assert "2026-11-12" in lines[2]
    assert "深圳市南山区智微自动化设备有限公司  Christopher Wang  +852 91234567" in lines[3]


@pytest.mark.parametrize("width", [40, 50, 60, 80, 100, 120])
def test_phones_and_codes_are_never_cut(width: int) -> None:
    lines = drawn(customers(EXAMPLE, LONG), width)
    assert "C20260501001" in lines[2]
    assert "+852 91234567" in lines[3]


def test_the_column_with_the_highest_drop_goes_first() -> None:
    columns = (
        Column("name", "Customer"),
        Column("a", "Aaaa", drop=1),
        Column("b", "Bbbb", drop=2),
        Column("c", "Cccc"),
    )
    sheet = Sheet(columns, (("名" * 10, "a" * 10, "b" * 10, "c" * 10),))
    headings = {width: drawn(sheet, width)[0].split() for width in (60, 40, 26)}
    assert headings[60] == ["客户", "Aaaa", "Bbbb", "Cccc"]
    assert headings[40] == ["客户", "Aaaa", "Cccc"]
    assert headings[26] == ["客户", "Cccc"]


def test_markup_and_escapes_are_shown_and_not_obeyed() -> None:
    sheet = Sheet((Column("name", "Customer"),), (("[red]示例[/red] :smile: \x1b[31m",),), notes=(Msg("[b]note"),))
    for color in (False, True):
        text = draw(sheet, wording(), width=80, color=color)
        assert "[red]示例[/red] :smile: ␛[31m" in text
        assert "[b]note" in text


def test_colour_changes_nothing_but_escape_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    sheet = customers(EXAMPLE, LONG)
    plain = draw(sheet, wording(), width=80, color=False)
    coloured = draw(sheet, wording(), width=80, color=True)
    assert "\x1b" not in plain
    assert "\x1b[1m" in coloured
    from rich.text import Text

    assert Text.from_ansi(coloured).plain.rstrip("\n") == plain.rstrip("\n")


def test_groups_details_and_notes_stand_where_they_belong() -> None:
    columns = (Column("rank", "#", "count"), Column("customer_name", "Customer"), Column("reason", "Reason", "msg"))
    sheet = Sheet(
        columns,
        ((9, "示例科技", Msg("late")), (10, "王小明", Msg("today"))),
        groups=((0, Msg("Overdue")), (1, Msg("Today")), (2, Msg("Tomorrow"))),
        details=(("同意报价\n等老板点头 " + "长" * 50,), ()),
        notes=(Msg("a note"),),
        headed=False,
    )
    assert drawn(sheet, 40) == [
        "Overdue",
        " 9  示例科技  late",
        "    同意报价 等老板点头 " + "长" * 7 + "…",
        "",
        "Today",
        "10  王小明    today",
        "",
        "a note",
    ]


def test_numbers_stand_at_the_right_below_their_heading() -> None:
    sheet = Sheet(
        (Column("name", "Customer"), Column("amount", "Amount", "money")), (("示例", 120_000), ("王小明", 50))
    )
    assert drawn(sheet) == ["客户     金额", "─────────────", "示例    1,200", "王小明   0.50"]


def test_an_empty_table_says_so() -> None:
    assert drawn(customers(), lang="zh")[0] == "没有内容。"
    assert drawn(Sheet((), (), empty=Msg("Nobody is due.")))[0] == "Nobody is due."


def test_only_the_chosen_columns_are_shown_in_their_order() -> None:
    columns = (Column("a", "A"), Column("b", "B"), Column("custom", "Custom", "object"))
    rows: tuple[tuple[Cell, ...], ...] = (("1", "2", {"x": 1}),)
    assert drawn(Sheet(columns, rows))[0] == "A  B"
    assert drawn(Sheet(columns, rows, shown=("b", "a")))[0] == "B  A"


def test_a_card_aligns_chinese_labels_and_hangs_long_text() -> None:
    pairs = (
        (Msg("联系人"), "张伟"),
        (Msg("需求"), "要 " + "长" * 20),
        (Msg("预算"), Typed("money", 500)),
        (Msg("备注"), None),
    )
    card = Card(
        Msg("示例科技"), (Section(None, pairs), Section(Msg("Empty")), Section(Msg("跟进"), (), ("一\n二",))), {}
    )
    assert drawn(card, 40) == [
        "示例科技",
        "",
        "  联系人  张伟",
        "  需求    要 " + "长" * 13,
        "          " + "长" * 7,
        "  预算    5 元",
        "  备注    –",
        "",
        "跟进",
        "  一",
        "    二",
    ]


def test_two_branches_that_would_be_cut_alike_keep_their_ends() -> None:
    names = [f"深圳市示例创新科技有限公司{city}分公司" for city in ("上海", "北京")]
    sheet = Sheet((Column("name", "Name", share=3),), tuple((name,) for name in (*names, "成都样例餐饮管理有限公司")))
    lines = drawn(sheet, 20)[2:]
    assert [line.strip() for line in lines] == ["深圳市示…上海分公司", "深圳市示…北京分公司", "成都样例餐饮管理有…"]
