"""Take the pictures of the README from the page of the demo: make screenshots (Chromium has to be installed)."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

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
        browser.close()


if __name__ == "__main__":
    main()
