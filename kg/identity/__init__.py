"""Who is one across articles: entries of actors are grouped into profiles by explained, reversible decisions."""

from kg.identity.joining import Joined, join, joined
from kg.identity.names import actor_id, policy_id, slug

__all__ = ["Joined", "actor_id", "join", "joined", "policy_id", "slug"]
