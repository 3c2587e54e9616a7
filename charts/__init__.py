"""One function a figure: the DataFrame that a query returns in, a plotly Figure out. No Streamlit, no SQL, no counting.

A figure's `layout.meta` holds what stands around it on the page, in words: `title` (what is seen), `alt` (for readers who do
not see it). Every part that can be clicked has `customdata`: first the row's code, then the status group or role.
Labels are escaped: plotly reads a little HTML in them.
"""

from charts.air_water import MOST_PLACES, indicator_by_place, indicator_over_time
from charts.completion import MOST_CITIES, benchmarks, completion_by_due_row, open_tasks_by_due, tasks_by_city
from charts.squares import themes
from charts.style import FONT
from charts.two_days import SPANS, changes, flow, milestones
from charts.units import systems_by_city, workload, workload_by_due_row
