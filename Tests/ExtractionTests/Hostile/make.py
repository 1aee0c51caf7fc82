"""Makes files that are meant to harm their reader, and says how each must end.

Usage: make.py DIRECTORY

Writes the files and `cases.json`: for each its name, its ending (`refused` or `read`) and words that the refusal, or
the text that was read, must hold.
"""

import json
import os
import sys

import office
import pdf
import plain


def main(directory):
    cases = []
    for make in (pdf.cases, office.cases, plain.cases):
        for name, data, ending, words in make():
            with open(os.path.join(directory, name), "wb") as file:
                file.write(data)
            cases.append({"name": name, "ending": ending, "words": words})
    with open(os.path.join(directory, "cases.json"), "w", encoding="utf-8") as file:
        json.dump(cases, file)


if __name__ == "__main__":
    main(sys.argv[1])
