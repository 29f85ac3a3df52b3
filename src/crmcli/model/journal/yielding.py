"""Where only one row can be the one, an undo yields: what later work chose stays chosen."""

from __future__ import annotations

from crmcli.model.journal.tables import ONE_OF
from crmcli.model.journal.writing import Journal

# (table, id) of a row that an undo wrote -> what it held in the columns written, None when it was not there
Raised = dict[tuple[str, int], dict[str, object] | None]


def give_way(journal: Journal, raised: Raised) -> list[tuple[str, int, str, object]]:
    """Take back of an undo what would make a second one beside a row that it did not write.

    Args:
        journal: of the undo.
        raised: the rows that it wrote, of the tables of ONE_OF.

    Returns:
        (table, id, column, the value that could not be put back) of each row that gave way.
    """
    found: list[tuple[str, int, str, object]] = []
    for table, row_id in _doubled(journal, raised):
        rule = ONE_OF[table]
        before = raised[table, row_id]
        wanted = journal.read(table, (rule.column,), [row_id])[row_id][1]
        if before is not None:
            journal.update(table, row_id, {name: before[name] for name in rule.columns if name in before})
        elif rule.otherwise is not None:
            journal.update(table, row_id, {rule.column: rule.otherwise})
        else:
            journal.delete(table, [row_id])
        found.append((table, row_id, rule.column, wanted))
    return found


def _doubled(journal: Journal, raised: Raised) -> list[tuple[str, int]]:
    """The raised rows that are the one now, beside another that the undo left alone."""
    found = []
    for table, row_id in raised:
        rule = ONE_OF[table]
        same = " AND ".join(f"b.{name} IS a.{name}" for name in rule.within)
        sql = (
            f"SELECT b.id FROM {table} a JOIN {table} b ON b.id <> a.id AND {same}"  # noqa: S608 - our own schema
            f" WHERE a.id = ? AND {rule.where.format(row='a')} AND {rule.where.format(row='b')}"
        )
        others = [row[0] for row in journal.db.execute(sql, (row_id,))]
        if any((table, other) not in raised for other in others):
            found.append((table, row_id))
    return found
