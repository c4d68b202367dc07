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


class ContradictionError(KGError):
    """{a} and {b} cannot be different: persons decided that {chain}. Take one of these decisions back first."""


class UnknownActorError(UsageError):
    """No actor or policy is called {name}; give an id, a name or an alias{near}."""


class AmbiguousActorError(UsageError):
    """{name} fits {count} actors or policies: {candidates}; give the id of one."""


class NoFindingsError(KGError):
    """{path} holds no {name}, for an earlier version wrote it: run kg build ARTICLES --out {path} again first."""


class NotRepeatableError(KGError):
    """{path} cannot be joined again: {reason}. Run kg build ARTICLES --out {path} again first."""


class ChangedMeanwhileError(KGError):
    """{path} was changed by another command meanwhile; nothing was written. Run this one again."""


class StoreBusyError(KGError):
    """Another process is writing {path}: try again when it is done."""


class GraphReadOnlyError(UsageError):
    """The RDF of a graph folder is only read here: copy it with `rdflib.Graph() + graph`, and change the copy."""


class NotXMLError(KGError):
    """RDF/XML cannot hold the character {code}, which stands in a text of {node}: choose .ttl, .nt or .jsonld."""


class ServeError(KGError):
    """Cannot serve on {address}: {reason}."""


class RefusedError(KGError):
    """{reason}."""  # with the status of HTTP as another of its facts


class EndpointError(KGError):
    """The endpoint {url} {reason}."""


def _one_line(value: object) -> object:
    return one_line(value, MAX_SHOWN) if isinstance(value, str) else value


def one_line(text: str, most: int) -> str:
    """The text on one line and without control characters, cut at `most` characters: it may be hostile."""
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= most else text[: most - 1] + "…"


MAX_SHOWN = 300
