"""`crm notify`: one masked message to each address, against a web server and a mail sink on this machine."""

from __future__ import annotations

import base64
import email
import email.policy
import hashlib
import hmac
import json
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.running import Crm

KEY = "693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa"


class Robot:
    """A web server that keeps what came and answers what it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answer: tuple[int, bytes] = (200, b'{"errcode": 0, "errmsg": "ok"}')
        robot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                robot.asked.append((self.path, json.loads(body)))
                status, answer = robot.answer
                self.send_response(status)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def texts(self) -> list[str]:
        return [body["text"]["content"] if "text" in body else body["content"]["text"] for _, body in self.asked]


@pytest.fixture
def robot() -> Iterator[Robot]:
    found = Robot()
    yield found
    found.stop()


@pytest.fixture
def morning(crm: Crm) -> Crm:
    crm.ok("config set task.info_pack 0")
    crm.clock.set("2026-11-16 09:00")
    crm.ok("add 张伟 --company 北京示例科技有限公司 --phone 13800138000 --source expo --next 11月20日发送报价")
    crm.ok("add 王芳 --phone 13900139000 --source expo")
    crm.clock.set("2026-11-23 09:00")
    return crm


def test_a_robot_gets_the_list_with_masked_phones(morning: Crm, robot: Robot) -> None:
    morning.ok(f"config set notify.team wecom+http://{robot.address}/send?key={KEY}")
    assert "Sent to team: 2 customers" in morning.ok("notify").err
    assert robot.asked[0][0] == f"/send?key={KEY}"
    assert robot.asked[0][1]["msgtype"] == "text"
    assert robot.texts == [
        "Customers to contact: 2, 2 of them overdue\n[Overdue · 2]\n1. 北京示例科技有限公司 张伟 138****8000\n"
        "   Agreed for 11-20: 发送报价, 3 days late\n2. 王芳 139****9000\n   New lead, not contacted for 7 days"
    ]
    morning.ok("notify --reveal")
    assert "13800138000" in robot.texts[1]


def test_a_robot_that_refuses_is_named_and_the_others_get_theirs(morning: Crm, robot: Robot) -> None:
    second = Robot()
    try:
        robot.answer = (200, f'{{"errcode": 93000, "errmsg": "invalid webhook {KEY}"}}'.encode())
        morning.ok(f"config set notify.a wecom+http://{robot.address}/send?key={KEY}")
        morning.ok(f"config set notify.b wecom+http://{second.address}/send?key={KEY}")
        done = morning("notify")
    finally:
        second.stop()
    assert done.code == 1
    assert "Not sent to a (the robot refused it: 93000 invalid webhook ****)." in done.err
    assert "Sent to b: 2 customers" in done.err
    assert "crm notify --to a" in done.err
    assert KEY not in done.err
    assert len(second.asked) == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((500, b""), "the server answered 500"),
        ((200, b"<html>"), "the answer cannot be read"),
        ((200, b'{"code": 19001, "msg": "param invalid"}'), "refused it: 19001 param invalid"),
    ],
)
def test_what_went_wrong_is_said(morning: Crm, robot: Robot, answer: tuple[int, bytes], said: str) -> None:
    robot.answer = answer
    morning.ok(f"config set notify.fly feishu+http://{robot.address}/hook/{KEY}")
    done = morning("notify")
    assert (done.code, said in done.err, KEY in done.err) == (1, True, False)


def test_an_address_nobody_listens_at_is_said(morning: Crm) -> None:
    morning.ok("config set notify.team wecom+http://127.0.0.1:9/send?key=abc")
    done = morning("notify --quiet")  # as in a job: why it failed is said all the same
    assert done.code == 1
    assert "team (not reached: " in done.err


def test_dingtalk_is_signed_with_its_secret(morning: Crm, robot: Robot) -> None:
    morning.ok(f"config set notify.ding dingtalk+http://{robot.address}/send?access_token=abc&secret=SECdef")
    morning.ok("notify")
    query = parse_qs(urlsplit(robot.asked[0][0]).query)
    assert set(query) == {"access_token", "timestamp", "sign"}
    stamp = query["timestamp"][0]
    wanted = hmac.new(b"SECdef", f"{stamp}\nSECdef".encode(), hashlib.sha256).digest()
    assert query["sign"] == [base64.b64encode(wanted).decode()]


def test_feishu_is_signed_in_its_message(morning: Crm, robot: Robot) -> None:
    robot.answer = (200, b'{"StatusCode": 0, "code": 0, "msg": "success"}')
    morning.ok(f"config set notify.fly feishu+http://{robot.address}/hook/abc?secret=def")
    morning.ok("notify")
    path, body = robot.asked[0]
    wanted = hmac.new(f"{body['timestamp']}\ndef".encode(), b"", hashlib.sha256).digest()
    assert path == "/hook/abc"
    assert body["sign"] == base64.b64encode(wanted).decode()
    assert body["content"]["text"].startswith("Customers to contact: 2")


def test_a_message_that_is_too_long_keeps_the_most_urgent_and_says_how_many_more(crm: Crm, robot: Robot) -> None:
    rows = "".join(f"{'很长的公司名称' * 4}{n}号有限公司,王{n},138{n:08}\n" for n in range(60))
    (crm.folder / "many.csv").write_text("公司,联系人,手机\n" + rows, encoding="utf-8")
    crm.ok("import many.csv --source expo --yes --quiet")
    crm.clock.set("2026-11-26 09:00")
    crm.lang = "zh"
    crm.ok("config set notify.limit 60")
    crm.ok(f"config set notify.team wecom+http://{robot.address}/send?key={KEY}")
    crm.ok("notify")
    text = robot.texts[0]
    shown = text.count("138****")
    assert 1800 < len(text.encode()) <= 2048
    assert text.startswith("待联系客户 60 位，其中逾期 60 位\n")
    assert text.endswith(f"\n还有 {60 - shown} 位：crm due")
    crm.ok(f"config set notify.team dingtalk+http://{robot.address}/send?access_token=abc")
    crm.ok("notify")
    assert robot.texts[1].count("138****") == 60


def test_a_robot_is_not_sent_more_than_it_bears(morning: Crm, robot: Robot) -> None:
    morning.ok(f"config set notify.team wecom+http://{robot.address}/send?key={KEY}")
    for _ in range(20):
        morning.ok("notify")
    done = morning("notify")
    assert done.code == 1
    assert "20 messages went there within a minute" in done.err
    morning.clock.set("2026-11-23 09:01")
    morning.ok("notify")
    assert len(robot.asked) == 21


class Sink(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it is given and refuses nothing."""

    daemon_threads = True

    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []
        super().__init__(("127.0.0.1", 0), Post)
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self.thread.join()


class Post(socketserver.StreamRequestHandler):
    """The few words of SMTP that a sender needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = list(iter(self.rfile.readline, b".\r\n"))
                mail = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                cast(Sink, self.server).mails.append(mail)
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 OK\r\n")
            if word == b"QUIT":
                return


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the library's own
def test_e_mail_goes_through_the_library(morning: Crm) -> None:
    pytest.importorskip("apprise")
    sink = Sink()
    try:
        port = sink.server_address[1]
        morning.ok(f"config set notify.mail mailto://127.0.0.1:{port}?from=crm@example.com&to=me@example.com")
        assert "Sent to mail: 2 customers" in morning.ok("notify").err
    finally:
        sink.stop()
    assert sink.mails[0]["Subject"] == "Customers to contact: 2, 2 of them overdue"
    assert sink.mails[0]["To"].addresses[0].addr_spec == "me@example.com"
    body = sink.mails[0].get_body(("plain",))
    assert body is not None
    assert "1. 北京示例科技有限公司 张伟 138****8000" in body.get_content()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the library's own
def test_the_library_says_why_it_could_not_send(morning: Crm) -> None:
    pytest.importorskip("apprise")
    morning.ok("config set notify.hook json://127.0.0.1:9/path/verysecrettoken")
    morning.ok("config set notify.odd nosuchthing://abc")
    done = morning("notify")
    assert done.code == 1
    assert "hook (not sent: " in done.err
    assert "odd (the library does not know this kind of address" in done.err
    assert "verysecrettoken" not in done.err


def test_a_dry_run_prints_and_sends_nothing(morning: Crm, robot: Robot) -> None:
    assert "1. 北京示例科技有限公司 张伟 138****8000" in morning.ok("notify --dry-run").out
    morning.ok(f"config set notify.team wecom+http://{robot.address}/send?key={KEY}")
    done = morning.ok("notify --dry-run")
    assert "To team:" in done.err
    assert "王芳 139****9000" in done.out
    assert robot.asked == []


def test_without_an_address_or_with_a_wrong_one_it_says_how_to_set_one(morning: Crm) -> None:
    assert "There is no address to send to." in (done := morning("notify")).err
    assert done.code == 2
    assert morning("notify --to boss").code == 3
    for wrong in ("somewhere", "https://example.com/hook", "wecom+ftp://x", "two words://x"):
        assert morning(["config", "set", "notify.team", wrong]).code in (0, 2)
    assert "https://example.com" not in morning.ok("config").out


def test_nobody_due_sends_nothing(crm: Crm, robot: Robot) -> None:
    crm.ok(f"config set notify.team wecom+http://{robot.address}/send?key={KEY}")
    assert "Nobody is due, so nothing was sent." in crm.ok("notify").err
    assert robot.asked == []


def test_secrets_are_shown_nowhere(morning: Crm, robot: Robot) -> None:
    address = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
    said = morning.ok(["config", "set", "notify.team", address])
    said2 = morning.ok(["config", "set", "notify.mail", "mailtos://zhang:geheim12345@qq.com?to=me@example.com"])
    shown = [
        said.out + said.err,
        said2.out + said2.err,
        morning.ok("config").out,
        morning.ok("config get notify.team --json").out,
        morning.ok("history").out,
        morning.ok("history --json").out,
        morning.ok("undo").err,
        morning.ok("redo").err,
    ]
    for text in shown:
        assert KEY not in text
        assert "geheim" not in text
    assert "https://qyapi.weixin.qq.com/****aaa" in morning.ok("config").out
    assert "mailtos://****@qq.com" in morning.ok("config").out


def test_who_must_not_be_contacted_is_in_no_message(morning: Crm, robot: Robot) -> None:
    morning.ok("edit 王芳 do_not_contact=yes")
    morning.ok(f"config set notify.team wecom+http://{robot.address}/send?key={KEY}")
    morning.ok("notify")
    assert "王芳" not in robot.texts[0]
