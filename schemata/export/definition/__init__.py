"""A schema as a YAML definition: the way back from the model to what people write. One file a group of kinds."""

from schemata.export.definition.document import write_definition

__all__ = ["write_definition"]
