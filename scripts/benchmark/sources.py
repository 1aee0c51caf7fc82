"""Large sources, of the project's own making: a report of some sixty pages in Word and PDF, and a full workbook."""

import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "sample"))

import make  # noqa: E402

SECTIONS = 13
WORDS = (
    "the subjects of each treatment group were assessed at every visit by the investigator according to the schedule and "
    "all findings were recorded together with their onset severity relation to study drug action taken and outcome before "
    "the data were reviewed and released for analysis").split()


def study(folder):
    """The sample study, in a folder of its own below that one."""
    path = pathlib.Path(folder, "study")
    subprocess.run([sys.executable, make.__file__, path], check=True)
    return path


def report(path):
    """Headings, paragraphs and tables in the proportions of a study report."""
    body = []
    for section in range(1, SECTIONS + 1):
        body.append(make.paragraph(f"{section}. Results of part {section}", "Heading1"))
        for number in range(1, 5):
            body.append(make.paragraph(f"{section}.{number} Findings of visit {number}", "Heading2"))
            body += [make.paragraph(sentence(section * 100 + number * 10 + part)) for part in range(5)]
            body.append(make.paragraph(f"Table {section}-{number} Subjects by visit and treatment group", bold=True))
            body.append(make.word_table([["Visit", "Placebo", "10 mg", "20 mg"]] + [
                [f"Week {week}", *(f"{(week * 7 + arm * 13 + section) % 90} ({week + arm}.{number} %)" for arm in range(3))]
                for week in range(12)
            ]))
    make.write_docx(path, body, [make.paragraph("Study report")], [make.PAGE_NUMBER])


def sentence(seed):
    """Some ninety words in an order of their own, so that no two paragraphs are alike."""
    words = [WORDS[(seed * 7 + index * (seed % 11 + 1)) % len(WORDS)] for index in range(90)]
    return f"In part {seed} " + " ".join(words) + "."


def portable(document):
    """The same as PDF, by LibreOffice."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir",
             document.parent, document], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return document.with_suffix(".pdf")


def workbook(path, rows, columns):
    """Numbers in every cell but the first row's."""
    names = [column(index) for index in range(columns)]
    lines = ['<row r="1">' + "".join(f'<c r="{name}1" t="inlineStr"><is><t>Visit {name}</t></is></c>' for name in names) + "</row>"]
    for row in range(2, rows + 1):
        lines.append(f'<row r="{row}">' + "".join(
            f'<c r="{name}{row}"><v>{(row * 31 + index * 17) % 1000}</v></c>' for index, name in enumerate(names)) + "</row>")
    make.write_package(path, {
        "[Content_Types].xml": make.content_types([
            ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
            ("xl/worksheets/sheet1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")]),
        "_rels/.rels": make.relationships([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{make.SHEET}" xmlns:r="{make.RELATIONS}"><sheets>'
                           '<sheet name="Values" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": make.relationships([("rId1", "worksheet", "worksheets/sheet1.xml")]),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{make.SHEET}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
    })


def column(index):
    """A, B … Z, AA, AB …"""
    return (column(index // 26 - 1) if index >= 26 else "") + make.column(index % 26)
