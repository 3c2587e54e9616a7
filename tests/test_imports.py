"""Page 导入 with real files and the loaders as the processes that they are, in a database folder of its own."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import loading
import queries
from loading import Upload
from queries import Filters
from tests.conftest import COUNTY_PLAN, COUNTY_TEXT
from tests.test_pages import words

PROJECT = Path(__file__).parent.parent


def upload(name: str, text: str) -> tuple[str, bytes, str]:
    return name, text.encode(), ""


def opened_page() -> AppTest:
    app = AppTest.from_file(str(PROJECT / "pages" / "imports.py"), default_timeout=120).run()
    assert not app.exception, app.exception
    return app


def state_of(folder: Path) -> str:
    """A digest of every file in a folder."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != ".building":  # the lock
            whole.update(f"{path}\0".encode() + path.read_bytes())
    return whole.hexdigest()


def test_files_are_previewed_and_nothing_is_loaded_before_the_button(empty_folder: Path) -> None:
    app = opened_page()
    app.file_uploader[0].set_value([upload(COUNTY_PLAN, COUNTY_TEXT), upload("空.txt", "")]).run()
    assert not app.exception
    shown = words(app)
    for said in (
        COUNTY_PLAN,
        "新文件",
        "云渡县",
        "读出任务",
        "道路扬尘突出",
        "空.txt",
        "不能载入",
        "空.txt：文件是空的",
    ):
        assert said in shown, said
    assert app.button(key="load").label == "载入这 1 份（另有 1 份不能载入，不受影响）"
    assert not list(empty_folder.glob("*.duckdb"))

    app.button(key="load").click().run()
    assert not app.exception
    assert "已载入：新增任务 2" in words(app)
    assert len(list(empty_folder.glob("*.duckdb"))) == 1
    assert [path.name for path in (empty_folder / "documents").iterdir()] == [COUNTY_PLAN]
    app.button(key="open_loaded_0").click().run()
    assert app.title[0].value == "云渡县贯彻落实省生态环境保护督察反馈问题整改方案"


@pytest.mark.usefixtures("empty_folder")
def test_rows_on_a_plan_that_comes_with_them_are_no_new_tasks() -> None:
    """Whatever the order in which the files are dropped."""
    rows = f"云渡县省生态环境保护督察反馈问题整改台账\n{LEDGER}1,{PROBLEM},已完成,2024-03-05\n"
    of_ledger, of_plan = loading.preview(
        [Upload("台账.csv", rows.encode()), Upload(COUNTY_PLAN, COUNTY_TEXT.encode())]
    )
    assert (of_ledger["file"], len(of_plan["new"])) == ("台账.csv", 2)
    assert (of_ledger["new"], len(of_ledger["links"])) == ([], 1)
    assert (of_plan["status_changes"], len(of_ledger["status_changes"])) == ([], 1)


@pytest.mark.usefixtures("folder")
def test_what_the_reader_left_out_is_told_before_loading() -> None:
    hidden = PROJECT / "tests" / "fixtures" / "broken" / "hidden-sheet.xlsx"
    app = opened_page()
    app.file_uploader[0].set_value([(hidden.name, hidden.read_bytes(), "")]).run()
    assert "工作表“台账”是隐藏的，没有读取；如需要，请取消隐藏后重新导入。" in words(app)


@pytest.mark.usefixtures("empty_folder")
def test_a_check_that_failed_is_told_before_loading() -> None:
    app = opened_page()
    app.file_uploader[0].set_value([upload(COUNTY_PLAN, f"本方案共3项整改任务。\n{COUNTY_TEXT}")]).run()
    assert not app.exception, app.exception
    assert "文件自述 3，读到 2" in words(app)


def test_files_that_cannot_be_loaded_leave_everything_as_it_was(county_folder: Path) -> None:
    before = state_of(county_folder)
    app = opened_page()
    app.file_uploader[0].set_value([upload("空.txt", ""), upload(f"又一份{COUNTY_PLAN}", COUNTY_TEXT)]).run()
    assert "完全相同，没有重复载入" in words(app)
    assert "没有可以载入的" in words(app)
    assert state_of(county_folder) == before


def test_a_loading_that_fails_says_why_and_changes_nothing(empty_folder: Path) -> None:
    app = opened_page()
    app.file_uploader[0].set_value([upload(COUNTY_PLAN, COUNTY_TEXT)]).run()
    (empty_folder / "documents").write_text("a file stands where the folder should be")
    before = state_of(empty_folder)
    app.button(key="load").click().run()
    assert "没有载入，原有数据没有改变" in words(app)
    assert state_of(empty_folder) == before


def test_a_dashboard_on_one_database_file_cannot_load(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(tmp_path / "one.duckdb"))
    app = opened_page()
    assert "不能在这里导入" in app.info[0].value
    assert not app.file_uploader


@pytest.mark.parametrize(
    "name, safe",
    [
        ("台账.xlsx", "台账.xlsx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Windows\\system.ini", "system.ini"),
        ("-rf.csv", "rf.csv"),
        ("a\x00b\n<c>.txt", "abc.txt"),
        ("~$台账.xlsx", "台账.xlsx"),
        ("...", "file"),
        ("长" * 300 + ".docx", "长" * 60 + ".docx"),
    ],
)
def test_names_of_uploads_are_no_paths(name: str, safe: str) -> None:
    assert loading.safe_name(name) == safe


def test_a_card_goes_with_the_file_of_its_name() -> None:
    uploads = [Upload("甲.txt", b"1"), Upload("甲.toml", b"2"), Upload("乙.toml", b"3")]
    with loading.written(uploads) as paths:
        found = {Path(path).name: sorted(p.name for p in Path(path).parent.iterdir()) for path in paths}
    assert found == {"甲.txt": ["甲.toml", "甲.txt"], "乙.toml": ["乙.toml"]}


@pytest.mark.usefixtures("county_folder")
def test_what_the_loaders_refuse_is_told_in_their_words() -> None:
    with pytest.raises(loading.Failed, match="没有编号为“nothing”的任务"):
        loading.correct("nothing", "issue", "--by=x", "看错了", "张三")


UNDATED = "云渡县整改台账\n任务编号,序号,存在问题,整改状态\n云渡县整改方案-01,1,道路扬尘突出。,已完成\n"


def test_of_a_ledger_without_a_day_a_person_states_it(county_folder: Path) -> None:
    app = opened_page()
    app.file_uploader[0].set_value([upload("台账.csv", UNDATED)]).run()
    assert "1 条进展不知道是哪一天的。无论截至哪一天都计入" in app.warning[0].value
    (stated,) = app.date_input
    stated.set_value(date(2024, 5, 31)).run()
    assert not app.exception and not app.warning and app.date_input[0].value == date(2024, 5, 31)
    app.button(key="load").click().run()
    assert "已载入" in words(app)
    for _ in range(2):  # also when it is built anew
        (report,) = queries.rows(queries.task_reports("云渡县整改方案-01", Filters(as_of=date(2024, 12, 31))))
        assert (report.status, report.reported_on) == ("completed", date(2024, 5, 31))
        loading.add([Upload("另一份.txt", COUNTY_TEXT.replace("云渡县", "溪口县").encode())])
    (report,) = queries.rows(queries.task_reports("云渡县整改方案-01", Filters(as_of=date(2024, 5, 30))))
    assert report.standing == "later"
    page = AppTest.from_file(str(PROJECT / "pages" / "documents.py"), default_timeout=120)
    page.query_params["open"] = "台账"
    assert "2024-05-31（导入时填写，文件没有写）" in words(page.run())


def test_the_day_of_a_loaded_ledger_is_stated_by_dropping_it_again(county_folder: Path) -> None:
    loading.add([Upload("台账.csv", UNDATED.encode())])
    app = opened_page()
    app.file_uploader[0].set_value([upload("台账.csv", UNDATED)]).run()
    assert "完全相同" in words(app)
    app.date_input[0].set_value(date(2024, 5, 31)).run()
    app.button(key="load").click().run()
    (ledger,) = queries.rows(queries.documents(Filters(documents=("台账",))))
    assert ledger.reported_on == date(2024, 5, 31)
    (again,) = loading.preview([Upload("台账.csv", UNDATED.encode())])
    assert (again["outcome"], again["undated"]) == ("already", None), "who states nothing takes nothing back"
    (june,) = loading.preview([Upload("台账.csv", UNDATED.replace("已完成", "已销号").encode())])
    assert (june["outcome"], june["reported_on"]) == ("revision", None), "another ledger has another day"


def test_what_the_file_says_of_its_day_comes_first(county_folder: Path) -> None:
    dated = UNDATED.replace("台账\n", "台账（2024年4月）\n")
    (told,) = loading.preview([Upload("台账.csv", dated.encode())])
    assert told["undated"] is None
    done = UNDATED.replace("整改状态\n", "整改状态,完成日期\n").replace("已完成\n", "已完成,2024-03-20\n")
    (looks_back,) = loading.preview([Upload("台账.csv", done.encode())])
    assert "按文中最晚的日子 2024-03-20 计入" in looks_back["undated"]
    rows = f"云渡县整改台账\n{LEDGER}1,{PROBLEM},已完成,\n2,渣土车没有冲洗，道路带泥。,推进中,2024-05-06\n"
    (mixed,) = loading.preview([Upload("台账.csv", rows.encode())])
    assert mixed["undated"].startswith("有 1 条进展没有写上报日期。按文中最晚的日子 2024-05-06 计入")


# ------------------------------------------------------------------------- what a person decides on the pages

LEDGER = "序号,存在问题,整改状态,上报日期\n"
PROBLEM = "道路扬尘突出，施工工地没有按要求围挡。"


def opened_task(task_id: str) -> AppTest:
    app = AppTest.from_file(str(PROJECT / "pages" / "tasks.py"), default_timeout=120)
    app.query_params["task"] = task_id
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.mark.usefixtures("county_folder")
def test_a_value_is_corrected_on_the_opened_task() -> None:
    app = opened_task("云渡县整改方案-01")
    app.button(key="correct_deadline_on").click().run()
    app.button(key="correct_save").click().run()
    assert "请先写明理由和姓名" in app.warning[-1].value, "nothing is corrected without a reason and a name"
    app.date_input(key="correct_value_deadline_on").set_value(date(2025, 6, 30)).run()
    app.toggle(key="correct_extended").set_value(True).run()
    app.date_input(key="correct_approved_on").set_value(date(2024, 6, 20)).run()
    app.text_input(key="correct_reason").set_value("督察组〔2024〕3号").run()
    app.text_input(key="signed_by").set_value("张三").run()
    app.button(key="correct_save").click().run()
    assert not app.exception
    shown = words(app)
    for said in (
        "2024年6月底前",
        "整改时限（日期）延期到：2025-06-30",
        "张三，",
        "延期批复（2024-06-20）：督察组〔2024〕3号",
        "时限：2025年6月30日",
    ):
        assert said in shown, said
    late = [
        queries.task("云渡县整改方案-01", queries.Filters(as_of=day)).is_past_deadline
        for day in (date(2024, 7, 1), date(2025, 7, 1))
    ]
    assert late == [False, True], "it holds from the approval on, not from the day that it was noted"
    loading.add([Upload("另一份.txt", COUNTY_TEXT.replace("云渡县", "溪口县").encode())])
    (kept,) = queries.rows(queries.corrections(queries.Filters()))
    assert (kept.value, kept.as_published) == ("2025-06-30", "2024-06"), "a month, no day"
    assert "2024年6月底前" in queries.document_text("云渡县整改方案")
    app = opened_task("云渡县整改方案-01")
    app.button(key="withdraw_deadline_on").click().run()
    app.text_input(key="correct_reason").set_value("看错了行").run()
    app.text_input(key="signed_by").set_value("李四").run()
    app.button(key="correct_save").click().run()
    shown = words(app)
    assert "时限：2024年6月底" in shown and "曾更正为：2025-06-30" in shown and "理由：看错了行" in shown
    assert queries.corrections(queries.Filters()).empty


@pytest.mark.usefixtures("county_folder")
def test_a_correction_that_fails_says_why() -> None:
    app = opened_task("云渡县整改方案-01")
    app.button(key="correct_issue").click().run()
    app.text_area(key="correct_value_issue").set_value(" ").run()
    app.text_input(key="correct_reason").set_value("试").run()
    app.text_input(key="signed_by").set_value("张三").run()
    app.button(key="correct_save").click().run()
    assert "没有记下：没有填写存在问题" in app.error[0].value


def test_a_doubtful_link_is_settled_by_name_and_can_be_settled_again(empty_folder: Path) -> None:
    first = f"云渡县整改台账\n{LEDGER}1,{PROBLEM},未启动,2024-01-05\n"
    second = f"云渡县整改台账\n{LEDGER}7,道路扬尘突出，渣土车没有按要求冲洗。,已完成,2024-02-05\n"
    loading.add([Upload("一月.csv", first.encode()), Upload("二月.csv", second.encode())])
    app = opened_page()
    assert "1 处对应待核定" in words(app)
    assert queries.task_count(queries.Filters(), queries.WAITING) == 1
    assert PROBLEM in words(app) and "渣土车没有按要求冲洗" in words(app)
    assert "两项都说“道路扬尘突出”“没有按要求”" in words(app)
    key = "settle_二月-07_一月-01"
    assert app.button(key=f"{key}_True").disabled, "nobody settles anything without a name"
    app.text_input(key="decided_by").set_value("李四").run()
    app.button(key=f"{key}_True").click().run()
    assert not app.exception
    assert "没有待核定的对应" in words(app) and "已核定为同一项（李四，" in words(app)
    assert queries.task_count(queries.Filters(), queries.WAITING) == 0
    assert [row.status for row in queries.rows(queries.task_reports("一月-01", queries.Filters()))][
        0
    ] == "completed"
    app.button(key=key).click().run()
    assert "已核定不是同一项（李四，" in words(app)


@pytest.mark.usefixtures("county_folder")
def test_an_item_that_may_speak_of_another_task_is_corrected_like_any() -> None:
    """Its page asks for a name twice, to settle and to correct; told once, it stands in both. The status is that of now."""
    ledger = f"云渡县整改台账\n{LEDGER}9,工地裸土没有覆盖,未启动,2024-02-05\n"
    loading.add([Upload("二月.csv", ledger.encode())])
    app = opened_task("二月-09")
    app.text_input(key="decided_by").set_value("李四").run()
    app.button(key="correct_status").click().run()
    assert not app.exception
    assert app.text_input(key="signed_by").value == "李四"
    assert app.selectbox(key="correct_value_status").value == "not_started"
    app.selectbox(key="correct_value_status").set_value("on_track").run()
    app.text_input(key="correct_reason").set_value("现场核实").run()
    app.button(key="correct_save").click().run()
    assert not app.exception
    (kept,) = queries.rows(queries.corrections(queries.Filters()))
    assert (kept.value, kept.corrected_by) == ("on_track", "李四")


@pytest.mark.usefixtures("county_folder")
def test_a_person_names_the_task_that_a_reports_item_speaks_of() -> None:
    ledger = f"云渡县整改台账\n{LEDGER}9,工地裸土没有覆盖,已完成,2024-02-05\n"
    loading.add([Upload("二月.csv", ledger.encode())])
    app = opened_task("二月-09")
    assert app.button(key="speaks_of_save").disabled
    app.selectbox(key="speaks_of").set_value("云渡县整改方案-01").run()
    app.text_input(key="decided_by").set_value("李四").run()
    app.button(key="speaks_of_save").click().run()
    assert not app.exception
    assert "本项报告的是《云渡县贯彻落实省生态环境保护督察反馈问题整改方案》第1项" in words(app)
    reports = queries.task_reports("云渡县整改方案-01", queries.Filters())
    assert list(reports["status"]) == ["completed"]
    assert not [box for box in opened_task("云渡县整改方案-01").selectbox if box.key == "speaks_of"]


@pytest.mark.usefixtures("county_folder")
def test_a_persons_word_on_a_task_that_is_gone_is_kept_and_listed() -> None:
    loading.correct("云渡县整改方案-02", "deadline_on", "2025-06-30", "发文单位更正", "王")
    assert "无主" not in words(opened_page())
    shorter = COUNTY_TEXT[: COUNTY_TEXT.index("二、")]
    loading.add([Upload(COUNTY_PLAN, shorter.encode())])
    shown = words(opened_page())
    assert "无主的更正和核定：1 处" in shown and "编号变了的，请打开新的任务再更正或核定一次" in shown
    assert "云渡县整改方案-02　整改时限（日期）更正为：2025-06-30（王，" in shown
    loading.add([Upload(COUNTY_PLAN, COUNTY_TEXT.encode())])
    assert "无主" not in words(opened_page())
    (kept,) = queries.rows(queries.corrections(queries.Filters()))
    assert (kept.task_id, kept.value) == ("云渡县整改方案-02", "2025-06-30")


def test_the_county_of_a_row_stays_when_its_file_is_not_read_again(empty_folder: Path) -> None:
    ledger = (
        "荆门市督察整改台账\n序号,县区,存在问题,整改状态\n1,钟祥市,道路扬尘突出,已完成\n2,,污水直排,未启动\n"
    )
    loading.add([Upload("荆门.csv", ledger.encode())])
    for name in ("甲.txt", "乙.txt"):
        areas = [task.area for task in queries.rows(queries.tasks(queries.Filters(documents=("荆门",))))]
        assert sorted(map(str, areas)) == ["None", "钟祥市"], name
        loading.add([Upload(name, COUNTY_TEXT.replace("云渡县", f"{name[0]}山县").encode())])


def test_a_file_loaded_by_mistake_is_taken_out_and_kept_aside(empty_folder: Path) -> None:
    wrong = f"溪口县整改台账\n{LEDGER}1,{PROBLEM},未启动,2024-01-05\n".encode()
    loading.add([Upload(COUNTY_PLAN, COUNTY_TEXT.encode()), Upload("错.csv", wrong)])
    app = AppTest.from_file(str(PROJECT / "pages" / "documents.py"), default_timeout=60)
    app.query_params["open"] = "错"
    app.run()
    app.button(key="take_out").click().run()
    assert "1 项任务和它报告的进展都不再计入" in words(app)
    app.button(key="correct_save").click().run()
    assert "请先写明理由和姓名" in app.warning[0].value
    app.text_input(key="correct_reason").set_value("导入错了").run()
    app.text_input(key="signed_by").set_value("张三").run()
    app.button(key="correct_save").click().run()
    assert not app.exception and app.title[0].value == "文件与核对"
    assert app.toast[0].value == "已撤下“溪口县整改台账”。再导入一次就恢复。"
    left = list(queries.documents(queries.Filters())["document_id"])
    assert "错" not in left and Path(COUNTY_PLAN).stem in left
    assert [path.read_bytes() for path in (empty_folder / "documents" / "replaced").iterdir()] == [wrong]
    assert "错,导入错了,张三," in (empty_folder / "decisions" / "removed.csv").read_text("utf-8-sig")
    (removed,) = queries.rows(queries.removals())
    assert (removed.file, removed.reason, removed.removed_by) == ("错", "导入错了", "张三")
    assert not removed.is_back and "撤下过 1 份文件" in [fold.label for fold in app.expander]
    with pytest.raises(loading.Failed, match="不是导入的文件"):
        loading.remove("hengyang-2019-plan", "试", "张三")
    page = opened_page()
    page.file_uploader[0].set_value([upload("错.csv", wrong.decode())]).run()
    assert "新文件" in words(page), "it is not taken for one that is loaded"
    page.button(key="load").click().run()
    assert "错" in set(queries.documents(queries.Filters())["document_id"])
    assert list(queries.removals()["is_back"]) == [True], "the note stays"
