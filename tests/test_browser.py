"""A supervisor's way through the dashboard, in a real browser, on the documents of data/documents.

Nothing here may leave the machine: each page is watched for requests to other hosts and for errors of its scripts.
"""

import csv
import io
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import duckdb
import openpyxl
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

import wording
from benchmarks.serving import PROJECT, chromium, load, serving
from tests.conftest import SCHEMA

FIXTURES = PROJECT / "tests" / "fixtures"
PAGES = ("", *(page.stem for page in sorted((PROJECT / "pages").glob("*.py")) if page.stem != "overview"))
DAY = "as_of=2025-06-01"
TASK, DOCUMENT = "hengyang-2019-plan-14", "yiyang-yuanjiang-2025-progress"
UNIT = quote("衡阳市水利局")
OPENED = (f"?{DAY}&task={TASK}", f"documents?{DAY}&open={DOCUMENT}", f"workload?{DAY}&who={UNIT}")
NOTHING = f"?{DAY}&text={quote('没有这样的词')}"
EVERY_SCREEN = (*(f"{name}?{DAY}" for name in PAGES), *OPENED, NOTHING)
Open = Callable[..., Page]
WIDE, NARROW, PHONE = (1440, 900), (1024, 768), (390, 844)
expect.set_options(timeout=30_000)

# Words of other scripts that stand on the pages: names of files, formats, and what is measured.
ALLOWED = re.compile(r"""
    [\w./-]*\.(?:txt|md|html?|docx?|wps|pdf|xlsx|csv|py|duckdb)\b  # data/documents/hengyang-2019-plan.txt
  | \b[a-z]+(?:-[a-z]+)*-20\d\d-[\w-]+              # hengyang-2019-plan
  | \b[0-9a-f]{12,}\b | \b20\d{6}T\d+\b             # digests, generations of the database
  | https?://\S+ | [\w./\\]*python3?\ -m\ loaders\ \w+ | python3\ start | YYYY-MM-DD | Esc
  | SHA-256 | XLSX | DOCX | CSV | Excel | WPS | Word | PM2\.5 | PM10 | COD | GB\ ?3095 | μg/m³ | mg/L | km | [KM]?B\b | t/d | pH | II+V? | IV
""", re.VERBOSE)  # fmt: skip

WORDS_ON_SCREEN = """() => {
    const said = [...document.querySelectorAll('canvas [role=columnheader]')].map(heading => heading.textContent);
    for (const element of document.querySelectorAll('body *')) {
        if (!element.checkVisibility() || element.closest('style, script, .source-text, [data-testid=stIconMaterial]')) continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext']) said.push(element.getAttribute(name));
        for (const child of element.childNodes) if (child.nodeType === Node.TEXT_NODE) said.push(child.nodeValue);
    }
    return said.filter(words => words && words.trim());
}"""

# Text that reaches beyond the window, or beyond a box that hides what does not fit and cannot be scrolled.
CUT_TEXT = """() => {
    const cut = [];
    const hidden = 'style, script, canvas, [data-testid=stIconMaterial]';
    const texts = document.createTreeWalker(document.querySelector('[data-testid=stApp]'), NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode()); ) {
        const parent = text.parentElement;
        const seen = parent.checkVisibility({opacityProperty: true, visibilityProperty: true});
        if (!text.nodeValue.trim() || !seen || parent.closest(hidden)) continue;
        if (parent.closest('[data-testid=stSidebar]')?.getBoundingClientRect().right <= 0) continue;  // drawn aside
        const range = document.createRange();
        range.selectNodeContents(text);
        const [left, right] = [range.getBoundingClientRect().left, range.getBoundingClientRect().right];
        if (right - left < 2) continue;
        let [from, to] = [0, window.innerWidth];
        for (let box = parent; box; box = box.parentElement) {
            const page = box.dataset?.testid === 'stMain';
            const overflow = getComputedStyle(box).overflowX;
            if (['auto', 'scroll'].includes(overflow) && !page) break;
            if (overflow !== 'visible' && box.clientWidth > 1) {
                from = Math.max(from, box.getBoundingClientRect().left);
                to = Math.min(to, box.getBoundingClientRect().right);
            }
        }
        if (left < from - 2 || right > to + 2) cut.push(text.nodeValue.trim());
    }
    return cut;
}"""

# Words that stand out from what is behind them by less than WCAG 2.2 AA asks for: 4.5, large ones 3.
FAINT_TEXT = """() => {
    const paint = document.createElement('canvas').getContext('2d', {willReadFrequently: true}), known = new Map();
    const channels = colour => {
        if (known.has(colour)) return known.get(colour);
        paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
        return known.set(colour, [r, g, b, a / 255]).get(colour);
    };
    const over = (top, below, opacity) => below.map((part, i) => i === 3 ? 1 :
        top[i] * top[3] * opacity + part * (1 - top[3] * opacity));
    const light = ([r, g, b]) => [r, g, b].map(part => part / 255)
        .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
        .reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0);
    const faint = new Set();
    const texts = document.createTreeWalker(document.querySelector('[data-testid=stApp]'), NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode()); ) {
        const words = text.nodeValue.trim(), element = text.parentElement;
        if (!words || element.closest('style, script, canvas, svg, [disabled], [data-testid=stIconMaterial], .by-key-said')
            || !element.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
        const boxes = [];
        for (let box = element; box; box = box.parentElement) boxes.unshift(box);
        let back = [255, 255, 255, 1], opacity = 1;
        for (const box of boxes) {
            opacity *= Number(getComputedStyle(box).opacity);
            back = over(channels(getComputedStyle(box).backgroundColor), back, opacity);
        }
        const look = getComputedStyle(element), ink = over(channels(look.color), back, opacity);
        const [high, low] = [light(ink), light(back)].sort((a, b) => b - a), ratio = (high + .05) / (low + .05);
        const size = parseFloat(look.fontSize), large = size >= 24 || size >= 18.66 && look.fontWeight >= 700;
        if (ratio < (large ? 3 : 4.5)) faint.add(`${words.slice(0, 30)} ${ratio.toFixed(2)}`);
    }
    return [...faint];
}"""

OVERFLOW = """() => Math.max(...[document.documentElement, document.querySelector('[data-testid=stMain]')]
    .map(box => box.scrollWidth - box.clientWidth))"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def outside() -> Iterator[socket.socket]:
    """Where all would come that the server asks of other hosts."""
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        yield proxy


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, outside: socket.socket) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("real")
    load(folder)
    proxies = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
    proxy = f"http://127.0.0.1:{outside.getsockname()[1]}"
    with serving(folder, **dict.fromkeys(proxies, proxy)) as address:
        yield address


@dataclass
class Reader:
    """Somebody with a browser, who keeps it from test to test: it has compiled the scripts of the pages."""

    page: Page
    host: str = ""
    faults: list[str] = field(default_factory=list)
    """Requests to other hosts than that of the page, and errors of its scripts."""

    def __post_init__(self) -> None:
        context = self.page.context
        context.on("request", lambda request: self.watch(request.url))
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self.page.on("websocket", lambda socket: self.watch(socket.url))

    def watch(self, url: str) -> None:
        asked = urlsplit(url)
        if asked.scheme not in ("data", "blob") and asked.netloc != self.host:
            self.faults.append(f"asked {url}")

    def open(self, address: str, size: tuple[int, int], dark: bool) -> Page:
        self.host, self.faults[:] = urlsplit(address).netloc, []
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="no-preference")
        self.page.mouse.move(0, 0)
        self.page.goto(address)
        return self.page

    def leave(self) -> None:
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.goto("about:blank")


@pytest.fixture(scope="session")
def readers(browser: Browser) -> Iterator[list[Reader]]:
    """Those there have been so far."""
    readers: list[Reader] = []
    yield readers
    for reader in readers:
        reader.page.context.close()


@pytest.fixture
def opened(browser: Browser, readers: list[Reader]) -> Iterator[Open]:
    """Opens an address, each time as another reader; at the end nothing may have gone wrong with any of them."""
    busy: list[Reader] = []

    def open_page(
        address: str, size: tuple[int, int] = WIDE, dark: bool = False, settled: bool = True
    ) -> Page:
        if len(busy) == len(readers):
            readers.append(Reader(browser.new_context(locale="zh-CN").new_page()))
        reader = readers[len(busy)]
        busy.append(reader)
        page = reader.open(address, size, dark)
        if settled:
            settle(page)
        return page

    yield open_page
    faults = [fault for reader in busy for fault in reader.faults]
    for reader in busy:
        reader.leave()
    assert not faults, faults


def go(page: Page, address: str) -> None:
    page.goto(address)
    settle(page)


def settle(page: Page) -> None:
    """Waits until the page's script has run and its tables and pictures are drawn."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.locator("[data-testid=stMain] :is(h1, h2, h3, h4, [data-testid=stAlert])").first.wait_for()
    expect(page.locator("[data-testid=stSkeleton], [data-stale=true]")).to_have_count(0)
    for picture in page.locator("[data-testid=stPlotlyChart]:visible").all():
        picture.locator(".main-svg").first.wait_for()
    page.wait_for_function("document.getAnimations().every(moves => moves.playState !== 'running')")
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def choose(page: Page, label: str, option: str) -> None:
    """In one of the filters at the side."""
    box = page.get_by_test_id("stSidebar").get_by_role("combobox", name=label, exact=True)
    box.click()
    page.keyboard.type(f"{option[:2]} {option[2:]}")  # a space finds as much
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


def rows_on_screen(page: Page) -> int:
    """Of the first table: what its caption says and what it holds are the same."""
    said = int(re.search(r"共 (\d+) 行", page.get_by_text(re.compile(r"^共 \d+ 行")).first.inner_text())[1])  # type: ignore[index]
    grid = page.get_by_test_id("stDataFrame").first.locator("table[role=grid]")
    expect(grid).to_have_attribute("aria-rowcount", str(said + 1))
    return said


def click_first_row(page: Page) -> None:
    page.get_by_test_id("stDataFrame").first.locator(".dvn-scroller").click(position={"x": 60, "y": 50})
    page.wait_for_url(re.compile("task="))
    settle(page)


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    """Name and bytes of the first download of that kind on the page."""
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").get_by_role("button", name=button).first.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def caption(page: Page) -> str:
    return page.get_by_text(re.compile("；截至 2025-06-01$")).first.inner_text()


def test_a_city_and_a_unit_narrow_every_page(server: str, opened: Open) -> None:
    page = opened(f"{server}/tasks?{DAY}")
    assert rows_on_screen(page) == 81  # the 19 of a report that came later are not known yet
    choose(page, "城市", "衡阳市")
    expect(page.get_by_text("城市：衡阳市；截至 2025-06-01")).to_be_visible()
    settle(page)
    of_city = rows_on_screen(page)
    choose(page, "单位", "衡阳市水利局")
    expect(page.get_by_text("单位：衡阳市水利局")).to_be_visible()
    settle(page)
    assert 0 < rows_on_screen(page) < of_city < 81
    page.get_by_role("link", name="完成率").click()
    expect(page.get_by_role("heading", name="完成率", exact=True)).to_be_visible()
    both = page.get_by_text(re.compile("城市：衡阳市；单位：衡阳市水利局；截至")).first
    expect(both).to_be_visible()
    page.go_back()
    page.wait_for_url(re.compile(r"/tasks\?.*city="))
    expect(page.get_by_role("heading", name="任务台账", exact=True)).to_be_visible()
    expect(both).to_be_visible()


def test_a_bar_leads_to_its_tasks_and_a_task_to_its_words(server: str, opened: Open) -> None:
    page = opened(f"{server}/?{DAY}")
    bar = page.locator(".st-key-picture_due .barlayer .point path").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    chosen = page.get_by_text(re.compile("^所选：.* · [0-9]+ 项$"))
    expect(chosen).to_be_visible()
    settle(page)
    assert chosen.inner_text().endswith(f"· {rows_on_screen(page)} 项")
    click_first_row(page)
    page.get_by_role("button", name="原文", exact=False).first.click()
    mark = page.locator(".source-text mark").first
    expect(mark).to_be_visible()
    expect(mark).to_be_in_viewport()
    page.get_by_role("button", name="返回").click()
    expect(chosen).to_be_visible()


def test_a_first_visit_leads_to_what_is_late_in_a_city(server: str, opened: Open) -> None:
    page = opened(f"{server}/?{DAY}")
    late = page.locator(".ways div").filter(has=page.get_by_role("link", name="衡阳市")).inner_text()
    page.locator(".ways").get_by_role("link", name="衡阳市").click()
    page.wait_for_url(re.compile("past=true"))
    settle(page)
    assert late.endswith(f" {rows_on_screen(page)} 项")


def test_the_guide_stays_folded_by_the_address(server: str, opened: Open) -> None:
    page = opened(f"{server}/?{DAY}")
    expect(page.locator(".ways").first).to_be_visible()
    page.get_by_test_id("stExpander").locator("summary", has_text="第一次用").click()
    page.wait_for_url(re.compile("guide=false"))
    there = opened(page.url)
    expect(there.get_by_text("第一次用")).to_be_visible()
    expect(there.locator(".ways")).to_have_count(0)
    choose(page, "城市", "衡阳市")
    page.get_by_role("button", name="清除筛选").click()
    page.wait_for_url(re.compile("guide=false"))
    expect(page.locator(".ways")).to_have_count(0)


def test_over_what_was_chosen_the_guide_is_not_unfolded(server: str, opened: Open) -> None:
    """Nor by the next choice; back in the view of everything it is as the reader left it."""
    page = opened(f"{server}/?{DAY}")
    expect(page.locator(".ways").first).to_be_visible()
    choose(page, "城市", "衡阳市")
    expect(page.locator(".ways")).to_have_count(0)
    choose(page, "状态", "未见报告")
    expect(page.locator(".ways")).to_have_count(0)
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator(".ways").first).to_be_visible()


def test_quiet_words_follow_the_theme_before_the_page_runs_again(server: str, opened: Open) -> None:
    page = opened(f"{server}/?{DAY}")
    quiet = "() => getComputedStyle(document.querySelector('[data-testid=stCaptionContainer]')).color"
    in_light = page.evaluate(quiet)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"before => ({quiet})() !== before", arg=in_light)
    assert page.evaluate(quiet) == "rgb({}, {}, {})".format(*bytes.fromhex(wording.palette(True).quiet[1:]))


def test_a_number_of_a_table_lists_its_tasks(server: str, opened: Open) -> None:
    page = opened(f"{server}/completion?{DAY}")
    table = page.get_by_test_id("stDataFrame").first.locator(".dvn-scroller")
    year = page.get_by_test_id("stDataFrame").first.locator("table[role=grid] tr").nth(1).locator("td")
    expect(year.first).to_have_text("2018")
    said = year.all_inner_texts()[:2]
    table.click(position={"x": 60, "y": 50})  # its first column: the year, and so all its tasks
    page.wait_for_url(re.compile(r"part=year.*2018.*tasks"))
    settle(page)
    expect(page.get_by_text("2018 年到期，全部")).to_be_visible()
    assert said == ["2018", str(rows_on_screen(page))]


def test_a_list_is_walked_from_its_row_on_and_by_a_copied_link(server: str, opened: Open) -> None:
    page = opened(f"{server}/changes?{DAY}&since=2018-12-31&part=change|slipped|all")
    listed = rows_on_screen(page)
    click_first_row(page)
    expect(page.get_by_text(f"第 1 / {listed} 项")).to_be_visible()
    page.get_by_role("button", name="下一项").click()
    expect(page.get_by_text(f"第 2 / {listed} 项")).to_be_visible()
    page.go_back()
    expect(page.get_by_text(f"第 1 / {listed} 项")).to_be_visible()
    there = opened(page.url)
    page.go_back()
    expect(
        page.get_by_text("所选：新过时限")
    ).to_be_visible()  # one act, one step: though since and part left the address
    there.get_by_role("button", name="下一项").click()
    expect(there.get_by_text(f"第 2 / {listed} 项")).to_be_visible()
    there.get_by_role("button", name="返回").click()
    expect(there.get_by_text("从 2018-12-31 到 2025-06-01；全部任务；截至 2025-06-01")).to_be_visible()
    assert rows_on_screen(there) == listed


def test_a_unit_opened_over_what_was_clicked_is_one_step_back(server: str, opened: Open) -> None:
    page = opened(f"{server}/workload?{DAY}&part=work|邵阳市生态环境局|lead")
    before = page.url
    page.get_by_role("button", name="看邵阳市生态环境局的全部任务").click()
    expect(page.get_by_role("heading", name="邵阳市生态环境局", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_text(re.compile("^所选：邵阳市生态环境局，牵头"))).to_be_visible()
    assert page.url == before


def test_a_count_of_petitions_leads_to_its_words(server: str, opened: Open) -> None:
    page = opened(f"{server}/petitions?{DAY}")
    bar = page.get_by_role("link", name="冷水滩区", exact=True)
    page.evaluate("window.same = true")
    bar.click()
    mark = page.locator(".source-text mark").first
    expect(mark).to_contain_text("冷水滩区")
    expect(mark).to_be_in_viewport()
    assert page.evaluate("window.same"), "the page was not loaded anew"
    page.get_by_role("button", name="返回").click()
    expect(bar).to_be_visible()
    page.get_by_test_id("stDataFrame").first.locator(".dvn-scroller").click(position={"x": 60, "y": 50})
    page.wait_for_url(re.compile("mark="))
    settle(page)
    expect(page.locator(".source-text mark").first).to_be_in_viewport()


def test_downloads_hold_the_rows_on_screen(server: str, opened: Open) -> None:
    page = opened(f"{server}/tasks?{DAY}&city={quote('衡阳市')}")
    count = rows_on_screen(page)
    name, content = downloaded(page, "XLSX")
    assert name == "任务清单-衡阳市-截至2025-06-01.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, rules = book["任务清单"], book["来源与口径"]
    assert sheet.max_row == count + 1
    assert sheet.freeze_panes == "A2"
    heading = [cell.value for cell in sheet[1]]
    deadlines = [row[heading.index("整改时限")] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert {type(deadline) for deadline in deadlines} <= {datetime, type(None)} and any(deadlines)
    said = {row[0]: row[1] for row in rules.iter_rows(values_only=True)}
    assert said["筛选"] == caption(page)
    assert said["行数"] == count and "总完成率" in said
    assert "hengyang-2019-plan" in said

    name, content = downloaded(page, "CSV")
    assert name == "任务清单-衡阳市-截至2025-06-01.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == count + 1
    assert rows[0] == heading


def test_a_link_carries_the_view(server: str, opened: Open) -> None:
    page = opened(f"{server}/tasks?{DAY}")
    choose(page, "城市", "邵阳市")
    expect(page.get_by_text("城市：邵阳市；截至 2025-06-01")).to_be_visible()
    settle(page)
    there = opened(page.url)
    assert caption(there) == caption(page)
    assert rows_on_screen(there) == rows_on_screen(page)
    assert there.get_by_test_id("stMain").inner_text() == page.get_by_test_id("stMain").inner_text()
    there.get_by_role("link", name="完成率").click()
    there.wait_for_url(re.compile(r"/completion\?.*city="))
    expect(there.get_by_text("城市：邵阳市；截至 2025-06-01")).to_be_visible()


def test_a_copied_link_shows_the_same_on_a_later_day(server: str, opened: Open) -> None:
    page = opened(f"{server}/tasks?city={quote('邵阳市')}")
    assert "as_of" not in page.url
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert dict(parse_qsl(urlsplit(copied).query)) == {
        "city": "邵阳市",
        "as_of": f"{datetime.now():%Y-%m-%d}",
    }


def test_a_day_that_was_typed_is_taken_with_enter(server: str, opened: Open) -> None:
    page = opened(f"{server}/tasks")
    page.get_by_test_id("stSidebar").get_by_role("spinbutton").first.click()
    page.keyboard.type("2024")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"as_of=2024-{datetime.now():%m-%d}"))


def test_where_nothing_is_found_the_page_says_how_to_widen(server: str, opened: Open) -> None:
    page = opened(server + "/" + NOTHING)
    expect(page.get_by_text("没有符合条件的任务")).to_be_visible()
    page.get_by_test_id("stMain").get_by_role("button", name="清除筛选").click()
    expect(page.get_by_text("总完成率").first).to_be_visible()
    expect(page.get_by_text("没有符合条件的任务")).to_have_count(0)


def test_without_a_database_every_page_says_the_command_and_shows_itself_when_there_is_one(
    tmp_path: Path, opened: Open
) -> None:
    folder = tmp_path / "database"
    folder.mkdir()
    with serving(folder) as address:
        page = opened(address)
        for name in PAGES:
            go(page, f"{address}/{name}")
            if name != "imports":  # that page makes the database
                expect(page.get_by_test_id("stAlert")).to_contain_text("start.py")
        go(page, address)
        expect(page.get_by_text("还没有数据库").first).to_be_visible()
        load(folder)
        expect(page.get_by_text("总完成率").first).to_be_visible()
        load(folder, PROJECT / "data" / "documents" / "shaoyang-2021-plan.txt")  # by somebody else, meanwhile
        newer = page.get_by_role("button", name="有新载入的数据，更新")
        newer.click(timeout=40_000)
        expect(newer).to_be_hidden()
        expect(page.get_by_text("衡阳市")).to_have_count(0)


def test_the_dark_theme_reaches_pages_and_pictures(server: str, opened: Open) -> None:
    page = opened(f"{server}/?{DAY}", dark=True)
    for drawn in (page.get_by_test_id("stApp"), page.locator(".st-key-picture_due .main-svg").first):
        expect(drawn).to_have_css("background-color", "rgb(17, 24, 31)")


def test_the_keyboard_alone_opens_a_row_and_a_bar(server: str, opened: Open) -> None:
    page = opened(f"{server}/tasks?{DAY}")
    count = rows_on_screen(page)
    page.get_by_role("button", name="CSV").first.focus()
    page.keyboard.press("Tab")
    said = page.locator(".by-key-said")
    expect(said).to_contain_text(f"第 1 行，共 {count} 行")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(said).to_contain_text(f"第 4 行，共 {count} 行")
    assert "task=" not in page.url  # to come to a row is not to open it
    ring, row = page.locator(".by-key-ring"), page.get_by_test_id("stDataFrame").first
    expect(ring).to_be_visible()
    assert ring.bounding_box()["width"] <= row.bounding_box()["width"]  # type: ignore[index]
    issue = re.search(r"第 4 行.*?：.*?，.*?，(.{8})", said.inner_text())[1]  # type: ignore[index]
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("task="))
    settle(page)
    expect(page.get_by_test_id("stMain").get_by_text(issue).first).to_be_visible()

    go(page, f"{server}/?{DAY}&guide=false")
    page.locator(".st-key-picks_city .js-plotly-plot").focus()
    page.keyboard.press("End")
    expect(said).to_contain_text("邵阳市")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^所选：邵阳市，"))).to_be_visible()


def test_the_keyboard_alone_opens_the_page_of_a_source(server: str, opened: Open) -> None:
    page = opened(f"{server}/completion?{DAY}")
    page.get_by_role("button", name="CSV").last.focus()
    page.keyboard.press("Tab")
    link = page.locator("[id^=portal] a")
    for _ in range(8):  # its columns, until the one that leads outside
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        if link.count():
            break
        page.keyboard.press("Escape")
        page.keyboard.press("ArrowRight")
    expect(link).to_be_visible()
    page.evaluate(
        "addEventListener('click', event => { event.preventDefault(); window.led = event.target.href })"
    )
    page.keyboard.press("Enter")
    assert page.evaluate("window.led") == link.get_attribute("href")


def test_on_paper_nothing_is_lost(server: str, opened: Open) -> None:
    page = opened(f"{server}/?{DAY}&city={quote('衡阳市')}&part=late|past_unreported|any")
    count = rows_on_screen(page)
    sheets = [sheet.get_textpage() for sheet in pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))]
    said = [sheet.get_text_range() for sheet in sheets]
    for number, words in enumerate(said, 1):
        assert "城市：衡阳市；截至 2025-06-01" in words and f"{number} / {len(said)}" in words
    assert "".join(said).count("未见报告 ") >= count  # the table's rows, beyond those that a screen shows
    assert "看这" not in "".join(said)  # buttons mean nothing there
    sheet, total = next(
        (sheet, words.find("35 项")) for sheet, words in zip(sheets, said, strict=True) if "35 项" in words
    )
    assert sheet.get_charbox(total)[2] < 595 - 36  # what stands at the right of a bar


def test_the_first_sheet_of_the_workload_is_filled_by_the_smaller_figure(server: str, opened: Open) -> None:
    page = opened(f"{server}/workload?{DAY}")
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    first, second = (sheets[number].get_textpage().get_text_range() for number in range(2))
    assert "个单位牵头或负责的任务已过时限" in first and "集体名称中" in first
    assert "单位中" in second and "各单位的数" not in first, "the figure as high as a sheet, then the table"


def test_figures_are_drawn_anew_for_the_sheet_before_they_are_printed(server: str, opened: Open) -> None:
    page = opened(f"{server}/?{DAY}")
    widths = "[...document.querySelectorAll('.js-plotly-plot .main-svg')].map(drawn => drawn.clientWidth)"
    assert min(page.evaluate(widths)) > 900
    page.evaluate(f"window.print = () => {{ window.widths = {widths} }}; 0")
    page.keyboard.press("Control+P")
    page.wait_for_function("window.widths")
    assert max(page.evaluate("window.widths")) < 700, "184 mm: words of a figure keep their 10 points"
    page.evaluate("dispatchEvent(new Event('afterprint')); 0")
    page.wait_for_function(f"Math.min(...{widths}) > 900")


def test_on_paper_squares_grow_with_their_numbers_and_headings_stay_above(server: str, opened: Open) -> None:
    page = opened(f"{server}/themes?{DAY}&columns={quote('督察')}")
    measure = """() => {
        const all = name => [...document.querySelectorAll(`.js-plotly-plot ${name}`)].map(each => each.getBoundingClientRect());
        const squares = all(".scatterlayer .point"), numbers = all(".textpoint text");
        const above = Math.max(...all(".xtick text").map(each => each.bottom));
        return [squares[0].width / numbers[0].width, Math.min(...numbers.map(each => each.top)) - above];
    }"""
    share, room = page.evaluate(measure)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    on_paper, room_on_paper = page.evaluate(measure)
    assert on_paper == pytest.approx(share, rel=0.05) and room > 0 and room_on_paper > 0


def test_on_paper_the_words_of_one_place_do_not_cover_the_next(server: str, opened: Open) -> None:
    page = opened(f"{server}/indicators?{DAY}&metric={quote('优良天数比例')}")
    assert page.evaluate("window.framed"), "a script that names a tag would be left out of the page"
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    covered = """() => {
        const words = [...document.querySelectorAll(".js-plotly-plot .annotation text")]
            .map(each => [each.getBoundingClientRect(), each.textContent]).filter(([box]) => box.width);
        return words.flatMap(([a, one]) => words.filter(([b, other]) => one < other
            && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1).map(([, other]) => [one, other]));
    }"""
    assert page.evaluate(covered) == []


def test_who_wants_no_motion_gets_none(server: str, opened: Open) -> None:
    page = opened(f"{server}/?{DAY}")
    page.emulate_media(reduced_motion="reduce")
    side = page.get_by_test_id("stSidebar")
    assert float(side.evaluate("side => parseFloat(getComputedStyle(side).transitionDuration)")) < 0.001


def test_on_a_telephone_nothing_is_cut_and_words_stand_out_in_the_dark(server: str, opened: Open) -> None:
    page, cut, faint = opened(f"{server}/{NOTHING}", PHONE, dark=True), {}, {}
    for path in EVERY_SCREEN:
        go(page, f"{server}/{path}")
        cut[path], faint[path] = page.evaluate(CUT_TEXT), page.evaluate(FAINT_TEXT)
        assert page.evaluate(OVERFLOW) <= 0, path
    page.get_by_test_id("stExpandSidebarButton").click()
    settle(page)
    cut["the filters"], faint["the filters"] = page.evaluate(CUT_TEXT), page.evaluate(FAINT_TEXT)
    assert {path: words for path, words in cut.items() if words} == {}
    assert {path: words for path, words in faint.items() if words} == {}


def english(page: Page) -> set[str]:
    """What is still English of all that the page shows or tells a screen reader."""
    return {
        words for words in page.evaluate(WORDS_ON_SCREEN) if re.search("[A-Za-z]{2}", ALLOWED.sub("", words))
    }


def test_the_screens_speak_chinese_in_words_that_stand_out(server: str, opened: Open) -> None:
    page, found, faint = opened(f"{server}/{NOTHING}", NARROW), {}, {}
    for path in EVERY_SCREEN:
        go(page, f"{server}/{path}")
        for expander in page.get_by_test_id("stExpander").all():
            if not expander.locator("details[open]").count():
                expander.locator("summary").click()
        settle(page)
        found[path], faint[path] = english(page), page.evaluate(FAINT_TEXT)
        for box in page.get_by_test_id("stSidebar").get_by_role("combobox").all()[:1]:
            box.click()
            found[path] |= english(page)
            box.fill("没有的")
            expect(page.get_by_text("没有匹配项").first).to_be_visible()
            found[path] |= english(page)
    assert {path: words for path, words in found.items() if words} == {}
    assert {path: words for path, words in faint.items() if words} == {}


def test_what_streamlit_opens_and_says_is_chinese(server: str, opened: Open) -> None:
    page, found = opened(f"{server}/?{DAY}"), {}
    page.get_by_test_id("stDateInputCalendarButton").first.click()
    expect(page.get_by_role("button", name="2025年6月21日星期六")).to_be_visible()
    found["the calendar"] = english(page)
    for button in ("状态和率是什么意思", "报告和通报"):
        go(page, f"{server}/?{DAY}")
        page.get_by_role("button", name=button).click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        found[button] = english(page)
    go(page, f"{server}/imports")
    files = [FIXTURES / "documents" / "tangxi-2024-plan.docx", FIXTURES / "broken" / "old.doc"]
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_role("button", name="载入这 1 份")).to_be_visible()
    found["files"] = english(page)
    page.goto(f"{server}/nowhere")
    expect(page.get_by_text("没有这一页")).to_be_visible()
    found["no such page"] = english(page)
    assert {what: words for what, words in found.items() if words} == {}


def test_what_goes_wrong_is_said_in_chinese(tmp_path: Path, opened: Open) -> None:
    broken = tmp_path / "broken.duckdb"
    with duckdb.connect(str(broken)) as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))  # and not even a row in build
    with serving(broken) as address:
        page = opened(address, settled=False)
        failed = page.get_by_test_id("stException").first
        expect(failed).to_contain_text("程序出错")
        assert "duckdb" not in failed.inner_text()  # the details are the maintainer's
        assert english(page) == set()
    expect(page.get_by_text("连不上看板")).to_be_visible()
    assert english(page) == set()


HOSTILE = (
    "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
    "[链接](javascript:window.harmed=1) **粗** $\\frac{1}{2}$ :red[红] `码`"
)
FORMULA = "=cmd|' /C calc'!A0"
HOSTILE_PLAN = f"""衡阳市贯彻落实{HOSTILE}反馈意见整改方案

整改措施清单

（一）{HOSTILE}污水直排。

整改目标：{FORMULA}

整改措施：{HOSTILE}

整改时限：2024年12月底

责任单位：<b onmouseover='window.harmed=1'>水利局</b>

督办市领导：<i>李明</i>

（二）{FORMULA}

整改目标：@SUM(1+1)

整改措施：+1+1

整改时限：{HOSTILE}

责任单位：{FORMULA}局

督办市领导：-2+3
"""


def test_texts_of_documents_stay_text(tmp_path: Path, opened: Open) -> None:
    document = tmp_path / "hostile-2024-plan.txt"
    document.write_text(HOSTILE_PLAN, encoding="utf-8")
    load(tmp_path / "database", document)
    tasks = [f"?task=hostile-2024-plan-{number:02d}" for number in (1, 2)]
    with serving(tmp_path / "database") as address:
        page = opened(address)
        for path in [*PAGES, *tasks, "documents?open=hostile-2024-plan"]:
            go(page, f"{address}/{path}")
            assert page.evaluate("window.harmed") is None
            assert page.locator("img[src=x], a[href^=javascript], [onmouseover], .katex").count() == 0
            if path in tasks:
                expect(page.get_by_text(HOSTILE if path == tasks[0] else FORMULA).first).to_be_visible()
        go(page, f"{address}/tasks")
        assert rows_on_screen(page) == 2
        book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "XLSX")[1]))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
        assert f"'{FORMULA}" in {cell.value for cell in cells}
        table = csv.reader(io.StringIO(downloaded(page, "CSV")[1].decode("utf-8-sig")))
        assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_the_server_asks_no_other_host(server: str, opened: Open, outside: socket.socket) -> None:
    opened(server)
    outside.setblocking(False)
    with pytest.raises(BlockingIOError):
        outside.accept()
