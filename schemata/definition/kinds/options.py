"""Storage parameters, as they are written."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, StrictBool, StrictFloat, StrictInt, StrictStr
from pydantic_core import PydanticCustomError

_NAME = re.compile(r"(?:toast\.)?[a-z_]+\Z")


def _option_name(value: str) -> str:
    if not _NAME.match(value):
        raise PydanticCustomError(
            "name", "{value} is not a parameter; write it as in fillfactor", {"value": repr(value)}
        )
    return value


OptionName = Annotated[str, AfterValidator(_option_name)]
Options = dict[OptionName, StrictBool | StrictInt | StrictFloat | StrictStr]
