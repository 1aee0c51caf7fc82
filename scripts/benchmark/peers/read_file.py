"""Reads a file with another library, some times, and prints the milliseconds of the middle one.

Usage: read_file.py LIBRARY FILE TIMES
"""

import sys
import time


def pypdf(path):
    from pypdf import PdfReader
    return [page.extract_text() for page in PdfReader(path).pages]


def python_docx(path):
    from docx import Document
    document = Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def openpyxl(path):
    from openpyxl import load_workbook
    book = load_workbook(path, read_only=True, data_only=True)
    return [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]


def markitdown(path):
    from markitdown import MarkItDown
    return MarkItDown(enable_plugins=False).convert(path).text_content


def kreuzberg(path):
    from kreuzberg import ExtractionConfig, extract_file_sync
    # Otherwise the second reading would come from its cache.
    return extract_file_sync(path, config=ExtractionConfig(use_cache=False)).content


def main():
    library, path, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    read = globals()[library.replace("-", "_")]
    read(path)
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        if not read(path):
            sys.exit(f"{library} found nothing")
        taken.append((time.perf_counter() - begun) * 1000)
    print(sorted(taken)[len(taken) // 2])


main()
