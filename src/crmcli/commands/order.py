"""`crm order`: what was bought."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands._arguments import Among, Customer, text_option
from crmcli.commands._customer import resolve
from crmcli.commands._days import Period, Since, Until
from crmcli.commands._deals import given, say_order, show_order
from crmcli.commands._globals import session
from crmcli.errors import N_, UsageError
from crmcli.records.base import Msg

SUMMARY = N_("Orders: add, edit, rm, list.")
DETAILS = N_(
    "Spend, grades and repurchase come from orders that are paid, shipped or completed. A won deal's contract is one;"
    " the same number counts once. ORDER is its id, its number, or a customer with one order.\n"
    "\n"
    "  crm order add 示例科技 1.2万 --no 2026-0815 --at 昨天 --product 软件\n"
    "  crm order edit 12 state=refunded\n"
    "  crm order list grade:A --period month"
)

app = typer.Typer(add_completion=False, invoke_without_command=True)


Amount = Annotated[str, typer.Argument(metavar=N_("AMOUNT"), help=N_("80000, 8万, USD 5000."))]
AmountToo = Annotated[str | None, text_option("--amount", N_("AMOUNT"), N_("The same as AMOUNT."))]
Order = Annotated[
    str, typer.Argument(metavar=N_("ORDER"), help=N_("Its id, its number, or a customer with one order."))
]
Pairs = Annotated[
    list[str], typer.Argument(metavar=N_("FIELD=VALUE"), help=N_("amount, state, at, no, product, note…"))
]
Number = Annotated[str | None, text_option("--no --order-no", N_("NO"), N_("Number of the order or contract."))]
At = Annotated[str | None, text_option("--at", N_("DATE"), N_("When it was ordered; today if not given."))]
Product = Annotated[str | None, text_option("--product", N_("TEXT"), N_("What was sold."))]
Quantity = Annotated[str | None, text_option("--quantity", N_("NUMBER"), N_("How many."))]
State = Annotated[str | None, text_option("--state", N_("WORD"), N_("paid (if not given), pending, shipped, done…"))]
DealNo = Annotated[str | None, text_option("--deal", N_("N"), N_("Number of the deal it comes from."))]
Note = Annotated[str | None, text_option("--note", N_("TEXT"), N_("Anything else."))]
OfState = Annotated[str, text_option("--state", N_("WORD"), N_("Only orders of this state; several with commas."))]


@app.callback()
def bare(ctx: typer.Context) -> None:
    """List the orders, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        list_(ctx)


@app.command("add", help=N_("Book an order."))
def add(
    ctx: typer.Context,
    customer: Customer,
    amount: Amount = "",
    also_amount: AmountToo = None,
    number: Number = None,
    at: At = None,
    product: Product = None,
    quantity: Quantity = None,
    state: State = None,
    deal: DealNo = None,
    note: Note = None,
) -> None:
    """Book one order."""
    from crmcli.services import ordering

    if amount and also_amount and amount != also_amount:
        raise UsageError(N_("Two amounts: {one} and {other}."), N_("Give one."), one=amount, other=also_amount)
    options = given({
        "amount": amount or also_amount or "", "order_no": number, "at": at, "product": product, "quantity": quantity,
        "state": state, "deal_id": deal, "note": note,
    })  # fmt: skip
    current = session(ctx)
    with current.writer() as workspace:
        say_order(current, workspace, ordering.add(workspace, resolve(current, workspace, customer), options))


@app.command("edit", help=N_("Change an order."))
def edit(ctx: typer.Context, order: Order, pairs: Pairs) -> None:
    """Change one order."""
    from crmcli.services import ordering
    from crmcli.services.deal_fields import ORDER_NAMES, split_pairs

    typed = split_pairs(pairs, ORDER_NAMES)
    current = session(ctx)
    with current.writer() as workspace:
        order_id = ordering.find(workspace, order, row=current.recall_row)
        say_order(current, workspace, ordering.edit(workspace, order_id, typed))


@app.command("rm", help=N_("Take out an order that was never one."))
def rm(ctx: typer.Context, order: Order) -> None:
    """Take one order out."""
    from crmcli.commands._said import told
    from crmcli.services import ordering

    current = session(ctx)
    with current.writer() as workspace:
        gone = ordering.remove(workspace, ordering.find(workspace, order, row=current.recall_row))
        params = {"customer": gone.customer_name, "id": gone.id}
        told(current, workspace, Msg(N_("{customer}: order {id} is gone"), params))
        if gone.deal_id is not None:
            current.say(Msg(N_("Deal {id} stays won, without an order."), {"id": gone.deal_id}))
        show_order(current, gone)


@app.command("list", help=N_("List orders, the latest first, and what they come to."))
def list_(
    ctx: typer.Context,
    terms: Among = None,
    state: OfState = "",
    period: Period = "",
    since: Since = "",
    until: Until = "",
) -> None:
    """List orders."""
    from crmcli.commands._views.sales import order_sheet
    from crmcli.core.report_periods import read_days
    from crmcli.services import ordering

    current = session(ctx)
    days = read_days(period=period, since=since, until=until, now=current.now())
    with current.reader() as workspace:
        found = ordering.listed(workspace, terms or (), state=state, since=days.first, until=days.last)
    current.show(order_sheet(found, empty=Msg(N_("No orders here. To book one: crm order add CUSTOMER AMOUNT"))))
