"""`crm add`: a new customer, from words, from one pasted line, or asked for field by field."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands import _adding
from crmcli.commands._globals import session
from crmcli.commands._said import show_customer
from crmcli.errors import N_, UsageError
from crmcli.services import adding

SUMMARY = N_("Add a customer.")
DETAILS = N_(
    "NAME is a company or a person; --company C makes C the customer and NAME its contact. One pasted line is taken"
    " apart. Somebody who is there already is looked for first.\n"
    "\n"
    "  crm add 'Oak Furniture Ltd' --contact 'Tom Baker' --phone 13800138000 --source expo\n"
    "  crm add 'Tom Baker, Oak Furniture Ltd, CEO, 13800138000' -n 'send prices on Friday'\n"
    "  crm add -i"
)


def _text(names: str, metavar: str, told: str) -> object:
    """An option that takes text, and may be repeated where that makes sense."""
    return typer.Option(*names.split(), metavar=metavar, help=told)


Name = Annotated[list[str] | None, typer.Argument(metavar=N_("NAME"), help=N_("Of the customer; or one pasted line."))]
Company = Annotated[str, _text("--company", N_("NAME"), N_("The company that NAME belongs to."))]
Contact = Annotated[str, _text("--contact", N_("NAME"), N_("Whom we talk with there."))]
Title = Annotated[str, _text("--title", N_("TEXT"), N_("Job title of the contact."))]
Phone = Annotated[list[str] | None, _text("--phone", N_("NUMBER"), N_("Mobile or landline; may be repeated."))]
Email = Annotated[list[str] | None, _text("--email", N_("ADDRESS"), N_("E-mail address; may be repeated."))]
Wechat = Annotated[str, _text("--wechat", N_("ID"), N_("WeChat id."))]
Qq = Annotated[str, _text("--qq", N_("NUMBER"), N_("QQ number."))]
Industry = Annotated[str, _text("--industry", N_("WORD"), N_("Industry, as in crm dict list industry."))]
Size = Annotated[str, _text("--size", N_("WORD"), N_("Company size, as in crm dict list company_size."))]
Source = Annotated[str, _text("--source", N_("WORD"), N_("How the customer came: expo, referral, ads…"))]
Event = Annotated[str, _text("--event", N_("NAME"), N_("At which event, such as 'Canton Fair 2026'."))]
Need = Annotated[str, _text("--need", N_("TEXT"), N_("What the customer needs: what, how much, when."))]
Budget = Annotated[str, _text("--budget", N_("AMOUNT"), N_("Such as 50000, 20k or 10k-50k."))]
Tag = Annotated[list[str] | None, _text("--tag -T", N_("TAG"), N_("A tag; may be repeated."))]
Note = Annotated[str, _text("--note", N_("TEXT"), N_("Anything else."))]
Next = Annotated[
    str, _text("--next -n", N_("TEXT"), N_("Next step with its date: send prices on Friday, call back +3d."))
]
Stage = Annotated[str, _text("--stage -s", N_("STAGE"), N_("Where it stands; default lead."))]
Reason = Annotated[str, _text("--reason", N_("WORD"), N_("Why it was lost, with --stage lost."))]
Owner = Annotated[str, _text("--owner", N_("NAME"), N_("Whose customer it is; default you."))]
Province = Annotated[str, _text("--province", N_("NAME"), N_("Province."))]
City = Annotated[str, _text("--city", N_("NAME"), N_("City."))]
Address = Annotated[str, _text("--address", N_("TEXT"), N_("Address."))]
Website = Annotated[str, _text("--website", N_("URL"), N_("Website."))]
Grade = Annotated[str, _text("--grade", N_("WORD"), N_("A, B or C."))]
Kind = Annotated[str, _text("--kind", "company|person", N_("If the name does not tell."))]
Update = Annotated[bool, typer.Option("--update", help=N_("If it is there already, write into that one."))]
New = Annotated[bool, typer.Option("--new", help=N_("Add it even if it seems to be there already."))]
Force = Annotated[bool, typer.Option("--force", help=N_("Save it although something is missing."))]
Own = Annotated[
    list[str] | None, _text("--field", N_("FIELD=VALUE"), N_("Any other field, also of your own; may be repeated."))
]
Form = Annotated[bool, typer.Option("-i", "--interactive", help=N_("Ask field by field."))]


def command(  # noqa: PLR0913 - one for each option
    ctx: typer.Context,
    name: Name = None,
    company: Company = "",
    contact: Contact = "",
    title: Title = "",
    phone: Phone = None,
    email: Email = None,
    wechat: Wechat = "",
    qq: Qq = "",
    industry: Industry = "",
    company_size: Size = "",
    source: Source = "",
    event: Event = "",
    need: Need = "",
    budget: Budget = "",
    tag: Tag = None,
    note: Note = "",
    next_: Next = "",
    stage: Stage = "",
    reason: Reason = "",
    owner: Owner = "",
    province: Province = "",
    city: City = "",
    address: Address = "",
    website: Website = "",
    grade: Grade = "",
    kind: Kind = "",
    field: Own = None,
    update: Update = False,
    new: New = False,
    force: Force = False,
    form: Form = False,
) -> None:
    """Add one customer."""
    given = dict(locals())
    options = {key.rstrip("_"): _texts(given[key]) for key in given if key not in NO_FIELD and given[key]}
    how = _adding.How(update, new, force, tuple(field or ()))
    _add(ctx, " ".join(name or ()), options, how=how, form=form)


NO_FIELD = ("ctx", "name", "update", "new", "force", "form", "field")


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _add(ctx: typer.Context, name: str, options: dict[str, list[str]], *, how: _adding.How, form: bool) -> None:
    current = session(ctx)
    if how.update and how.new:
        raise UsageError(N_("--update and --new exclude each other."), N_("Leave one of them out."))
    if not (name or options.get("company") or form or current.interactive):
        raise UsageError(
            N_("NAME is missing."), N_("For example: crm add 'Oak Furniture' --phone 13800138000 --source expo")
        )
    with current.writer() as workspace:
        options = {**_adding.own_pairs(workspace, how.pairs), **options}
        if form or not (name or options.get("company")):
            name, options = _adding.fill_form(current, workspace, name, options)
        draft = adding.draft(workspace, name, options, force=how.force)
        if draft.pasted:
            _adding.echo(current, draft)
        show_customer(current, _adding.save(current, workspace, draft, how))
