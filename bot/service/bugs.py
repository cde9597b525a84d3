"""Tells where an error comes from without its text, which may hold what a person wrote."""

from pathlib import PurePath


def place_of(error: BaseException) -> str:
    """Return file and line of the innermost frame of an error: "engine.py:120"."""
    trace, place = error.__traceback__, "unknown"
    while trace:
        place = f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
