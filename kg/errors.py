"""Every error that a user can meet. The docstring of a class is the sentence it shows; its fields fill the blanks."""

from __future__ import annotations


class KGError(Exception):
    """polkg could not go on."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        sentence = " ".join((type(self).__doc__ or "").split())
        super().__init__(sentence.format(**{name: _one_line(value) for name, value in facts.items()}))


class UsageError(KGError):
    """{reason}."""


class InputMissingError(KGError):
    """Cannot read {path}: no such file or folder."""


class InputUnreadableError(KGError):
    """Cannot read {path}: {reason}."""


class NothingToBuildError(KGError):
    """Nothing could be built: {count} skipped, no article left."""


class SkippedArticlesError(KGError):
    """Nothing was written: {count} skipped, and every article was asked for (--strict)."""


class OutputUnwritableError(KGError):
    """Cannot write {path}: {reason}."""


class NotAGraphError(KGError):
    """{path} is no graph folder and no RDF file: {reason}."""


class QueryError(KGError):
    """The SPARQL query failed: {reason}."""


class UnknownNameError(UsageError):
    """There is no {what} {name}. Available: {available}."""


class ModelMissingError(KGError):
    """The model {name} cannot be read ({reason}); install polkg again, or build with --stances rules."""


class PipelineMissingError(KGError):
    """Cannot load the spaCy pipeline {name}: install it, or give the path of one."""


class CodebookError(KGError):
    """Cannot use the codebook {path}: {reason}."""


class AuthorityError(KGError):
    """Cannot use the authority {path}: {reason}."""


class BaseIRIError(UsageError):
    """{base} cannot begin the names of a graph: give an absolute IRI such as https://example.org/graph/."""


class NothingInCommonError(UsageError):
    """Nothing to compare: {graph} holds none of the {annotated} article(s) annotated in {gold}, by file name."""


class NotStatementsError(KGError):
    """The RDF cannot be read as statements: {reason}. `kg check` lists everything that is wrong."""


class DataError(KGError):
    """{path}, row {row}: {reason}."""


class EndpointError(KGError):
    """The endpoint {url} {reason}."""


def _one_line(value: object) -> object:
    """Shorten what came, and keep it on one line: it may be hostile."""
    if not isinstance(value, str):
        return value
    text = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


MAX_SHOWN = 300
