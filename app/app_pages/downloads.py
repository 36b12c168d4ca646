"""Which sizes of models do people download?"""

import streamlit as st

from lib import charts, controls, downloads, export, page, text, warehouse

page.question("Which sizes of models do people download?")
with controls.bar():
    population = controls.choice("Models", downloads.POPULATIONS, "downloads_of")
listing = warehouse.query(downloads.SNAPSHOT).iloc[0]
source = export.Source.of_snapshot(listing)
asked = {"population": downloads.POPULATIONS[population]}
sizes = warehouse.query(downloads.SIZES, **asked)
concentration = downloads.concentration(**asked)
slope = downloads.slope()

finding = downloads.finding(asked["population"], str(listing["snapshot_date"].date()))
page.finding(
    finding,
    f"Of the listing of {text.day(listing['snapshot_date'])}: no census, and a download is no "
    "user.",
)
page.figure(
    charts.intervals(downloads.drawn(sizes), downloads.TOLD, "Share", form=".0%"),
    sizes,
    name="by_size",
    title="Share of downloads (point) and of models (other end), by size",
    n=int(sizes["n_obs"].sum()),
    source=source,
    alt_text=finding,
    note="The bar runs from the share of models to that of downloads: where the point is the "
    "right end, such models are downloaded more often than others. No interval: shares of all "
    "that is listed.",
)

st.subheader("Do people take the small size of a family?", anchor=False)
st.markdown(f"**{downloads.within_families(slope)}.**")
families = warehouse.query(downloads.FAMILIES)
page.rows(
    families.assign(
        **{
            name: families[name].map(text.clean)
            for name in ("family", "smallest_model_name", "largest_model_name")
        }
    ),
    downloads.HEADINGS
    | {
        "download_ratio": st.column_config.NumberColumn(
            downloads.HEADINGS["download_ratio"], format="%.3g"
        )
    },
    name="families",
    title="Downloads of the smallest over the largest size, by family",
    source=source,
)

st.subheader("How concentrated are downloads?", anchor=False)
st.markdown(f"**{downloads.concentrated(concentration)}.**")
page.how_we_know(
    f"""
- **Data.** A listing of the Hugging Face Hub ({source.publisher}, {source.licence}); downloads
  are those of the 30 days before it, so snapshots are never added up.
- **Method.** {concentration["method"]}; {slope["method"]} (docs/methods/downloads.md).
- **Limits.** The listing was made of models with ten thousand downloads or more; test suites
  fetch one small model again and again; models behind an interface are not downloaded.
""",
    {
        "The sizes": (downloads.SIZES, asked),
        "The families": (downloads.FAMILIES, {}),
        "The slope": (downloads.SLOPES, {}),
        "The concentration": (downloads.CONCENTRATION, asked),
    },
    source,
)
