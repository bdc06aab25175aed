"""What a terminal would obey, or Pulumi take for a colour, is written as an escape: a text is shown as it is.

Control characters, line separators, marks that turn the direction of writing, and the `{` of `<{%`, with which Pulumi's
colour syntax begins. A comment of a live database can hold any of these.
"""

from __future__ import annotations

import re

_COMMANDS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|(?<=<)\{(?=%)")


def escaped(text: str) -> str:
    r"""The text with such characters as `\u001b`, which JSON reads too."""
    return _COMMANDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
