"""What goes in and out of a platform: all of Readout that an adapter may import."""

from bot.messages.adapter import Adapter, Finding, PlatformSettings, Problem, Refused, Unreachable
from bot.messages.forms import Choice, CommandDescription, Completion, Option, TopicDescription
from bot.messages.reply import (
    Block,
    Citation,
    Command,
    Heading,
    Lines,
    Message,
    Note,
    Part,
    Reply,
    ReplyLine,
    SourceEntry,
    Sources,
    Style,
    Suggestions,
    Table,
)
from bot.messages.service import Service
from bot.messages.unseen import without_unseen
from bot.messages.web import HttpRequest, HttpResponse, Route

__all__ = [
    "Adapter",
    "Block",
    "Choice",
    "Citation",
    "Command",
    "CommandDescription",
    "Completion",
    "Finding",
    "Heading",
    "HttpRequest",
    "HttpResponse",
    "Lines",
    "Message",
    "Note",
    "Option",
    "Part",
    "PlatformSettings",
    "Problem",
    "Refused",
    "Reply",
    "ReplyLine",
    "Route",
    "Service",
    "SourceEntry",
    "Sources",
    "Style",
    "Suggestions",
    "Table",
    "TopicDescription",
    "Unreachable",
    "without_unseen",
]
