"""``python -m airgap.language_host RUNNER [options] ENGINE_ADDRESS``: started by the engine, which reads the port."""

import sys
from pathlib import Path

from airgap.language_host.children import Children
from airgap.language_host.lifetime import end_quietly_on_signals, end_with_engine
from airgap.language_host.server import LanguageHost, start


def main(arguments: list[str]) -> None:
    """Serve until the engine ends this process or is gone; ``arguments`` are as the engine gives them."""
    runner, engine_address = Path(arguments[0]), arguments[-1]
    children = Children()
    end_quietly_on_signals(children.end_all)
    server, port = start(LanguageHost(runner, engine_address, children))
    print(port, flush=True)
    end_with_engine(engine_address, children.end_all)
    server.wait_for_termination()


if __name__ == "__main__":
    main(sys.argv[1:])
