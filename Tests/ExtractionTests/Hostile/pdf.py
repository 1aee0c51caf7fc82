"""PDF files: cut off, locked, endless, lying and broken ones."""

import subprocess
import tempfile
import zlib
from os.path import join

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def whole(objects, root=1, header=b"%PDF-1.7\n"):
    """A file of these objects, by number, with a cross-reference table."""
    out, offsets = bytearray(header), {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table, last = len(out), max(objects)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        out += b"%010d 00000 %s \n" % (offsets.get(number, 0), b"n" if number in offsets else b"f")
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, root, table)
    return bytes(out)


def stream(data, entries=b""):
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def deflated(data):
    return stream(zlib.compress(data, 9), b"/Filter/FlateDecode")


def words(text, y=700):
    return b"BT /F 12 Tf 72 %d Td (%s) Tj ET\n" % (y, text)


def document(contents, font=FONT, more=None, catalog=b""):
    """A page for each content stream."""
    objects = {3: font}
    kids = []
    for index, content in enumerate(contents):
        page, body = 10 + 2 * index, 11 + 2 * index
        objects[page] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>" % body)
        objects[body] = content
        kids.append(b"%d 0 R" % page)
    objects[1] = b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog
    objects[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    objects.update(more or {})
    return whole(dict(sorted(objects.items())))


def plain(pages=12):
    """Pages whose text does not compress to nothing, so that every tenth of the file holds some of it."""
    def line(page, number):
        return words(b"Page %d line %d says that %d subjects were treated." % (page, number, page * number), 740 - 14 * number)
    return document([stream(b"".join(line(page, number) for number in range(1, 45))) for page in range(1, pages + 1)])


def locked(user, owner):
    """Encrypted by qpdf, with 256 bits."""
    with tempfile.TemporaryDirectory() as directory:
        source, target = join(directory, "a.pdf"), join(directory, "b.pdf")
        with open(source, "wb") as file:
            file.write(plain(1))
        subprocess.run(
            ["qpdf", "--encrypt", user, owner, "256", "--extract=n", "--", source, target], check=True)
        with open(target, "rb") as file:
            return file.read()


def broken_font(kind, data):
    descriptor = b"<</Type/FontDescriptor/FontName/Broken/Flags 32/FontFile2 5 0 R/ItalicAngle 0/Ascent 9/Descent 0>>"
    font = b"<</Type/Font/Subtype/%s/BaseFont/Broken/FontDescriptor 4 0 R/Encoding/WinAnsiEncoding>>" % kind
    return document([stream(words(b"text in a broken font"))], font, {4: descriptor, 5: stream(data)})


def cases():
    good = plain()
    for tenth in range(1, 10):
        yield f"cut-{tenth}.pdf", good[:len(good) * tenth // 10], "refused", "damaged or incomplete"
    # Every page is there; only the place of the cross-reference table is not.
    yield "cut-at-the-end.pdf", good[:-24], "read", "Page 12 line 44"
    yield "locked.pdf", locked("secret", "owner"), "refused", "is encrypted"
    yield "restricted.pdf", locked("", "owner"), "read", "Page 1 line 1 says"
    yield "5000-pages.pdf", document([stream(words(b"%d pages" % page)) for page in range(5_000)]), "refused", "has 5000 pages"
    # A word of its own on each, as what stands on every page is a running header.
    yield "1500-pages.pdf", document([stream(words(b"".join(b"abcdefghij"[int(digit):][:1] for digit in str(page)))) for page in range(1_500)]), "read", "bejj"
    yield "pages-in-a-ring.pdf", whole({
        1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[3 0 R]/Parent 3 0 R>>",
        3: b"<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>"}), "read", ""
    yield "says-more-pages.pdf", whole({
        1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 2000000000/Kids[]>>"}), "refused", "damaged or incomplete"
    yield "bomb.pdf", document([deflated(b" " * (128 << 20) + words(b"text"))]), "read", "text"
    yield "bomb-of-bombs.pdf", document([stream(
        zlib.compress(zlib.compress(b" " * (256 << 20), 9), 9), b"/Filter[/FlateDecode/FlateDecode]")]), "read", ""
    yield "many-words.pdf", document([deflated(b"".join(
        words(b"w", 10 + index % 700) for index in range(3_000_000)))]), "refused", "too complex"
    yield "broken-truetype.pdf", broken_font(b"TrueType", b"\x00\x01\x00\x00\xff\xff" + b"\xff" * 4000), "read", "broken font"
    yield "empty-font.pdf", broken_font(b"TrueType", b""), "read", "broken font"
    yield "wrong-length.pdf", document([b"<</Length 9999999>>\nstream\n" + words(b"a wrong length") + b"\nendstream"]), "read", "a wrong length"
    yield "deep-arrays.pdf", document([stream(words(b"text"))], more={4: b"[" * 100_000 + b"]" * 100_000}), "read", "text"
    yield "script.pdf", document(
        [stream(words(b"with a script"))], catalog=b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1/'\\))>>"), "read", "with a script"
    yield "launches.pdf", document(
        [stream(words(b"with a launch"))], catalog=b"/OpenAction<</S/Launch/F(/bin/sh)>>"), "read", "with a launch"
    yield "early-header.pdf", b"\0" * 1000 + good, "read", "Page 12 line 44"
    yield "letter.pdf", b"A letter, and no PDF.", "refused", "is plain text and not a PDF"
