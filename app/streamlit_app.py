"""Scalehouse's charts: one page a question, all on the published warehouse."""

from pathlib import Path

import streamlit as st

from lib import warehouse

# A page is a script under app_pages/; its url is its file name.
PAGES = [
    st.Page("app_pages/overview.py", title="Overview", default=True),
    st.Page("app_pages/growth.py", title="Growth"),
    st.Page("app_pages/eras.py", title="Eras"),
    st.Page("app_pages/efficiency.py", title="Efficiency"),
    st.Page("app_pages/access.py", title="Access"),
    st.Page("app_pages/sizes.py", title="Sizes and the gap"),
    st.Page("app_pages/downloads.py", title="Downloads"),
    st.Page("app_pages/costs.py", title="Costs"),
    st.Page("app_pages/slowing.py", title="Slowing growth"),
    st.Page("app_pages/what_if.py", title="What if"),
    st.Page("app_pages/enhancements.py", title="Enhancements"),
    st.Page("app_pages/claims.py", title="Claims"),
    st.Page("app_pages/data_health.py", title="Data health"),
    st.Page("app_pages/sql.py", title="Ask in SQL"),
]

# A material icon would be fetched from outside.
HERE = Path(__file__).parent
st.set_page_config("Scalehouse", page_icon=str(HERE / "icon.svg"), layout="wide")
st.html(HERE / "style.css")
page = st.navigation(PAGES, position="top")
with (
    st.container(horizontal_alignment="center"),
    st.container(width=960),
    warehouse.use_newest(),
):
    page.run()
