"""Writes workdays-cn.txt: on which days did offices work, as the PyPI package chinesecalendar has it?

python3 -m venv venv && venv/bin/pip install chinesecalendar && venv/bin/python crates/base/golden/workdays.py
"""

import datetime
import importlib.metadata
import pathlib

import chinese_calendar

FIRST, LAST = 2020, 2026

version = importlib.metadata.version("chinesecalendar")
lines = [f"# PyPI chinesecalendar {version}, written {datetime.date.today()} by workdays.py", "# A year a line, a day a sign: 1 worked, 0 off"]
for year in range(FIRST, LAST + 1):
    day = datetime.date(year, 1, 1)
    signs = ""
    while day.year == year:
        signs += "1" if chinese_calendar.is_workday(day) else "0"
        day += datetime.timedelta(days=1)
    lines.append(f"{year} {signs}")
path = pathlib.Path(__file__).with_name("workdays-cn.txt")
path.write_text("\n".join(lines) + "\n", encoding="utf-8")
