"""`crm config`: what is set, what it means, and changing it."""

from __future__ import annotations

from tests.running import Crm


def test_every_setting_is_listed_with_value_default_and_meaning(crm: Crm) -> None:
    rows = {row["key"]: row for row in crm.ok("config --json").json()}
    assert rows["due.intent"]["value"] == rows["due.intent"]["default"] == 3
    assert all(row["meaning"] for row in rows.values())


def test_a_changed_setting_stays_and_can_be_given_its_default_again(crm: Crm) -> None:
    assert "due.intent" in crm.ok("config set due.intent 4").err
    assert crm.ok("config get due.intent --json").json()[0]["value"] == 4
    crm.ok("config unset due.intent")
    assert crm.ok("config get due.intent --json").json()[0]["value"] == 3


def test_setting_what_is_set_already_says_so_and_writes_nothing(crm: Crm) -> None:
    crm.ok("config set due.intent 4")
    before = crm.db.read_bytes()
    assert "already" in crm.ok("config set due.intent 4").err
    assert crm.db.read_bytes() == before


def test_an_unknown_setting_exits_2_and_names_the_nearest(crm: Crm) -> None:
    result = crm("config set due.intnet 4")
    assert result.code == 2
    assert "due.intent" in result.err


def test_a_value_that_a_setting_cannot_take_exits_2(crm: Crm) -> None:
    assert crm("config set due.intent soon").code == 2


def test_the_first_run_keeps_its_language_for_later_ones(first_crm: Crm) -> None:
    first_crm("config set due.intent 4", env={"CRM_LANG": None, "LANG": "zh_CN.UTF-8"})
    later = first_crm("config get", env={"CRM_LANG": None, "LANG": "C"})
    assert later.code == 2
    assert "missing" not in later.err
    assert "missing" in first_crm("config get", env={"CRM_LANG": "en"}).err


def test_looking_at_the_settings_makes_no_file(first_crm: Crm) -> None:
    first_crm.ok("config")
    assert not first_crm.db.exists()


def test_a_setting_in_place_of_a_subcommand_is_answered_with_the_two_that_take_it(crm: Crm) -> None:
    result = crm("config due.prospect")
    assert result.code == 2
    assert "crm config get due.prospect" in result.err
    assert "crm config set due.prospect VALUE" in result.err


def test_a_country_without_a_calendar_is_refused(crm: Crm) -> None:
    refused = crm("config set country ZZ")
    assert refused.code == 2
    assert "The holidays of “ZZ” are not known." in refused.err
    assert "country is now SG" in crm.ok("config set country sg").err
