"""PDFs for tests, made of lines of text."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from pypdf import PdfReader, PdfWriter


def pdf_of(
    *pages: Sequence[str], about: Mapping[str, str] | None = None, password: str | None = None
) -> bytes:
    """A PDF with these lines on its pages, its metadata, and encrypted where there is a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_plain(pages))))
    writer.add_metadata(dict(about or {}))
    if password is not None:
        writer.encrypt(password, algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _plain(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF as the standard's first example writes it, with one font and a content stream a page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, lines in enumerate(pages):
        shown = b"".join(b"(" + _escaped(line) + b") '\n" for line in lines)
        content = b"BT /F1 12 Tf 50 800 Td 14 TL\n" + shown + b"ET"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 850]/Resources<</Font<</F1 3 0 R>>>>"
            + f"/Contents {5 + 2 * number} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream")
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + trailer


def _escaped(line: str) -> bytes:
    for sign in "\\()":
        line = line.replace(sign, "\\" + sign)
    return line.encode("cp1252")
