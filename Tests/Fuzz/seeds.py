"""Writes well-made inputs for each boundary, from which the fuzzer starts.

Usage: seeds.py DIRECTORY
"""

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../ExtractionTests/Hostile"))

import office  # noqa: E402


def zip_seeds():
    yield office.word(office.paragraph("Text."))
    yield office.archive(office.book_parts(f'<row r="1">{office.cell("A1", "x")}</row>'), office.zipfile.ZIP_STORED)
    yield office.overlapping(3, 100)
    yield office.nested(2)


def xml_seeds():
    yield from (data.encode() for data in office.word_parts(office.paragraph("Text &amp; more.")).values())


def xlsx_seeds():
    rows = ('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000.5</v></c><c r="C1" t="b"><v>1</v></c></row>'
            '<row r="3"><c t="inlineStr"><is><t>x</t></is></c><c r="C3" t="e"><v>#N/A</v></c></row>')
    views = '<sheetViews><sheetView><pane ySplit="1" state="frozen"/></sheetView></sheetViews>'
    sheet = f'<worksheet xmlns="{office.SHEET}">{views}<sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
    strings = f'<sst xmlns="{office.SHEET}"><si><t>shared</t></si></sst>'
    formats = ('<numFmt numFmtId="164" formatCode="[&gt;=100]0.0,&quot; k&quot;;[Red]-0.00%;&quot;none&quot;"/>'
               '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd hh:mm:ss.000 AM/PM"/><numFmt numFmtId="166" formatCode="# ?/?"/>')
    styles = f'<styleSheet xmlns="{office.SHEET}"><numFmts>{formats}</numFmts><cellXfs><xf numFmtId="14"/>' + \
        "".join(f'<xf numFmtId="{number}"/>' for number in (164, 165, 166)) + "</cellXfs></styleSheet>"
    yield "\0".join((sheet, strings, styles)).encode()


def html_seeds():
    yield b"<html><body><h1>Title</h1><p>Text<ul><li>One<li>Two</ul><table><tr><th colspan=2>A</th></tr><tr><td>1<td>2</table>"


def csv_seeds():
    yield b'subject,term,n\n1,"a ""quoted"", field",3\r\n2,,\n'
    yield "Zeile;Wert\n1;ä\n".encode("cp1252")


def template_seeds():
    folder = os.path.join(HERE, "../../Sources/Documents/Templates")
    with open(os.path.join(folder, "generic.yaml"), "rb") as file:
        yield file.read()
    yield json.dumps({
        "id": "house", "version": "1", "title": "House", "sections": [{
            "number": "1", "title": "Summary", "required": "error", "rules": [
                {"copy": {"sections": ["1"]}}, {"value": {"key": "phase", "pattern": "Phase (?<value>[IV]+)"}},
                {"table": {"caption": "Disposition"}}, {"count": {"pattern": "x"}}]}]}).encode()


def main(directory):
    makers = {name.removesuffix("_seeds"): make for name, make in globals().items() if name.endswith("_seeds")}
    for name, make in makers.items():
        folder = os.path.join(directory, name)
        os.makedirs(folder, exist_ok=True)
        for number, data in enumerate(make()):
            with open(os.path.join(folder, str(number)), "wb") as file:
                file.write(data)


if __name__ == "__main__":
    main(sys.argv[1])
