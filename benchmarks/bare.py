"""`python -m benchmarks.bare ROWS COLUMNS`: the floor, a Typer command that draws one Rich table and does no more."""

import typer

TEXTS = ("示例科技", "王小明", "13800138000", "11-21", "every 3 days")

app = typer.Typer(add_completion=False)


@app.command()
def main(rows: int, columns: int) -> None:
    """Draw it."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*(f"column {n}" for n in range(columns)))
    for _ in range(rows):
        table.add_row(*(TEXTS[n % len(TEXTS)] for n in range(columns)))
    Console().print(table)


if __name__ == "__main__":
    app()
