"""The two parts of reportlab that files are made with: its cutter of fonts and its paths.

To import them in the usual way takes a seventh of the time of a first build, most of it for what their modules share
with reportlab's own writer of files: Pillow, an evaluator of expressions, URLs, temporary files, the metrics of
fourteen fonts. So the modules are run once more, in names of ours, where `import` hands them empty stand-ins for these.
reportlab itself stays as it is for whoever else imports it.
"""

from __future__ import annotations

import builtins
from importlib.util import find_spec
from os.path import isfile
from types import ModuleType, SimpleNamespace
from typing import Any

# What is asked of reportlab.lib.utils: it tells texts from bytes, and opens files.
UTILS = SimpleNamespace(
    **dict.fromkeys(("bytestr", "rawBytes", "asBytes"), lambda text: text.encode() if isinstance(text, str) else text),
    asNative=lambda text: text if isinstance(text, str) else text.decode(),
    char2int=lambda letter: letter if isinstance(letter, int) else ord(letter),
    isStr=lambda value: isinstance(value, str | bytes),
    isUnicode=lambda value: isinstance(value, str),
    isBytes=lambda value: isinstance(value, bytes),
    isSeq=lambda value: isinstance(value, list | tuple),
    open_for_read=open,
    rl_isfile=isfile,
)
WRITER = SimpleNamespace(PDFError=ValueError, TypeFace=object)  # what classes beside the cutter are built upon
# As reportlab is set up where nobody has changed it.
CONFIG = SimpleNamespace(
    TTFSearchPath=(),
    autoGenerateTTFMissingTTFName=False,
    allowTTFSubsetting=(),
    unShapedFontGlob=(),
    register_reset=lambda reset: None,
)
STAND_INS: dict[str, Any] = {
    "reportlab": SimpleNamespace(rl_config=CONFIG, _rl_testing=False),
    "reportlab.lib.utils": UTILS,
    "reportlab.pdfbase": SimpleNamespace(pdfmetrics=WRITER, pdfdoc=WRITER),
    "reportlab.rl_config": CONFIG,
}


def _import(name: str, *more: Any) -> Any:
    """As `import` does, but for the stand-ins, and without shaping, which no file of ours uses."""
    if name == "uharfbuzz":
        raise ImportError(name)
    return STAND_INS[name] if name in STAND_INS else builtins.__import__(name, *more)


def _run(name: str) -> ModuleType:
    """A module of reportlab, run beside the one that others may import."""
    spec = find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    module = ModuleType(name)
    vars(module).update(__file__=spec.origin, __builtins__={**vars(builtins), "__import__": _import})
    exec(spec.loader.get_code(name), vars(module))  # type: ignore[attr-defined] # every loader of source has it
    return module


STAND_INS["reportlab.lib.rl_accel"] = _run("reportlab.lib.rl_accel")
TTFontFile: Any = _run("reportlab.pdfbase.ttfonts").TTFontFile
PDFPathObject: Any = _run("reportlab.pdfgen.pathobject").PDFPathObject
