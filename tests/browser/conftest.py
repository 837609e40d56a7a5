"""What do browser tests share: one Chromium a run, an installation for each test, a worker that makes letters?"""

from __future__ import annotations

import pytest
from django.core.cache import cache
from playwright.sync_api import sync_playwright

from tests.browser.desk import Desk
from tests.browser.tour import Tour
from tests.factories.settings import seed_installation
from tests.factories.worker import MailServer, Worker, empty_broker

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser(chromium_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def installation(live_server, settings):
    """The site as a browser on this machine sees it: http, at the name for which passkeys can be tried."""
    settings.SITE_URL = live_server.url
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    cache.clear()
    seed_installation()
    return live_server.url


@pytest.fixture
def desk(browser, installation):
    """Browser windows. Nothing may go wrong in any of them: no console error, no breach of the policy."""
    desk = Desk(browser, installation)
    yield desk
    desk.close()
    assert desk.problems == []


@pytest.fixture
def tour(desk):
    return Tour(desk)


@pytest.fixture
def mail_server():
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def worker(installation, tmp_path, mail_server, monkeypatch):
    """A real worker, which starts while the test goes its way to the letter."""
    monkeypatch.setenv("SITE_URL", installation)
    empty_broker()
    worker = Worker(tmp_path, mail_server.port)
    worker.start()
    yield worker
    worker.stop()
