"""The program as a shell sees it: output, one plain message for each fault, and an exit code."""

from __future__ import annotations

# What Python has not loaded already is imported in `main`, where Ctrl-C is met from the first moment.
import os
import sys
from io import BufferedWriter, FileIO, TextIOWrapper

TYPE_CHECKING = False  # as `typing` has it
if TYPE_CHECKING:
    from typing import Any

INTERRUPTED, TERMINATED = 130, 143  # 128 + SIGINT or SIGTERM, as shells count
CANNOT_WRITE = 4
STOPPED = "stopped; nothing was left half-written"


def main() -> None:
    """The console script; never returns and shows no traceback for what a user can do."""
    try:
        sys.exit(_run())
    except KeyboardInterrupt:
        _say(STOPPED)
        sys.exit(INTERRUPTED)
    except _Terminated:
        _say(STOPPED)
        sys.exit(TERMINATED)


class _Terminated(SystemExit):
    """Someone sent SIGTERM: the work is put down as with Ctrl-C."""


def _terminate(*_: object) -> None:
    raise _Terminated


def _run() -> int:
    """The exit code of a command. 0 done, 1 a fault in data, 2 usage, 3 does not fit, 4 cannot write."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not closed or replaced
            stream.reconfigure(errors="backslashreplace")
    sys.stdout = _telling(sys.stdout)
    try:
        code = _answer()
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        return _quietly(0)
    except _OutputFailed as error:
        _say(f"error: cannot write to standard output: {(error.strerror or str(error)).lower()}")
        return _quietly(CANNOT_WRITE)
    except OSError as error:
        if error.errno is None:
            raise  # a fault of our own
        name = f" {error.filename!r}" if error.filename else ""
        _say(f"error: cannot read or write{name}: {(error.strerror or str(error)).lower()}")
        return _quietly(CANNOT_WRITE)
    return code


class _OutputFailed(OSError):
    """Standard output takes no more."""


class _Output(FileIO):
    """Standard output, which says itself when it fails."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _OutputFailed(error.errno, error.strerror) from None


def _telling(stream: Any) -> Any:
    """Standard output as an _Output, where it is a file as others are."""
    buffer = getattr(stream, "buffer", None)
    if not isinstance(stream, TextIOWrapper) or FileIO not in (type(buffer), type(getattr(buffer, "raw", None))):
        return stream  # closed, replaced or a console of Windows
    raw = _Output(stream.fileno(), "wb", closefd=False)
    told: Any = raw if type(buffer) is FileIO else BufferedWriter(raw)  # the former if Python is told not to buffer
    return TextIOWrapper(
        told,
        stream.encoding,
        "backslashreplace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def _answer() -> int:
    """Does the command, and clears nothing away at the end."""
    import gc
    import signal
    import warnings

    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # libraries tell those who work on them; what a user can do is told by us
    # Nearly all that is made lives to the end: looking for what does not takes long, and at the end is of no use.
    gc.set_threshold(200_000, 20, 20)
    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _terminate)
    from handouts.commands.app import run

    code = run()
    gc.freeze()
    return code


def _quietly(code: int) -> int:
    """A code, with standard output led away, so that Python does not try once more to write there."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _say(text: str) -> None:
    from contextlib import suppress

    with suppress(OSError):
        print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
