"""`crm notify`: the due list as one message to what the user configured; the only command that sends anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.errors import N_, CrmError, Failed, UsageError
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.core.notify_targets import Target
    from crmcli.records.due import DueList

SUMMARY = N_("Send the due list as one message: group robots, e-mail, SMS, desktop.")
DETAILS = N_(
    "Phones are masked unless --reveal. Nothing goes anywhere but to the addresses you set, and only when you call it"
    " (or cron does). Where a message is too long, the most urgent stay and it says how many more there are.\n"
    "\n"
    "Addresses, as many as you like, each under a name of yours:\n"
    "  crm config set notify.team 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…'      WeCom\n"
    "  crm config set notify.ding 'https://oapi.dingtalk.com/robot/send?access_token=…&secret=SEC…'\n"
    "  crm config set notify.fly 'https://open.feishu.cn/open-apis/bot/v2/hook/…'\n"
    "  crm config set notify.mail 'mailtos://USER:CODE@qq.com?to=me@example.com'\n"
    "  crm config set notify.here dbus://          desktop; windows:// and macosx:// elsewhere\n"
    "More kinds: https://appriseit.com/services (pip install 'crmcli[notify]')\n"
    "\n"
    "  crm notify --dry-run         shows what would be sent\n"
    "  crm notify --to mail owner:李"
)

Filter = Annotated[
    list[str] | None, typer.Argument(metavar=N_("FILTER"), help=N_("Only these, such as status:intent or an owner."))
]
To = Annotated[
    list[str] | None, typer.Option("--to", metavar=N_("NAME"), help=N_("Only to this address; may be repeated."))
]
Days = Annotated[int, typer.Option("--days", min=0, max=3660, metavar=N_("N"), help=N_("So many days ahead as well."))]
Limit = Annotated[int | None, typer.Option("--limit", min=1, max=10**9, metavar=N_("N"), help=N_("The first N."))]
Reveal = Annotated[bool, typer.Option("--reveal", help=N_("Whole phone numbers."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Print the messages; send nothing."))]


def command(
    ctx: typer.Context,
    terms: Filter = None,
    to: To = None,
    days: Days = 1,
    limit: Limit = None,
    reveal: Reveal = False,
    dry_run: DryRun = False,
) -> None:
    """Send the list, or print what would be sent."""
    from crmcli.services.dueing import due
    from crmcli.services.notifying.targets import targets

    current = session(ctx)
    with current.reader() as workspace:
        wanted = targets(workspace, to or ())
        named = limit or int(workspace.settings["notify.limit"]) or None
        found = due(workspace, terms or (), days=days, limit=named)
    if not wanted and not dry_run:
        raise UsageError(
            N_("There is no address to send to."),
            N_("To add one: crm config set notify.NAME ADDRESS (see crm notify --help)"),
        )
    if not found.items:
        current.say(Msg(N_("Nobody is due, so nothing was sent.")))
        return
    message = _worded(current, found, days=days, mask=not reveal)
    if dry_run:
        _print(current, wanted, message)
    else:
        _send(current, wanted, message, found.total)


class _Message:
    """The list in words, ready to be made as short as a target needs it."""

    def __init__(self, title: str, rows: Sequence[str], more: dict[int, str]) -> None:
        self.title, self.rows, self.more = title, rows, more

    def fitting(self, target: Target | None) -> str:
        """The text without its title, as long as the target takes."""
        from crmcli.core.digest import fit, in_bytes
        from crmcli.services.notifying.sending import room

        most, size = room(target) if target else (10**6, in_bytes)
        text = fit(self.title, self.rows, lambda left: self.more[left], most=most, size=size)
        return text.removeprefix(self.title).lstrip("\n")


def _worded(current: Session, found: DueList, *, days: int, mask: bool) -> _Message:
    from crmcli.commands._drawing import wording
    from crmcli.commands._views import digest
    from crmcli.records.record import replace
    from crmcli.render.text import clean

    words = replace(wording(current), mask=mask)

    def say(msg: Msg) -> str:
        return clean(words.say(msg))

    rows = ["\n".join(map(say, lines)) for lines in digest.rows(found, days)]
    beyond = found.total - len(rows)
    left = range(beyond, beyond + len(rows) + 1)
    more = {n - beyond: say(digest.more(n)) if n else "" for n in left}
    return _Message(say(digest.title(found)), rows, more)


def _print(current: Session, wanted: Sequence[Target], message: _Message) -> None:
    from crmcli.commands._output import write

    texts: dict[str, list[str]] = {}
    for one in wanted or (None,):
        texts.setdefault(message.fitting(one), []).append(one.name if one else "")
    for place, (text, names) in enumerate(texts.items()):
        if any(names):
            current.say(Msg(N_("To {names}:"), {"names": tuple(names)}))
        write(("\n" if place else "") + f"{message.title}\n{text}\n", current.options)
    if not wanted:
        current.say(Msg(N_("There is no address yet: crm config set notify.NAME ADDRESS (see crm notify --help)")))


def _send(current: Session, wanted: Sequence[Target], message: _Message, total: int) -> None:
    from crmcli import config
    from crmcli.services.notifying.sending import send

    failed: dict[str, CrmError] = {}
    for one in wanted:
        try:
            text = message.fitting(one)
            send(one, message.title, text, now=current.now(), state_dir=config.state_dir(current.environ))
            current.say(Msg(N_("Sent to {name}: {n} customers"), {"name": one.name, "n": total}))
        except CrmError as error:
            failed[one.name] = error
    if failed:
        reasons = tuple(
            Msg(N_("{name} ({reason})"), {"name": name, "reason": Msg(error.message, error.params)})
            for name, error in failed.items()
        )
        again = " ".join(f"--to {name}" for name in failed)
        hint = next((error.hint for error in failed.values() if error.hint), N_("To try again: crm notify {again}"))
        raise Failed(N_("Not sent to {reasons}."), hint, reasons=reasons, again=again)
