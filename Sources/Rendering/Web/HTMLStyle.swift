/// The style sheet of a page; it names no other file. It holds no `<`, `>` or `&`, so that escaping leaves it as it is.
enum HTMLStyle {
    static let sheet = """

        body { font: 12pt/1.45 "Times New Roman", "Liberation Serif", serif; color: #000; max-width: 50rem;
          margin: 2rem auto; padding: 0 1rem; }
        h1 { text-align: center; font-size: 1.7rem; } h2 { font-size: 1.35rem; margin-top: 2.2rem; }
        h3 { font-size: 1.15rem; } h4, h5, h6 { font-size: 1rem; }
        a { color: #0b3d91; } sup a { text-decoration: none; }
        .document-type { text-align: center; font-weight: bold; font-size: 1.2rem; margin-top: 3rem; }
        table { border-collapse: collapse; width: 100%; font-size: 0.85rem; border-top: 1.5pt solid #000;
          border-bottom: 1.5pt solid #000; }
        caption { text-align: left; font-weight: bold; font-size: 1rem; padding: 0.4rem 0; }
        .subtitle { font-weight: normal; font-size: 0.9rem; }
        thead { background: #ededed; border-bottom: 1pt solid #000; }
        th, td { text-align: left; vertical-align: top; padding: 0.15rem 0.4rem; border-bottom: 0.5pt solid #bfbfbf;
          white-space: pre-wrap; overflow-wrap: anywhere; }
        thead th { vertical-align: bottom; } th[scope=colgroup] { text-align: center; }
        td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: pre; }
        figure { margin: 1.2rem 0; overflow-x: auto; } .table-note, .source { font-size: 0.8rem; margin: 0.2rem 0; }
        .source { font-style: italic; } .subheading { font-weight: bold; font-style: italic; }
        .open { background: #fff2cc; border-left: 4px solid #bf9000; padding: 0.3rem 0.6rem; font-style: italic; }
        .note { background: #deeaf6; border-left: 4px solid #2f5496; padding: 0.1rem 0.6rem; font-size: 0.9rem; }
        .draft { border: 2px solid #c00000; padding: 0 1rem; margin: 1.5rem 0; }
        nav ul { list-style: none; padding-left: 0; } nav .level-2 { padding-left: 1.5rem; }
        nav .level-3 { padding-left: 3rem; } nav .level-4 { padding-left: 4.5rem; }
        ul.literal { list-style: none; padding-left: 1.2rem; } .passages { font-size: 0.85rem; }
        footer { border-top: 1px solid #7f7f7f; margin-top: 3rem; font-size: 0.75rem; }

        """
}
