"""The use cases: what the API and the commands ask of the knowledge base."""

from kb.service.answers import Answer
from kb.service.finding import Found, Whereabouts
from kb.service.knowledge import KnowledgeBase

__all__ = ["Answer", "Found", "KnowledgeBase", "Whereabouts"]
