"""`crm contact`: the people of a customer: add, change, remove, make primary, note that their numbers work."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands._arguments import Customer, text_option
from crmcli.commands._globals import session
from crmcli.errors import N_

SUMMARY = N_("Add, change and remove the people of a customer.")
DETAILS = N_(
    "NAME may be a part of the name, or the end of a number, except in add. Fields may be written as FIELD=VALUE too.\n"
    "\n"
    "  crm contact add oak 'Jane Hill' --title Buyer --phone 13900139000\n"
    "  crm contact edit oak jane phone=13700137000 role=decider\n"
    "  crm contact primary oak jane\n"
    "  crm contact merge oak 'Jane Hill' Ms.Hill"
)

app = typer.Typer(add_completion=False)


Name = Annotated[list[str], typer.Argument(metavar=N_("NAME"), help=N_("Of the person; FIELD=VALUE may follow."))]
One = Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("The person that stays."))]
Other = Annotated[str, typer.Argument(metavar=N_("OTHER"), help=N_("The same person under another name."))]
Title = Annotated[str, text_option("--title", N_("TEXT"), N_("Job title."))]
Department = Annotated[str, text_option("--department", N_("TEXT"), N_("Department."))]
Role = Annotated[str, text_option("--role", N_("WORD"), N_("Decision role: decider, influencer, user."))]
Phone = Annotated[list[str] | None, text_option("--phone", N_("NUMBER"), N_("Mobile or landline; may be repeated."))]
Email = Annotated[list[str] | None, text_option("--email", N_("ADDRESS"), N_("E-mail address; may be repeated."))]
Wechat = Annotated[str, text_option("--wechat", N_("ID"), N_("WeChat id."))]
Qq = Annotated[str, text_option("--qq", N_("NUMBER"), N_("QQ number."))]
Birthday = Annotated[
    str, text_option("--birthday", N_("DATE"), N_("1985-03-15, 03-15 without the year, 农历八月十五."))
]
Gender = Annotated[str, text_option("--gender", N_("WORD"), N_("male or female."))]
Note = Annotated[str, text_option("--note", N_("TEXT"), N_("Anything else."))]
Primary = Annotated[bool, typer.Option("--primary", help=N_("Make this the one to call."))]


@app.command("add", help=N_("Add a person."))
def add(
    ctx: typer.Context,
    customer: Customer,
    name: Name,
    title: Title = "",
    department: Department = "",
    role: Role = "",
    phone: Phone = None,
    email: Email = None,
    wechat: Wechat = "",
    qq: Qq = "",
    birthday: Birthday = "",
    gender: Gender = "",
    note: Note = "",
    primary: Primary = False,
) -> None:
    """Add one person."""
    from crmcli.commands._people import add_person

    options = _options(locals())
    add_person(session(ctx), customer, name, options, primary=primary)


@app.command("edit", help=N_("Change a person: by options, or by FIELD=VALUE."))
def edit(
    ctx: typer.Context,
    customer: Customer,
    name: Name,
    title: Title = "",
    department: Department = "",
    role: Role = "",
    phone: Phone = None,
    email: Email = None,
    wechat: Wechat = "",
    qq: Qq = "",
    birthday: Birthday = "",
    gender: Gender = "",
    note: Note = "",
    primary: Primary = False,
) -> None:
    """Change one person."""
    from crmcli.commands._people import edit_person

    options = _options(locals())
    edit_person(session(ctx), customer, name, options, primary=primary)


@app.command("rm", help=N_("Remove a person; the talks stay."))
def rm(ctx: typer.Context, customer: Customer, name: Name) -> None:
    """Remove one person."""
    from crmcli.commands._people import remove_person

    remove_person(session(ctx), customer, name)


@app.command("primary", help=N_("Make a person the one to call."))
def primary_(ctx: typer.Context, customer: Customer, name: Name) -> None:
    """Make one person the primary contact."""
    from crmcli.commands._people import make_primary

    make_primary(session(ctx), customer, name)


@app.command("merge", help=N_("Make one person of two; the first one stays."))
def merge(ctx: typer.Context, customer: Customer, first: One, second: Other) -> None:
    """Make two people of a customer one."""
    from crmcli.commands._people import merge_people

    merge_people(session(ctx), customer, first, second)


@app.command("verify", help=N_("Note that the numbers of a person work, as of today."))
def verify(ctx: typer.Context, customer: Customer, name: Name) -> None:
    """Note that one person's numbers work."""
    from crmcli.commands._people import verify_person

    verify_person(session(ctx), customer, name)


def _options(given: dict[str, object]) -> list[tuple[str, str]]:
    """What was typed as options: field and text, in their order."""
    skipped = ("ctx", "customer", "name", "primary", "add_person", "edit_person")
    typed = [(key, value) for key, value in given.items() if key not in skipped and value]
    return [(key, str(one)) for key, value in typed for one in (value if isinstance(value, list) else [value])]
