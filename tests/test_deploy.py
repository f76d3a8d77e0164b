"""The files that run the site on a machine. No container runs here: what can be looked at without one is."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

TOP = Path(__file__).parent.parent
DEPLOY = TOP / "deploy"
DOCS = (TOP / "docs" / "deploy.md").read_text()
OF_THE_CONTAINERS = {"SITE_HOST", "POSTGRES_PASSWORD"}  # which the site does not read


@pytest.fixture
def compose() -> Any:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def variables_of(text: str) -> set[str]:
    return set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))


def test_every_variable_that_is_set_is_documented(compose):
    documented = set(re.findall(r"`([A-Z_]+)`", DOCS))
    example = variables_of((DEPLOY / "newsroom.env.example").read_text())
    container = set(re.findall(r"\b([A-Z_]+)=", (DEPLOY / "Containerfile").read_text()))
    set_by_compose = set(compose["x-newsroom"]["environment"])

    assert example | set_by_compose <= documented | OF_THE_CONTAINERS
    assert container - {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"} <= documented
    assert {"SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_URL"} <= example


def test_the_example_holds_no_secret_and_git_keeps_no_real_one():
    example = (DEPLOY / "newsroom.env.example").read_text()

    assert re.findall(r"^(?:SECRET_KEY|POSTGRES_PASSWORD)=(.*)$", example, re.MULTILINE) == ["", ""]
    ignored = (TOP / ".gitignore").read_text().split()
    assert {"/deploy/newsroom.env", "/deploy/tls/"} <= set(ignored)
    assert {"deploy/newsroom.env", "deploy/tls", "var"} <= set((TOP / ".dockerignore").read_text().split())


def test_site_and_worker_wait_for_the_database_and_run_real_commands(compose):
    services = compose["services"]
    commands = [services[name]["command"] for name in ("worker", "migrate")]
    named = {name for command in commands for name in re.findall(r"manage\.py,? (\w+)", " ".join(command))}

    assert set(services) == {"proxy", "web", "worker", "migrate", "database"}
    assert {"run_worker", "migrate", "createcachetable"} == named <= set(get_commands())
    for name in ("web", "worker"):
        assert services[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    mounted = {volume.split(":")[0] for name in services for volume in services[name].get("volumes", ())}
    files = {source for source in mounted if source.startswith("./")}
    assert mounted - files == set(compose["volumes"])
    assert [source for source in files - {"./tls"} if not (DEPLOY / source).exists()] == []
    compile(services["web"]["healthcheck"]["test"][3], "healthcheck", "exec")


def test_the_image_is_made_of_what_is_there():
    lines = (DEPLOY / "Containerfile").read_text()
    left_out = (TOP / ".dockerignore").read_text().split()

    copied = re.findall(r"^COPY (?!--from)(\S+) ", lines, re.MULTILINE)
    needed = {"manage.py", "gunicorn.conf.py", "requirements.txt", "templates", "newsroom", "seeds"}

    assert [name for name in copied if not (TOP / name).exists()] == []
    assert not needed & set(left_out)
    assert "USER newsroom" in lines.partition("CMD")[0]


def test_the_proxy_does_what_the_guide_asks_of_it():
    proxy = (DEPLOY / "nginx.conf.template").read_text()

    for line in (
        "proxy_set_header Host $host;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
        "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
        "client_max_body_size 25m;",
        "add_header X-Content-Type-Options nosniff always;",
    ):
        assert line in proxy
    assert proxy.count("{") == proxy.count("}")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="There is no systemd here.")
@pytest.mark.parametrize("unit", ["newsroom.service", "newsroom-worker.service"])
def test_the_units_are_understood(unit, tmp_path):
    """With this project in the place of /srv/newsroom."""
    there = (DEPLOY / "systemd" / unit).read_text().replace("/srv/newsroom", str(TOP))
    file = tmp_path / unit
    file.write_text(there.replace("User=newsroom", "User=root"))

    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(file)], capture_output=True, text=True, check=False
    )

    about_it = [line for line in verified.stderr.splitlines() if unit in line]
    assert about_it == []
