"""督察整改看板: the frame around the pages. Run it with `streamlit run dashboard.py`."""

import contextlib
from pathlib import Path

import streamlit as st

import api
import chinese
import filters
import opened
import panels
import queries
import walk
import wording

HERE = Path(__file__).parent
ICON = HERE / "icon.svg"  # a named Material icon would be fetched from outside


def draw() -> None:
    """The frame and, in it, the page that the address names; again at every change."""
    st.set_page_config(page_title="督察整改看板", page_icon=str(ICON), layout="wide")

    page = st.navigation(
        [
            st.Page("pages/overview.py", title="总览", default=True),
            st.Page("pages/completion.py", title="完成率"),
            st.Page("pages/changes.py", title="变化"),
            st.Page("pages/workload.py", title="单位负荷"),
            st.Page("pages/themes.py", title="问题类型"),
            st.Page("pages/indicators.py", title="空气与水"),
            st.Page("pages/tasks.py", title="任务台账"),
            st.Page("pages/petitions.py", title="信访件"),
            st.Page("pages/documents.py", title="文件与核对"),
            st.Page("pages/imports.py", title="导入"),
        ],
        position="top",
    )
    st.html(f"<style>{colours_of_theme()}</style>")
    st.html(HERE / "frame.css")
    st.html(
        f"<script>{(HERE / 'frame.js').read_text(encoding='utf-8')}</script>{chinese.script()}",
        unsafe_allow_javascript=True,
    )

    with st.sidebar:
        st.markdown("#### 督察整改看板")
        with contextlib.suppress(queries.NoDatabase):
            build = queries.build()
            tell_of_newer(str(build.generation))
            newest = queries.data_date(queries.Filters(as_of=filters.day_asked()))
            material = f"材料截至 {newest.isoformat()}" if newest else "材料未注明日期"
            st.caption(
                f"{material}  \n{build.built_at:%Y-%m-%d %H:%M} 载入", help=f"数据版本 {build.generation}"
            )

    seeks_list = walk.is_sought()
    try:
        if not opened.shown():
            page.run()
    except queries.NoDatabase as problem:
        st.info(str(problem), icon=":material/database:")
        look_for_a_database(_generation())
    if seeks_list:
        walk.found()


def colours_of_theme() -> str:
    """For frame.css. Within the app they follow the theme at once; what opens over it has those of the last run."""
    now, light, dark = wording.palette(panels.dark()), wording.palette(False), wording.palette(True)
    return f"""
        :root {{ --quiet: {now.quiet}; --on-main-colour: {now.page}; }}
        [data-testid=stApp] {{ --quiet: light-dark({light.quiet}, {dark.quiet});
                               --on-main-colour: light-dark({light.page}, {dark.page}); }}"""


@st.fragment(run_every=0.3)
def look_for_a_database(before: str | None) -> None:
    """Draws the page anew as soon as there is another database than before."""
    if _generation() != before:
        st.rerun()


@st.fragment(run_every=15)
def tell_of_newer(shown: str) -> None:
    """A button, once somebody has loaded another generation than the one that the page shows."""
    if _generation() != shown and st.button("有新载入的数据，更新", icon=":material/refresh:"):
        st.rerun()


def _generation() -> str | None:
    with contextlib.suppress(queries.NoDatabase):
        return str(queries.build().generation)
    return None


if __name__ == "__main__":  # a reader's page
    draw()
else:  # the server, which imports this file once and looks for an App in it
    app = st.App(__file__, routes=api.ROUTES)
