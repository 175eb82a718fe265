"""The program as a shell sees it: output, one plain message for each fault, and an exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

INTERRUPTED = 130  # 128 + SIGINT, as shells count
CANNOT_WRITE = 4


def main() -> NoReturn:
    """The console script; never returns and shows no traceback for what a user can do."""
    try:
        sys.exit(_run())
    except KeyboardInterrupt:
        _say("stopped; nothing was left half-written")
        sys.exit(INTERRUPTED)


def _run() -> int:
    """The exit code of a command. 0 done, 1 a fault in data, 2 usage, 3 does not fit, 4 cannot write."""
    # Imported here so that Ctrl-C is met in the first moments too.
    from handouts.cli import run

    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # a closed or replaced stream
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = run()
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        return _quietly(0)
    except OSError as error:
        if error.filename or error.errno is None:
            raise  # not from standard output: a fault of our own
        _say(f"error: cannot write to standard output: {(error.strerror or str(error)).lower()}")
        return _quietly(CANNOT_WRITE)
    return code


def _quietly(code: int) -> int:
    """A code, with standard output led away, so that Python does not try once more to write there."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _say(text: str) -> None:
    with suppress(OSError):
        print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
