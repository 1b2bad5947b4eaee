"""What a generator of variants returns (docs/auteurs.md)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Variant:
    """One generated instance of a challenge.

    values   replaces every ``{{ name }}`` in the texts of the challenge
    files    file name -> content, offered as attachments
    screens  page name -> HTML fragment of the simulated screen
    """

    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    screens: dict[str, str] = field(default_factory=dict)
