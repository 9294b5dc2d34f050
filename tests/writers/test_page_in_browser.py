"""Clicks from a cell to its excerpts and back, in a real browser without a network."""

import shutil

import pytest

from kubecode.study.ingest.decision_files import import_decision_file
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.report.study_report import study_report
from kubecode.study.session import opened
from kubecode.writers.page import page_bytes

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
if BROWSER is None:
    pytest.skip("no Chromium on this machine", allow_module_level=True)

TALK = (
    "P: Pernah ada konflik, Bu?\nT: Ribut mah jarang, paling soal giliran. Abis itu baikan lagi.\n"
    + "P: Terus?\nT: Ya gitu aja.\n" * 60
    + "P: Ada yang diem-dieman?\nT: Ada, suka bisik-bisik di belakang.\n"
)
SAID = "Ada, suka bisik-bisik di belakang."


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("peramban")
    (folder / "melati_T_01.txt").write_text(TALK, "utf-8")
    study = folder / "kubecode.db"
    tag(study, [folder / "melati_T_01.txt"], TagOptions())
    with opened(study) as session:
        start = TALK.index(SAID)
        row = (
            f'{{"document": "melati_T_01.txt", "start": {start}, "end": {start + len(SAID)}, "code": "konflik",'
            ' "subcode": "terselubung", "status": "accepted", "valence": "hinders"}'
        )
        (folder / "putusan.jsonl").write_text(row, "utf-8")
        import_decision_file(session, folder / "putusan.jsonl", None, "s")
        report = study_report(session)
    path = folder / "halaman.html"
    path.write_bytes(page_bytes(report, "id"))
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 700})
        requests_and_messages = []
        tab.on("console", lambda message: requests_and_messages.append(message.text))
        tab.on(
            "request",
            lambda request: (
                requests_and_messages.append(request.url) if not request.url.startswith("file:") else None
            ),
        )
        tab.goto(path.as_uri())
        yield tab
        browser.close()
    assert requests_and_messages == []  # no network request, and no violation of the policy


def in_sight(page, selector):
    """Return whether the whole element is inside the window."""
    box = page.locator(selector).bounding_box()
    return box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"]


def test_click_leads_from_a_cell_to_the_marked_text_and_back(page):
    cell = page.locator("td.hinders a").first
    cell.click()
    assert page.locator("section.cell:target h4").inner_text().startswith("Konflik dalam kelompok · melati")
    page.locator("section.cell:target .excerpts a").first.click()
    assert page.locator("mark:target").inner_text() == SAID
    assert page.locator("mark:target b").inner_text() == "bisik-bisik"
    assert in_sight(page, "mark:target")
    shade = "mark => getComputedStyle(mark).backgroundColor"
    assert page.locator("mark:target").evaluate(shade) != "rgba(0, 0, 0, 0)"
    page.locator("mark:target + a").click()
    assert SAID in page.locator("li:target").inner_text()
    assert in_sight(page, "li:target")
    page.locator("section.cell:has(li:target) h4 a").click()
    assert page.locator("td:target a").inner_text().startswith("▼ menghambat")
    assert in_sight(page, "td:target")


@pytest.mark.parametrize("width", [1280, 800, 400])
def test_page_is_not_wider_than_the_window(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
