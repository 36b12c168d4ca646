"""Serve the app, with what its first page imports read before anybody asks for it."""

from pathlib import Path

import altair as alt  # noqa: F401
import duckdb  # noqa: F401
import pandas as pd  # noqa: F401
import streamlit as st

from lib import former_addresses

app = st.App(Path(__file__).with_name("streamlit_app.py"), routes=former_addresses.routes())
