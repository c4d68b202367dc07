"""Take the pictures of the documentation from the demo and its server: make screenshots (needs Chromium)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PICTURES = {"network": (1300, 800, "light"), "network-dark": (1300, 800, "dark"), "network-phone": (360, 740, "light")}
DRAWN = "canvas"


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for name, (width, height, scheme) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto((ROOT / "demo" / "network.html").as_uri())
            page.wait_for_selector(DRAWN)
            page.wait_for_timeout(1000)  # the first frames
            page.screenshot(path=ROOT / "docs" / "img" / f"{name}.png")
        questions(browser)
        browser.close()


def questions(browser: Browser) -> None:
    """The page of `kg serve`, with an answer."""
    command = [sys.executable, "-m", "kg", "serve", str(ROOT / "demo"), "--port", "0", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split()[-1]
        page = browser.new_page(viewport={"width": 1300, "height": 800}, color_scheme="light")
        page.goto(f"{address}#who-opposes-what")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.locator("#answer table").wait_for()
        page.screenshot(path=ROOT / "docs" / "img" / "questions.png")
        server.terminate()


if __name__ == "__main__":
    main()
