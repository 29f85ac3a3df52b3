"""What the SQL of all reports shares: how a question is bound, and which leads are in no rate."""

from __future__ import annotations

import json

from crmcli.records.report import Question

# Of a column with customer ids: whether the question is about that customer.
AMONG = "(:among IS NULL OR {} IN (SELECT value FROM json_each(:among)))"

# Ids of the customers whose last move was a loss for the reason 无效线索: in no rate (product.md §1).
INVALID = """
SELECT e.customer_id FROM v_stage_history e WHERE e.stage = 'lost' AND e.reason = 'invalid' AND e.deal_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM v_stage_history l
    WHERE l.customer_id = e.customer_id AND l.deal_id IS NULL AND (l.at, l.id) > (e.at, e.id))
"""

# Ids of the customers who ever bought, whatever became of them.
BOUGHT = "SELECT customer_id FROM v_stage_history WHERE deal_id IS NULL AND stage IN ('won', 'after_sales')"


def bound(asked: Question) -> dict[str, object]:
    """The question as named parameters: `since` ≤ a time < `night`, and `among` as a JSON list or NULL."""
    return {
        "since": asked.since or "",
        # a text after every moment of the last day and before the next day, since hours end at 23
        "night": f"{asked.until} 24" if asked.until else "9999-99",
        "among": None if asked.among is None else json.dumps(asked.among),
    }
