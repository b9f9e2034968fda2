"""Who decides about what was reported, since evidence is shared by all servers and workspaces served."""

from __future__ import annotations

from bot.commands.context import Context
from bot.messages import Command, Note, Reply


def decides(context: Context, command: Command) -> bool:
    """Whether somebody may confirm or restore: those whom the operator named; where nobody is named, every
    administrator. Who sits at the terminal is the operator.
    """
    if not context.reviewers or command.platform == "terminal":
        return command.administrator
    who = f"{command.platform}:{command.user}", f"{command.platform}:{command.workspace}/{command.user}"
    return not context.reviewers.isdisjoint(who)


def refusal(what: str) -> Reply:
    """The answer to an administrator where others were named to decide; ``what`` is what was asked for."""
    cure = "Whoever runs Readout has named who decides, since that holds for every server and workspace."
    return Reply(title=f"“{what}” is for reviewers.", blocks=(Note(text=cure),), ok=False)
