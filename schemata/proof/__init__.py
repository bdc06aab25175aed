"""Plans proved before use, on a scratch copy."""

from schemata.proof.proof import Proof, prove

__all__ = ["Proof", "prove"]
