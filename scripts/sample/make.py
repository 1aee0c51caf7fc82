"""Makes the sample study: a small fictional trial in the formats that such studies come in.

Usage: make.py DIRECTORY

Writes a protocol as PDF (by LibreOffice), tables as DOCX and XLSX, deviations as CSV and narratives as text.
Needs nothing beyond Python's standard library and LibreOffice. The same input gives the same DOCX and XLSX.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_package(path, parts):
    """Writes an OOXML package: parts by name, all with one date, so that bytes repeat."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(2024, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, HEAD + text)


def relationships(entries):
    rows = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for key, kind, target in entries
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def content_types(overrides):
    rows = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides)
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def cells(line):
    return [cell.strip() for cell in line.strip()[1:-1].split("|")]


# DOCX


def run(text, bold=False):
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text, style=None, bold=False):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{run(text, bold)}</w:p>"


def word_table(rows, header_rows=1, style=None):
    width = 9000 // max(1, len(rows[0]))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _ in rows[0])
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    body = ""
    for index, row in enumerate(rows):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if index < header_rows else ""
        body += f"<w:tr>{mark}"
        for cell in row:
            body += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(cell, bold=index < header_rows)}</w:tc>'
        body += "</w:tr>"
    width = '<w:tblW w:w="0" w:type="auto"/>'
    look = f'<w:tblStyle w:val="{style}"/>{width}' if style else f"{width}<w:tblBorders>{edges}</w:tblBorders>"
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def styles():
    def style(key, name, size, level=None):
        outline = f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
        bold = "<w:b/>" if level is not None or key == "Title" else ""
        return (
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
            f'<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/>{outline}</w:pPr>'
            f'<w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr></w:style>'
        )

    return (
        f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" '
        'w:hAnsi="Liberation Serif" w:cs="Liberation Serif"/><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>'
        + style("Title", "Title", 36)
        + style("Heading1", "heading 1", 28, 0)
        + style("Heading2", "heading 2", 24, 1)
        + "</w:styles>"
    )


def house_styles():
    """Looks that nobody takes for our own: fonts by theme, blue headings, tables with a dark first row."""

    def style(key, name, paragraph, run, kind="paragraph", based="Normal", more=""):
        return (
            f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr>{more}</w:style>"
        )

    def heading(level, size, color):
        return style(
            f"House{level}", f"heading {level}",
            f'<w:keepNext/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="{level - 1}"/>',
            '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/><w:b/>'
            f'<w:color w:val="{color}" w:themeColor="accent1"/><w:sz w:val="{size}"/>',
        )

    edges = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="1F3864"/>' for edge in ("top", "bottom", "insideH"))
    first = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>'
        '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="1F3864"/></w:tcPr></w:tblStylePr>'
    )
    return (
        f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" '
        'w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="Plain"><w:name w:val="Normal Table"/></w:style>'
        + style("HouseTitle", "Title", '<w:spacing w:after="360"/><w:jc w:val="left"/>', '<w:color w:val="1F3864"/><w:sz w:val="44"/>')
        + heading(1, 32, "1F3864") + heading(2, 26, "2E74B5") + heading(3, 23, "2E74B5")
        + style("HouseCaption", "caption", "<w:keepNext/>", '<w:b/><w:color w:val="2E74B5"/><w:sz w:val="19"/>')
        + style("HouseGrid", "House Grid", "", "", "table", "Plain", f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>{first}")
        + "</w:styles>"
    )


def house_theme():
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    font = '<a:latin typeface="Liberation Sans"/><a:ea typeface=""/><a:cs typeface="Liberation Sans"/>'
    return (
        f'<a:theme xmlns:a="{main}" name="House"><a:themeElements><a:clrScheme name="House"><a:accent1>'
        '<a:srgbClr val="1F3864"/></a:accent1></a:clrScheme><a:fontScheme name="House">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
    )


def furniture(tag, paragraphs):
    return f'<w:{tag} xmlns:w="{WORD}">{"".join(paragraphs)}</w:{tag}>'


PAGE_NUMBER = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>' + run("Page ") + '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'


LETTER = (12240, 15840, 1440)
A4 = (11906, 16838, 1134)


def write_docx(path, body, header, footer, page=LETTER, looks=None):
    """A Word document; `looks` are its styles and theme."""
    width, height, margin = page
    sheet, theme = looks or (styles(), None)
    document = (
        f'<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}"><w:body>{"".join(body)}<w:sectPr>'
        '<w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" '
        f'w:left="{margin}" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    names = {"document": "document.main", "styles": "styles", "header1": "header", "footer1": "footer"}
    types = [(f"word/{n}.xml", f"{kind}{t}+xml") for n, t in names.items()]
    links = [("rId1", "styles", "styles.xml"), ("rId2", "header", "header1.xml"), ("rId3", "footer", "footer1.xml")]
    if theme:
        types.append(("word/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"))
        links.append(("rId4", "theme", "theme1.xml"))
    write_package(
        path,
        {
            "[Content_Types].xml": content_types(types),
            "_rels/.rels": relationships([("rId1", "officeDocument", "word/document.xml")]),
            "word/_rels/document.xml.rels": relationships(links),
            "word/document.xml": document,
            "word/styles.xml": sheet,
            **({"word/theme1.xml": theme} if theme else {}),
            "word/header1.xml": furniture("hdr", header),
            "word/footer1.xml": furniture("ftr", footer),
        },
    )


def protocol_body(lines, heading_style="Heading", table_style=None):
    """The protocol's body from its plain text: headings, paragraphs, lists and tables."""
    body, rows = [], []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(cells(line))
            continue
        if rows:
            body.append(word_table(rows, header_rows=1 if len(rows[0]) > 2 else 0, style=table_style))
            rows = []
        heading = re.match(r"(#+) (.*)", line)
        if heading:
            body.append(paragraph(heading[2], f"{heading_style}{len(heading[1])}"))
        elif line.startswith("table: "):
            body.append(paragraph(line[len("table: "):], bold=True))
        elif line.startswith("- "):
            body.append(paragraph("•  " + line[2:]))
        elif line.strip():
            body.append(paragraph(line))
    return body


def write_protocol(directory):
    lines = (HERE / "protocol.md").read_text(encoding="utf-8").splitlines()
    title, header = (lines[i].split(": ", 1)[1] for i in (0, 1))
    body = [paragraph("Clinical Study Protocol", "Title"), paragraph(title, bold=True), *protocol_body(lines[2:])]
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "protocol.docx")
        write_docx(source, body, [paragraph(header)], [PAGE_NUMBER])
        profile = pathlib.Path(folder, "profile").as_uri()
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120,
        )
        shutil.copy(pathlib.Path(folder, "protocol.pdf"), directory / "protocol.pdf")


def records(name):
    """The tables of a text file: fields, then rows."""
    table = None
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            table["rows"].append(cells(line))
        elif ": " in line:
            key, value = line.split(": ", 1)
            if key in ("file", "sheet") and not (key == "sheet" and table and not table["rows"]):
                if table:
                    yield table
                table = {"rows": []}
            table[key] = value
    yield table


def write_tables(directory):
    for table in records("tables.txt"):
        header = [paragraph("GLY-101   Protocol GLY-301"), paragraph(table["label"]), paragraph(table["caption"]), paragraph("Population: " + table["population"])]
        footer = [paragraph(table["note"]), paragraph("Source: " + table["file"].removesuffix(".docx") + ".sas")]
        write_docx(directory / table["file"], [word_table(table["rows"])], header, footer)


# XLSX


def column(index):
    return chr(ord("A") + index)


def sheet_cell(row, index, text):
    place = f'r="{column(index)}{row}"'
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f"<c {place}><v>{text}</v></c>"
    return f'<c {place} t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def write_workbook(directory):
    tables = list(records("safety.txt"))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {"xl/workbook.xml": kind + "sheet.main+xml"}
    sheets, links, files = "", [], {}
    for number, table in enumerate(tables, 1):
        rows = [[table["label"]], [table["caption"]], [table["population"]], [], *table["rows"]]
        data = "".join(
            f'<row r="{r}">{"".join(sheet_cell(r, i, text) for i, text in enumerate(row) if text)}</row>'
            for r, row in enumerate(rows, 1) if row
        )
        files[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{SHEET}"><sheetData>{data}</sheetData></worksheet>'
        parts[f"xl/worksheets/sheet{number}.xml"] = kind + "worksheet+xml"
        sheets += f'<sheet name="{escape(table["sheet"])}" sheetId="{number}" r:id="rId{number}"/>'
        links.append((f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
    write_package(
        directory / tables[0]["file"],
        {
            "[Content_Types].xml": content_types(parts.items()),
            "_rels/.rels": relationships([("rId1", "officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relationships(links),
            **files,
        },
    )


def write_house(path):
    """The Word template from which a house might write its reports, in looks of its own."""
    lines = (HERE / "house.md").read_text(encoding="utf-8").splitlines()
    body = [paragraph("House Report Template", "HouseTitle"), *protocol_body(lines, "House", "HouseGrid")]
    looks = (house_styles(), house_theme())
    write_docx(path, body, [paragraph("House report   Version 1.0")], [PAGE_NUMBER], A4, looks)


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--house":
        return write_house(pathlib.Path(sys.argv[2]))
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    directory = pathlib.Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    write_protocol(directory)
    write_tables(directory)
    write_workbook(directory)
    for name in ("deviations.csv", "narratives.txt"):
        shutil.copy(HERE / name, directory / name)


if __name__ == "__main__":
    main()
