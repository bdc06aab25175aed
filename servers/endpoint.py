"""Where a server listens and who may enter it, however the server came to be."""

from dataclasses import dataclass, field
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A Postgres server's address and its administrator. The password never shows in `repr`."""

    host: str
    port: int
    username: str
    password: str = field(repr=False)

    def url(self, database: str) -> str:
        """The libpq connection URL of `database`. It holds the password: never print it."""
        user, password = quote(self.username, safe=""), quote(self.password, safe="")
        return f"postgresql://{user}:{password}@{self.host}:{self.port}/{quote(database, safe='')}"
