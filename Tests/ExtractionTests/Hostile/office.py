"""Word and Excel files, and archives that claim to be some: bombs, ways out, rings, lies."""

import io
import stat
import struct
import zipfile
import zlib

TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>{}</Types>')
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def override(part, kind):
    return f'<Override PartName="/{part}" ContentType="application/vnd.{kind}+xml"/>'


def archive(entries, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, data in entries.items():
            file.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)) if isinstance(name, str) else name, data, compression)
    return out.getvalue()


def word_parts(body, styles="", kind="openxmlformats-officedocument.wordprocessingml.document.main", head=""):
    root = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return {
        "[Content_Types].xml": TYPES.format(override("word/document.xml", kind)),
        "_rels/.rels": RELATIONS.format(
            f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/_rels/document.xml.rels": RELATIONS.format(
            f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'),
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
        "word/document.xml": head + root,
    }


def paragraph(text, properties=""):
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word(body, **more):
    return archive(word_parts(body, **more))


def book_parts(rows, more="", shared=None):
    parts = {
        "[Content_Types].xml": TYPES.format(
            override("xl/workbook.xml", "openxmlformats-officedocument.spreadsheetml.sheet.main")),
        "_rels/.rels": RELATIONS.format(f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
                           '<sheet name="One" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELATIONS.format(
            f'<Relationship Id="s" Type="{OFFICE}/worksheet" Target="worksheets/one.xml"/>'
            f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="strings.xml"/>'),
        "xl/worksheets/one.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>{more}</worksheet>',
    }
    if shared is not None:
        parts["xl/strings.xml"] = f'<sst xmlns="{SHEET}">{shared}</sst>'
    return parts


def cell(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def overlapping(copies, size):
    """Entries that all share one compressed body: a small file that unpacks to copies times size (Fifield 2019)."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = body.compress(b" " * size) + body.flush()
    checksum = zlib.crc32(b" " * size)
    out, directory = bytearray(), bytearray()
    sizes = struct.pack("<III", checksum, len(data), size)
    out += struct.pack("<IHHHHH", 0x04034B50, 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", 17, 0) + b"word/document.xml" + data
    for index in range(copies):
        name = b"word/document.xml" if index == 0 else b"word/part%06d.xml" % index
        directory += struct.pack("<IHHHHHH", 0x02014B50, 20, 20, 0, 8, 0, 33) + sizes
        directory += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, copies & 0xFFFF, copies & 0xFFFF, len(directory), len(out), 0)
    return bytes(out + directory + end)


def link(name):
    entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def nested(levels):
    data = archive({"text.txt": "x"})
    for _ in range(levels):
        data = archive({"inner.zip": data}, zipfile.ZIP_STORED)
    return data


def cases():
    good = word("".join(paragraph(f"Paragraph {number} of the report.") for number in range(2_000)))
    for tenth in (1, 5, 9):
        yield f"cut-{tenth}.docx", good[:len(good) * tenth // 10], "refused", "damaged"
    spaces = "<w:p>" + " " * (80 << 20) + "</w:p>"
    yield "bomb.docx", word(spaces), "refused", "unpacks to more than"
    yield "many-entries.docx", archive(word_parts(paragraph("x")) | {f"junk/{n}": "" for n in range(60_000)}), "refused", "too large"
    yield "overlapping.docx", overlapping(60_000, 16 << 20), "refused", "damaged"
    yield "nested.docx", nested(40), "refused", "is a ZIP archive and not a Word document"
    laughs = '<!DOCTYPE w:document [<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
    yield "laughs.docx", word(paragraph("&a11;"), head=laughs), "refused", "document type"
    outside = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield "outside-entity.docx", word(paragraph("&x;"), head=outside), "refused", "document type"
    yield "deep.docx", word("<w:tbl><w:tr><w:tc>" * 20_000 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 20_000), "refused", "nests its elements more than 256 deep"
    yield "macros.docm", archive(word_parts(
        paragraph("Text beside a macro."), kind="ms-word.document.macroEnabled.main") | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"A" * 5000}), "refused", "contains macros"
    yield "absolute.docx", archive(word_parts(paragraph("Absolute paths.")) | {"/etc/cron.d/evil": "x", "C:\\evil.txt": "x"}), "read", "Absolute paths."
    yield "upwards.docx", archive(word_parts(paragraph("Paths upwards.")) | {"../../../../tmp/evil": "x", "word/../../evil": "x"}), "read", "Paths upwards."
    yield "link.docx", archive({link("word/media/picture.png"): "/etc/passwd"} | word_parts(paragraph("With a link."))), "read", "With a link."
    yield "outside-target.docx", archive(word_parts(paragraph("A target outside.")) | {
        "word/_rels/document.xml.rels": RELATIONS.format(
            f'<Relationship Id="s" Type="{OFFICE}/styles" Target="../../../../etc/passwd"/>'
            f'<Relationship Id="t" Type="{OFFICE}/image" Target="http://127.0.0.1:9/x.png" TargetMode="External"/>')}), "read", "A target outside."
    yield "no-body.docx", archive({name: data for name, data in word_parts("").items() if name != "word/document.xml"}), "refused", "holds no docx document"
    ring = "".join(f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="S{n}"/><w:basedOn w:val="S{(n + 1) % 3}"/></w:style>' for n in range(3))
    yield "styles-in-a-ring.docx", word(paragraph("A ring.", '<w:pPr><w:pStyle w:val="S0"/></w:pPr>'), styles=ring), "read", "A ring."
    yield "invalid-utf8.docx", archive({**word_parts(""), "word/document.xml": word_parts(paragraph("Ä"))["word/document.xml"].encode("latin-1")}), "refused", "damaged"
    yield "wrong-checksum.docx", good.replace(struct.pack("<I", zlib.crc32(word_parts("")["_rels/.rels"].encode())), b"\1\2\3\4"), "refused", "damaged"
    yield "really-a.pdf", good, "read", "Paragraph 1999"
    yield "picture.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "refused", "is a PNG image and not a Word document"
    yield "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024, "refused", "format of Office before 2007"

    yield "far-cell.xlsx", archive(book_parts(f'<row r="1048576">{cell("XFD1048576", "far")}</row>')), "read", "far"
    yield "no-cell.xlsx", archive(book_parts(f'<row r="1">{cell("ZZZZZZ99999999999", "nowhere")}</row>')), "read", "nowhere"
    yield "merged.xlsx", archive(book_parts(
        f'<row r="1">{cell("A1", "merged")}</row>',
        "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 50_000 + "</mergeCells>")), "read", "merged"
    yield "lost-string.xlsx", archive(book_parts('<row r="1"><c r="A1" t="s"><v>4000000000</v></c></row>', shared="<si><t>x</t></si>")), "refused", "names text 4000000000"
    bomb = '<row r="1">' + " " * (80 << 20) + "</row>"
    yield "bomb.xlsx", archive(book_parts(bomb)), "refused", "unpacks to more than"
