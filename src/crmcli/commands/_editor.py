"""A text in the user's own editor. What the text means is the command's business."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from crmcli.errors import N_, Failed

DEFAULT = "notepad" if os.name == "nt" else "vi"


class EditedText:
    """A private temporary file holding a text; removed when it is no longer needed.

    Args:
        text: what is in it at first.
    """

    def __init__(self, text: str) -> None:
        handle, name = tempfile.mkstemp(prefix="crm-", suffix=".txt")  # 0600
        self.path = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)

    def edit(self, environ: Mapping[str, str]) -> str:
        """Open it in $VISUAL, else $EDITOR, and wait; what is in it afterwards.

        Raises:
            Failed: the editor cannot be started, or ended with an error.
        """
        editor = environ.get("VISUAL") or environ.get("EDITOR") or DEFAULT
        try:
            code = subprocess.call([*shlex.split(editor), str(self.path)])
            if code == 0:
                return self.path.read_text(encoding="utf-8-sig", errors="replace")
        except (OSError, ValueError):
            code = -1
        raise Failed(
            N_("The editor {editor} could not be used; nothing was changed."),
            N_("Set EDITOR to an editor of yours, or type the fields: crm edit CUSTOMER FIELD=VALUE"),
            editor=editor,
        )

    def remove(self) -> None:
        """Take the file away."""
        self.path.unlink(missing_ok=True)
