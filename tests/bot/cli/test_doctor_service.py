"""The promises of `heirloom doctor` about the service: database, queue, platforms. It starts nothing."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

from bot.messages import Catalogue, languages
from bot.store.database.migrations import steps
from bot.store.database.place import place
from tests.bot.cli.conftest import Heirloom
from tests.postgres import database_url, postgres

__all__ = ["database_url", "postgres"]

EN = Catalogue("en")

ALIVE = "insert into procrastinate_workers (last_heartbeat) values (now())"
WORKER = "insert into worker (id, seen, networks) values ('w', now() - interval '{}', '{{}}')"
JOB = "insert into procrastinate_jobs (queue_name, task_name, status) values ('{}', 'any', 'todo')"


def told(heirloom: Heirloom, database_url: str, *statements: str, **environ: str) -> tuple[int, str]:
    """What the doctor says of a database in which these were executed; its exit code first."""
    with psycopg.connect(database_url) as connection:
        for statement in statements:
            connection.execute(statement.encode())
    result = heirloom("doctor", HEIRLOOM_DATABASE_URL=database_url, **environ)
    return result.exit_code, result.stdout


def test_a_database_that_answers_is_told_with_its_tables(heirloom: Heirloom, database_url: str) -> None:
    code, said = told(heirloom, database_url)
    assert code == 0
    assert "The database answers: PostgreSQL 18." in said
    assert EN.say("doctor.tables", found=max(steps())) in said
    assert EN.say("doctor.not_serving", number=0) in said


@pytest.mark.parametrize("language", languages())
def test_all_this_is_said_in_every_language(heirloom: Heirloom, database_url: str, language: str) -> None:
    statements = (ALIVE, JOB.format("restore"), JOB.format("adapter-telegram"))
    with psycopg.connect(database_url) as connection:
        for statement in statements:
            connection.execute(statement.encode())
    result = heirloom("doctor", language=language, HEIRLOOM_DATABASE_URL=database_url)
    assert result.exit_code == 1
    for code in ("doctor.no_worker", "doctor.unserved"):
        sentence = Catalogue(language).say(code, number=1, platform="telegram")
        assert f"✗ {sentence}" in result.stdout


def test_workers_are_told_with_their_last_sign_of_life(heirloom: Heirloom, database_url: str) -> None:
    code, said = told(heirloom, database_url, ALIVE, ALIVE, WORKER.format("2 seconds"), JOB.format("restore"))
    assert code == 0
    seconds = re.search(r"Workers that are there: 1; last sign of life ([\d.]+) s ago", said)
    assert seconds
    assert 2 <= float(seconds[1]) < 20  # it takes its time on a busy machine
    assert EN.say("doctor.queue", waiting=1, running=0) in said


def test_a_worker_that_fell_silent_is_told(heirloom: Heirloom, database_url: str) -> None:
    code, said = told(heirloom, database_url, ALIVE, WORKER.format("5 minutes"), JOB.format("restore"))
    assert code == 1
    assert f"✗ {EN.say('doctor.silent_workers', minutes=5, number=1)}" in said


def test_jobs_for_a_platform_that_is_switched_on_are_served(heirloom: Heirloom, database_url: str) -> None:
    code, said = told(heirloom, database_url, JOB.format("adapter-web"))
    assert code == 0
    assert EN.say("doctor.not_serving", number=1) in said


def test_an_empty_database_and_one_of_a_newer_heirloom_are_told(
    heirloom: Heirloom, database_url: str
) -> None:
    admin = psycopg.conninfo.make_conninfo(database_url, dbname="postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("create database looked_at")
    fresh = psycopg.conninfo.make_conninfo(database_url, dbname="looked_at")
    assert EN.say("doctor.tables.none") in told(heirloom, fresh)[1]
    newer = ("create table heirloom_version (version integer)", "insert into heirloom_version values (999)")
    code, said = told(heirloom, fresh, *newer)
    assert code == 1
    assert f"✗ {EN.say('database.newer', found=999, known=max(steps()))}" in said
    older = "update heirloom_version set version = 1"
    assert EN.say("doctor.tables.older", found=1, known=max(steps())) in told(heirloom, fresh, older)[1]


def test_a_database_that_does_not_answer_is_told_without_its_password(heirloom: Heirloom) -> None:
    result = heirloom("doctor", HEIRLOOM_DATABASE_URL="postgresql://me:sesame@127.0.0.1:1/none")
    assert result.exit_code == 1
    assert "✗ The database does not answer: " in result.stdout
    assert "sesame" not in result.output


@pytest.mark.parametrize("url", ["sesame open", "postgresql://me:sesame@[::1/x", "host=x sesame"])
def test_an_address_that_is_none_is_told_without_its_words(heirloom: Heirloom, url: str) -> None:
    result = heirloom("doctor", HEIRLOOM_DATABASE_URL=url)
    assert result.exit_code == 1
    assert f"✗ {EN.say('database.address')}" in result.stdout
    assert "sesame" not in result.output
    result = heirloom("serve", HEIRLOOM_DATABASE_URL=url, HEIRLOOM_WEB_PORT="0")
    assert EN.say("database.address") in result.output
    assert "sesame" not in result.output


def test_its_own_database_is_told_without_being_made_or_started(heirloom: Heirloom, tmp_path: Path) -> None:
    result = heirloom("doctor", HEIRLOOM_DATA=str(tmp_path))
    where = place(tmp_path)
    assert EN.say("doctor.database.absent", path=str(where.folder)) in result.stdout
    assert not where.folder.exists()
    where.cluster.mkdir(parents=True)
    (where.cluster / "PG_VERSION").write_text("18\n")
    result = heirloom("doctor", HEIRLOOM_DATA=str(tmp_path))
    assert EN.say("doctor.database.resting", path=str(where.folder)) in result.stdout
    (where.cluster / "PG_VERSION").write_text("17\n")
    result = heirloom("doctor", HEIRLOOM_DATA=str(tmp_path))
    assert result.exit_code == 1
    assert "PostgreSQL 17" in result.stdout


def test_platforms_are_told_with_what_they_lack_and_never_with_a_token(heirloom: Heirloom) -> None:
    result = heirloom("doctor", HEIRLOOM_TELEGRAM_TOKEN="12345:sesame", HEIRLOOM_WEB_ENABLED="false")
    assert EN.say("doctor.platform.on", platform="telegram") in result.stdout
    assert EN.say("doctor.platform.off", platform="web") in result.stdout
    needed = EN.say("doctor.platform.no_token", platform="discord", variable="HEIRLOOM_DISCORD_TOKEN")
    assert needed in result.stdout
    assert "sesame" not in result.output
