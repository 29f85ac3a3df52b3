"""`crm deal`: opportunities, from the first need to the contract or the loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._arguments import Among, Customer, text_option
from crmcli.commands._customer import resolve
from crmcli.commands._days import Period, Since, Until
from crmcli.commands._deals import given, resolve_deal, say_booked, say_change, show_deal
from crmcli.commands._globals import session
from crmcli.errors import N_, UsageError
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.dealing import Change
    from crmcli.services.workspace import Workspace

SUMMARY = N_("Deals: add, edit, move, won, lost, list.")
DETAILS = N_(
    "DEAL is the number of a deal, or a customer with one open deal, or a part of the deal's name. A deal moves its"
    " customer forward; winning one books its contract as an order. Currencies are never added up.\n"
    "\n"
    "  crm deal add 示例科技 年度框架 --amount 8万 --close 2026-12\n"
    "  crm deal edit oak amount=90000 chance=60% competitor=Acme\n"
    "  crm deal move 12 quote\n"
    "  crm deal won oak --contract-no HT-2026-08 --signed today --ends 2027-11-30\n"
    "  crm deal lost 12 --reason price\n"
    "  crm deal list stage:quote --all"
)

app = typer.Typer(add_completion=False, invoke_without_command=True)


Name = Annotated[
    list[str] | None, typer.Argument(metavar=N_("NAME"), help=N_("What the deal is called; else its product."))
]
Deal = Annotated[str, typer.Argument(metavar=N_("DEAL"), help=N_("Its number, or a customer with one open deal."))]
Pairs = Annotated[
    list[str] | None, typer.Argument(metavar=N_("FIELD=VALUE"), help=N_("amount, product, chance, close, opened…"))
]
Stage = Annotated[str, typer.Argument(metavar=N_("STAGE"), help=N_("needs, quote or negotiation."))]
Amount = Annotated[str | None, text_option("--amount", N_("AMOUNT"), N_("80000, 8万, USD 5000."))]
Product = Annotated[str | None, text_option("--product", N_("TEXT"), N_("What is to be sold."))]
StageOption = Annotated[
    str | None, text_option("--stage -s", N_("STAGE"), N_("Where it begins: needs, quote, negotiation."))
]
Probability = Annotated[
    str | None, text_option("--probability", N_("SHARE"), N_("Chance of winning, 60%; else that of its stage."))
]
Close = Annotated[str | None, text_option("--close", N_("DATE"), N_("When it is expected to close."))]
Competitor = Annotated[str | None, text_option("--competitor", N_("NAME"), N_("Who else is in it."))]
Opened = Annotated[str | None, text_option("--opened", N_("DATE"), N_("Since when, if not today."))]
ContractNo = Annotated[str | None, text_option("--contract-no", N_("NO"), N_("Number of the contract."))]
Signed = Annotated[str | None, text_option("--signed", N_("DATE"), N_("When it was signed; today if not given."))]
Ends = Annotated[str | None, text_option("--ends", N_("DATE"), N_("When the contract ends; you are reminded before."))]
Reason = Annotated[str, text_option("--reason", N_("WORD"), N_("Why it was lost: price, competitor…"))]
By = Annotated[str, text_option("--competitor", N_("NAME"), N_("Who won it."))]
InStage = Annotated[str, text_option("--stage -s", N_("STAGE"), N_("Only deals in this stage; several with commas."))]
All = Annotated[bool, typer.Option("--all", help=N_("Won and lost ones too."))]
OnlyWon = Annotated[bool, typer.Option("--won", help=N_("Only won ones."))]
OnlyLost = Annotated[bool, typer.Option("--lost", help=N_("Only lost ones."))]


@app.callback()
def bare(ctx: typer.Context) -> None:
    """List the open deals, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        list_(ctx)


@app.command("add", help=N_("Open a deal."))
def add(
    ctx: typer.Context,
    customer: Customer,
    name: Name = None,
    amount: Amount = None,
    product: Product = None,
    stage: StageOption = None,
    probability: Probability = None,
    close: Close = None,
    competitor: Competitor = None,
    opened: Opened = None,
) -> None:
    """Open one deal."""
    from crmcli.services import dealing

    options = given({
        "amount": amount, "product": product, "stage": stage, "probability": probability, "expected_close_at": close,
        "competitor": competitor, "created_at": opened,
    })  # fmt: skip
    current = session(ctx)
    with current.writer() as workspace:
        customer_id = resolve(current, workspace, customer)
        say_change(current, workspace, dealing.add(workspace, customer_id, " ".join(name or ()), options))


@app.command("edit", help=N_("Change a deal: by options, or by FIELD=VALUE."))
def edit(
    ctx: typer.Context,
    deal: Deal,
    pairs: Pairs = None,
    amount: Amount = None,
    product: Product = None,
    probability: Probability = None,
    close: Close = None,
    competitor: Competitor = None,
    contract_no: ContractNo = None,
    ends: Ends = None,
) -> None:
    """Change one deal."""
    from crmcli.services import dealing
    from crmcli.services.deal_fields import DEAL_NAMES, split_pairs

    options = given({
        "amount": amount, "product": product, "probability": probability, "expected_close_at": close,
        "competitor": competitor, "contract_no": contract_no, "ends_at": ends,
    })  # fmt: skip
    typed = split_pairs(pairs or (), DEAL_NAMES) | options
    if not typed:
        raise UsageError(N_("FIELD=VALUE is missing."), N_("For example: crm deal edit 12 amount=80000 chance=60%"))
    current = session(ctx)
    with current.writer() as workspace:
        change = dealing.edit(workspace, resolve_deal(current, workspace, deal, closed=True), typed)
        say_change(current, workspace, change)


@app.command("move", help=N_("Move a deal to another stage; a lost one is open again."))
def move(ctx: typer.Context, deal: Deal, stage: Stage) -> None:
    """Move one deal."""
    from crmcli.services import dealing

    current = session(ctx)
    with current.writer() as workspace:
        change = dealing.move(workspace, resolve_deal(current, workspace, deal, closed=True), stage)
        say_change(current, workspace, change)


@app.command("won", help=N_("A deal is won: its contract becomes an order."))
def won(
    ctx: typer.Context,
    deal: Deal,
    contract_no: ContractNo = None,
    signed: Signed = None,
    ends: Ends = None,
    amount: Amount = None,
    product: Product = None,
) -> None:
    """Win one deal."""
    from crmcli.services import deal_reading, dealing

    options = given({
        "contract_no": contract_no, "signed_at": signed, "ends_at": ends, "amount": amount, "product": product,
    })  # fmt: skip
    current = session(ctx)
    with current.writer() as workspace:
        deal_id = resolve_deal(current, workspace, deal, closed=True)
        found = deal_reading.get(workspace, deal_id)
        if found.state != "won" and found.amount is None and not amount and current.interactive:
            options["amount"] = current.ask(Msg(N_("What is the contract worth?")))
        change = dealing.win(workspace, deal_id, options)
        say_change(current, workspace, change)
        if change.booked is not None:
            say_booked(current, change.booked, change.deal)


@app.command("lost", help=N_("A deal is lost; needs a reason."))
def lost(ctx: typer.Context, deal: Deal, reason: Reason = "", competitor: By = "") -> None:
    """Lose one deal."""
    from crmcli.services import deal_reading, dealing

    current = session(ctx)
    with current.writer() as workspace:
        deal_id = resolve_deal(current, workspace, deal, closed=True)
        if not reason and current.interactive and deal_reading.get(workspace, deal_id).state == "open":
            reason = _reason(current, workspace)
        change = dealing.lose(workspace, deal_id, reason, competitor=competitor)
        say_change(current, workspace, change)
        _suggest(current, change)


def _reason(current: Session, workspace: Workspace) -> str:
    from crmcli.commands.stage import choose_reason

    return choose_reason(current, workspace, Msg(N_("Why was the deal lost?")))


def _suggest(current: Session, change: Change) -> None:
    if change.given_up:
        params = {"code": change.deal.customer_code, "reason": change.deal.lost_reason}
        advice = N_("That was the last open deal. To give the customer up: crm stage {code} lost --reason {reason}")
        current.say(Msg(advice, params))


@app.command("show", help=N_("Show a deal, with the days it stayed in each stage."))
def show(ctx: typer.Context, deal: Deal) -> None:
    """Show one deal."""
    from crmcli.commands._views.sales import deal_card
    from crmcli.services import deal_reading

    current = session(ctx)
    with current.reader() as workspace:
        found = deal_reading.get(workspace, resolve_deal(current, workspace, deal, closed=True))
        steps = deal_reading.history(workspace, found.id)
    if current.options.format in ("csv", "tsv", "jsonl"):
        show_deal(current, found)
    else:
        current.show(deal_card(found, steps, today=current.now().date().isoformat()))


@app.command("rm", help=N_("Take out a deal that was never one; its order stays."))
def rm(ctx: typer.Context, deal: Deal) -> None:
    """Take one deal out."""
    from crmcli.commands._said import told
    from crmcli.services import dealing

    current = session(ctx)
    with current.writer() as workspace:
        gone = dealing.remove(workspace, resolve_deal(current, workspace, deal, closed=True))
        told(
            current,
            workspace,
            Msg(N_("{customer}: deal {id} is gone"), {"customer": gone.customer_name, "id": gone.id}),
        )
        show_deal(current, gone)


@app.command("list", help=N_("List deals, open ones if nothing else is said, and what they come to."))
def list_(
    ctx: typer.Context,
    terms: Among = None,
    stage: InStage = "",
    every: All = False,
    won_: OnlyWon = False,
    lost_: OnlyLost = False,
    period: Period = "",
    since: Since = "",
    until: Until = "",
) -> None:
    """List deals."""
    from crmcli.commands._views.sales import deal_sheet
    from crmcli.core.report_periods import read_days
    from crmcli.services import deal_reading

    current = session(ctx)
    days = read_days(period=period, since=since, until=until, now=current.now())
    wanted = tuple(state for state, asked in (("won", won_), ("lost", lost_)) if asked)
    states = wanted or (deal_reading.STATES if every else ("open",))
    with current.reader() as workspace:
        found = deal_reading.listed(
            workspace, terms or (), states=states, stage=stage, since=days.first, until=days.last
        )
    nothing = Msg(N_("No deals here. To open one: crm deal add CUSTOMER NAME --amount 80000"))
    current.show(deal_sheet(found, closed=states != ("open",), empty=nothing))
