"""导入：拖入文件，看读出了什么、会改变什么，再载入；读不准的对应由人核定。"""

import streamlit as st

import corrections
import filters
import incoming
import links_shown
import loading
import opened

filters.inside_the_frame()
if opened.shown():
    st.stop()

st.title("导入", anchor=False)
if not loading.is_possible():
    st.info(
        "这个看板读的是单独一个数据库文件，不能在这里导入。请让 RECTIFICATION_DATABASE 指向数据库文件夹，或不设置它。",
        icon=":material/database:",
    )
    st.stop()
incoming.show()
links_shown.show()
corrections.orphans()
