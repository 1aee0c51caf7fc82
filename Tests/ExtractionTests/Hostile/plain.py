"""Text, CSV, HTML, Markdown and RTF: wrong encodings, endless lines, deep nesting, things that call home."""


def cases():
    yield "empty.txt", b"", "refused", "is empty"
    yield "nothing-but-nul.txt", b"\0" * 100_000, "refused", "not a kind of document"
    yield "noise.bin", bytes((number * 7_919) & 0xFF for number in range(50_000)), "refused", "not a kind of document"
    yield "invalid-utf8.txt", b"Caf\xe9 au lait, \xff\xfe and more words.\n" * 20, "read", "Café au lait"
    yield "utf16.txt", "Ein Satz mit Umläuten.\n".encode("utf-16"), "read", "Umläuten"
    yield "cut-utf16.txt", "Ein Satz mit Umläuten.\n".encode("utf-16")[:-1], "read", "Umläuten"
    yield "controls.txt", b"A line.\x0c\x1b[31mred\x1b[0m\x08\x07 and \xe2\x80\xae more.\n" + b"Plain words. " * 200, "read", "Plain words."
    yield "one-line.txt", b"word " * (200 << 10), "read", "word word"
    yield "many-lines.txt", b"x\n\n" * 20_000, "read", "x"

    yield "invalid-utf8.csv", b"subject,term\n1,na\xefve\n2,\xc3\n3,\x80\n", "read", "naïve"
    yield "open-quote.csv", b'subject,term\n1,"never closed\n' + b"2,x\n" * 5_000, "read", "never closed"
    yield "many-columns.csv", b",".join(b"%d" % number for number in range(50_000)) + b"\n1\n", "read", "49999"
    yield "many-cells.csv", b",".join([b"1"] * 1_000) + b"\n" + (b"," * 999 + b"\n") * 2_100, "refused", "table cells"
    yield "nul.csv", b"subject,term\n1,a\0b\n2,c\n", "refused", "not a kind of document"
    yield "formula.csv", b'subject,term\n1,"=cmd|\' /C calc\'!A0"\n', "read", "=cmd"

    yield "deep.html", b"<html><body>" + b"<div>" * 100_000 + b"deep words" + b"</div>" * 100_000, "refused", "nest more than 256 deep"
    yield "deep-tables.html", b"<html><body>" + b"<table><tr><td>" * 20_000 + b"x", "refused", "nest more than 256 deep"
    yield "spans.html", b'<html><body><table><tr><td colspan="2147483647" rowspan="2147483647">wide</td></tr></table>', "read", "wide"
    yield "calls-home.html", (
        b'<html><head><script src="http://127.0.0.1:9/x.js"></script><link rel="stylesheet" href="http://127.0.0.1:9/x.css">'
        b'</head><body><img src="http://127.0.0.1:9/x.png"><iframe src="file:///etc/passwd"></iframe><p>Words of the page.</p>'), "read", "Words of the page."
    yield "entities.html", b"<!DOCTYPE html [<!ENTITY x 'y'>]><html><body><p>Words &x; &#0; &#x110000; &amp more</p>", "read", "Words"

    yield "deep-quotes.md", b"# A heading\n\n" + b">" * 100_000 + b" deep\n", "refused", "nest more than 100 deep"
    yield "deep-lists.md", b"# A heading\n\n" + b"".join(b"  " * depth + b"- item\n" for depth in range(500)), "read", "item"
    yield "brackets.md", b"# A heading\n\n" + b"[" * 50_000 + b"\n", "read", "A heading"
    yield "stars.md", b"# A heading\n\n" + b"*a **a " * 20_000 + b"\n", "read", "A heading"

    yield "deep.rtf", b"{\\rtf1 " + b"{" * 200_000 + b"deep" + b"}" * 200_000 + b"}", "read", "deep"
    yield "cut.rtf", b"{\\rtf1\\ansi {\\fonttbl{\\f0 Arial;}} Words that stand before the end.\\par And then", "refused", "damaged"
    yield "binary.rtf", b"{\\rtf1 Words.\\par {\\*\\bin2147483647 abc}}", "read", "Words."
    yield "objects.rtf", b"{\\rtf1 Words with an object.\\par {\\object\\objocx{\\*\\objdata 0105000002000000}}\\par}", "read", "Words with an object."
