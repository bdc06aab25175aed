"""The Pulumi program. What it declares stands in `stacks/`; a problem of the user's files ends in its text alone."""

import sys

import pulumi

from schemata.definition import DefinitionErrors
from stacks.program import deploy
from stacks.refusals import REPORTED
from stacks.settings import SettingsErrors

try:
    deploy()
except (SettingsErrors, DefinitionErrors) as problems:
    count = len(problems.problems)
    pulumi.log.error(f"{count} problem{'s' if count > 1 else ''}, nothing was touched:\n{problems}")
    sys.exit(REPORTED)
