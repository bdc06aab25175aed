"""`python -m provider <engine address>`: serve the provider `schemata` to Pulumi's engine."""

from __future__ import annotations

import sys

from provider.configuration import check_configuration, close, configure
from provider.protocol.provider import Provider
from provider.protocol.server import serve
from provider.resources import RESOURCE_TYPES

SCHEMATA = Provider(
    name="schemata",
    version="0.1.0",
    resource_types=RESOURCE_TYPES,
    configure=configure,
    check_configuration=check_configuration,
    close=close,
)

if __name__ == "__main__":
    serve(SCHEMATA, sys.argv[1:])
