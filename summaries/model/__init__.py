"""The values that flow down the river: article, evidence, brief."""

from summaries.model.articles import Article, Form, Source, Span, Value, citation_id
from summaries.model.briefs import Brief, Coverage, Hit, Line, Note, Part, Quoted, Section, Words
from summaries.model.evidence import (
    Act,
    Development,
    EventType,
    Evidence,
    Grade,
    Kind,
    Nature,
    Position,
    Quotation,
    QuotationType,
    Remark,
    RemarkKind,
    Role,
    StanceStatement,
)
from summaries.when import When

__all__ = [
    "Act",
    "Article",
    "Brief",
    "Coverage",
    "Development",
    "EventType",
    "Evidence",
    "Form",
    "Grade",
    "Hit",
    "Kind",
    "Line",
    "Nature",
    "Note",
    "Part",
    "Position",
    "Quotation",
    "QuotationType",
    "Quoted",
    "Remark",
    "RemarkKind",
    "Role",
    "Section",
    "Source",
    "Span",
    "StanceStatement",
    "Value",
    "When",
    "Words",
    "citation_id",
]
