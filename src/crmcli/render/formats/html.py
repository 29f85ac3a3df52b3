"""One page that needs nothing else: a table with its charts for each sheet, without script, network or date.

Light or dark as the reader's system is, on narrow screens and on paper. Charts are drawn by `render.charts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Book, Card, Column, Sheet
from crmcli.render.charts import svg
from crmcli.render.columns import shown
from crmcli.render.flat import flat
from crmcli.render.options import Options
from crmcli.render.text import clean
from crmcli.render.wording import Wording

_RIGHT = ("money", "rate", "count")
_WHOLE = ("code", "day", "moment", "yesno")  # words and dates that are not broken into lines
STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1d2430;--dim:#667085;--line:#d9dee6;--band:#f4f6f9;
--c0:#2f6fde;--c1:#e08a1e;--c2:#2a9d72;--c3:#8b5cd6;--c4:#d1495b;--c5:#4aa3c7;--c6:#9a7b4f;--c7:#7a8699}
@media(prefers-color-scheme:dark){:root{--paper:#14181f;--ink:#e6eaf0;--dim:#98a2b3;--line:#333b47;--band:#1c222b;
--c0:#6ea2ff;--c1:#f0ab55;--c2:#57c79b;--c3:#b394f0;--c4:#ef7f8d;--c5:#79c6e4;--c6:#c6a878;--c7:#a3aebf}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:62rem;background:var(--paper);color:var(--ink);
font:15px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{font-size:1.5rem;margin:0 0 1rem}h2{font-size:1.15rem;margin:2.5rem 0 .75rem;border-top:1px solid var(--line);
padding-top:1.25rem}#s0>h2{border:0;margin-top:0;padding-top:0}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0 0 1.5rem}a{color:var(--c0)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem;margin:0 0 1rem}
figure{margin:0;max-width:40rem;padding:.5rem;border:1px solid var(--line);border-radius:.5rem}
figcaption{font-weight:600;padding:.25rem .5rem}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .6rem;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
thead th{color:var(--dim);font-weight:600;white-space:nowrap}td.n,th.n{text-align:right}td.n,td.k{white-space:nowrap}
td:first-child{min-width:6.5em}td.w{min-width:10em}
tbody th{background:var(--band);font-weight:600}td.bar{min-width:6rem;width:16%}
td.bar i{display:block;height:.85em;margin-top:.35em;background:var(--c0);border-radius:.15rem}
td.spark{white-space:nowrap;font-family:monospace;color:var(--c0)}
p{color:var(--dim);margin:.5rem 0 0}
svg{display:block;width:100%;height:auto;font-size:13px}
svg text{fill:var(--ink);stroke:none}svg .background{fill:none}
svg .axis text{fill:var(--dim)}svg .axis .line{stroke:var(--line);fill:none}
svg .axis.x text{text-anchor:middle}svg .axis.x text[transform]{text-anchor:start}svg .axis.y text{text-anchor:end}
svg .axis.x text.backwards[transform]{text-anchor:end}
svg .guide.line{stroke:var(--line);stroke-dasharray:3,4}
svg .horizontal .axis.y .guide.line,svg .vertical .axis.x .guide.line{opacity:0}
svg .text-overlay text{font-size:12px}svg .horizontal .text-overlay text{text-anchor:start}
svg .vertical .text-overlay text{text-anchor:middle}svg .tooltip,svg desc,svg title{display:none}
svg .line-graph .line{fill:none;stroke-width:2}svg .legend text{font-size:13px}
@media print{:root{--paper:#fff;--ink:#000;--dim:#444;--line:#bbb;--band:#f2f2f2}body{max-width:none;padding:0;
font-size:11px}nav{display:none}figure,tr{break-inside:avoid}h2,.charts,tbody tr:has(th){break-after:avoid}
h2{margin-top:1.5rem}.table{overflow:visible}.charts{grid-template-columns:1fr 1fr}
.charts:has(figure:only-child){grid-template-columns:minmax(0,60%)}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
""" + "".join(f"svg .color-{n}{{fill:var(--c{n % 8});stroke:var(--c{n % 8})}}" for n in range(16))


def write(thing: Sheet | Card | Book, wording: Wording, options: Options) -> str:
    """The page; text from people can be no markup."""
    sheets = thing.sheets if isinstance(thing, Book) else (flat(thing),)
    title = thing.title if not isinstance(thing, Sheet) else thing.title or Msg(N_("Report"))
    body = "\n".join(_section(sheet, wording, options, place=place, alone=len(sheets) == 1)
                     for place, sheet in enumerate(sheets))  # fmt: skip
    links = _links(sheets, wording) if len(sheets) > 1 else ""
    lang = "zh-CN" if wording.lang == "zh" else wording.lang
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">"
        f"<title>{_said(title, wording)}</title><style>{STYLE}</style>"
    )
    heading = f"<h1>{_said(title, wording)}</h1>\n"
    start = f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>{head}</head>\n<body>\n'
    return f"{start}{heading}{links}{body}\n</body>\n</html>\n"


def _said(what: object, wording: Wording) -> str:
    return escape(clean(wording.say(what)))


def _links(sheets: tuple[Sheet, ...], wording: Wording) -> str:
    names = [(place, _said(sheet.name or sheet.title, wording)) for place, sheet in enumerate(sheets)]
    return "<nav>" + "".join(f'<a href="#s{place}">{name}</a>' for place, name in names) + "</nav>\n"


def _section(sheet: Sheet, wording: Wording, options: Options, *, place: int, alone: bool) -> str:
    heading = "" if alone else f"<h2>{_said(sheet.title, wording)}</h2>"
    charts = [
        f"<figure><figcaption>{_said(chart.title, wording)}</figcaption>{drawn}</figure>"
        for number, chart in enumerate(sheet.charts)
        if (drawn := svg(sheet, chart, wording, name=f"c{place}-{number}"))
    ]
    pictures = f'<div class="charts">{"".join(charts)}</div>' if charts else ""
    body = _table(sheet, wording, options) if sheet.rows else f"<p>{_said(sheet.empty, wording)}</p>"
    notes = "".join(f"<p>{_said(note, wording)}</p>" for note in sheet.notes)
    return f'<section id="s{place}">{heading}{pictures}{body}{notes}</section>'


def _table(sheet: Sheet, wording: Wording, options: Options) -> str:
    places = shown(sheet)
    columns = [sheet.columns[place] for place in places]
    names = [escape(clean(wording.heading(one, codes=options.codes, short=True))) for one in columns]
    heads = "".join(f"<th{_class(one)}>{name}</th>" for one, name in zip(columns, names, strict=True))
    rows = "\n".join(_rows(sheet, wording, options, places=places))
    return f'<div class="table"><table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></div>'


def _rows(sheet: Sheet, wording: Wording, options: Options, *, places: list[int]) -> Iterator[str]:
    columns = [sheet.columns[place] for place in places]
    writers = [wording.writer(column, codes=options.codes) for column in columns]
    starts = dict(sheet.groups)
    for number, row in enumerate(sheet.rows):
        if number in starts:
            yield f'<tr><th colspan="{len(places)}">{_said(starts[number], wording)}</th></tr>'
        cells = zip(columns, writers, (row[place] for place in places), strict=True)
        yield "<tr>" + "".join(_cell(column, value, write(value)) for column, write, value in cells) + "</tr>"


def _cell(column: Column, value: object, text: str) -> str:
    if column.kind == "bar":
        part = value if isinstance(value, int | float) else 0
        inner = f'<i style="width:{min(max(part, 0), 1) * 100:.1f}%"></i>' if part > 0 else ""
    else:
        inner = escape(clean(text))
    return f"<td{_class(column)}>{inner}</td>"


def _class(column: Column) -> str:
    if column.kind in _RIGHT:
        return ' class="n"'
    if column.kind in _WHOLE or column.key == "code":
        return ' class="k"'
    if column.share:
        return ' class="w"'
    return f' class="{column.kind}"' if column.kind in ("bar", "spark") else ""
