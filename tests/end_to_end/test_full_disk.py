"""A disk that is full before and during an `up`, for real: the server's data lies on a small file system of its own.

That takes the right to mount one. Whoever lacks it (a normal user, root in most containers) has no such test.
"""

import os
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from servers.cluster import SYSTEM_ROOT
from tests.end_to_end import clone as clones
from tests.end_to_end.clone import Clone
from tests.end_to_end.database import observer
from tests.end_to_end.platform import insert_rows

_SIZE = 900_000_000
_ORDERS = 50_000
_ORDER = "definitions/object_models/order.yaml"
_INDEX = "  - {name: idx_orders_everything, columns: [order_number, customer_id, order_date, total_amount, status]}\n"
_CAP_SYS_ADMIN = 21


def _may_mount() -> bool:
    status = Path("/proc/self/status").read_text()
    effective = next(line for line in status.splitlines() if line.startswith("CapEff:"))
    return os.geteuid() == 0 and bool(int(effective.split()[1], 16) >> _CAP_SYS_ADMIN & 1)


@pytest.fixture
def small_disk() -> Iterator[tuple[Clone, Path]]:
    """A clone whose server will lie on a small file system, and where that is."""
    clone = clones.make()
    name = uuid.uuid4().hex
    home = SYSTEM_ROOT / name / "dev"
    try:
        (clone.root / ".state").mkdir()
        (clone.root / ".state/id").write_text(name)
        for folder in (SYSTEM_ROOT, home.parent, home):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o711)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "digi-test", str(home)], check=True)
        yield clone, home
    finally:
        clone.discard()
        subprocess.run(["umount", str(home)], check=True)
        home.rmdir()
        home.parent.rmdir()


@contextmanager
def _full(disk: Path, free: int) -> Iterator[None]:
    """Only `free` bytes are left on the disk."""
    ballast = disk / "ballast"
    left = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, left.f_bavail * left.f_frsize - free)
    yield
    ballast.unlink()


def _a_full_disk_loses_nothing(small_disk: tuple[Clone, Path]) -> None:
    clone, disk = small_disk
    with _full(disk, 50_000_000):
        said = clone.run("make", "up").failed()
        assert "MB free" in said
        assert "Make room" in said
    clone.run("make", "up").succeeded()
    database = observer(clone)
    insert_rows(database, _ORDERS)
    clone.edit(_ORDER, "\nindexes:\n", f"\nindexes:\n{_INDEX}")
    with _full(disk, 1_000_000):
        said = clone.run("make", "up").failed()
        assert "No space left on device" in said
    clone.run("make", "up").succeeded()
    assert database.value("analytics_db", "select count(*) from sales_data.orders") == _ORDERS
    assert clone.nothing_to_do()


if _may_mount():
    test_a_full_disk_loses_nothing = _a_full_disk_loses_nothing
