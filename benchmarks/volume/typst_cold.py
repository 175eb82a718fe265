"""One Typst file compiled, by a program that does nothing else.

python typst_cold.py SOURCE FONTS OUT
"""

import sys

import typst

source, folder, out = sys.argv[1:]
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
typst.compile(source, out, font_paths=fonts, pdf_standards=["ua-1", "a-2a"], timestamp=0)
