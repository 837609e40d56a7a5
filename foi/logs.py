"""What does a log line say? One JSON object, without wording, name, address or local variable."""

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

# Whoever holds the last part of such an address may read the case, or choose the password.
_KEY_IN_ADDRESS: Final = re.compile(r"(/track/|/password/reset/key/)[^/\s'\"]+")


class JsonFormatter(logging.Formatter):
    """Log messages are ours and carry references and counts; of an exception we keep its kind and places."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _KEY_IN_ADDRESS.sub(r"\1…", _message(record)),
        }
        status = getattr(record, "status_code", None)
        if status is not None:
            line["status"] = status
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _places(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _message(record: logging.LogRecord) -> str:
    """Celery puts an exception's text among the message's values, and it may quote a requester."""
    values = record.args
    if isinstance(values, Mapping) and "exc" in values and record.exc_info and record.exc_info[0]:
        return str(record.msg) % {**values, "exc": record.exc_info[0].__name__}
    return record.getMessage()


def _places(record: logging.LogRecord) -> list[str]:
    """File, line and function of each frame; the exception's own text may quote a requester."""
    assert record.exc_info is not None
    places, frame = [], record.exc_info[2]
    while frame is not None:
        code = frame.tb_frame.f_code
        places.append(f"{code.co_filename}:{frame.tb_lineno} {code.co_name}")
        frame = frame.tb_next
    return places
