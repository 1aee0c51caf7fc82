import Testing

@testable import Rendering

/// A second reader's opinion, where it is installed.
@Suite(.enabled(if: Installed.pythonDOCX, "python-docx is not installed"))
struct PythonDOCXTests {
    private static let script = """
        import sys, docx
        d = docx.Document(sys.argv[1])
        print(sum(p.style.name.startswith('Heading') for p in d.paragraphs), len(d.tables), len(d.sections))
        """

    @Test func `python-docx sees the headings, tables and sections`() throws {
        let directory = try WorkDirectory()
        defer { directory.remove() }
        let file = try directory.write(try DOCXWriter().write(Sample.report()), as: "a.docx")
        #expect(try Python.run(["-c", Self.script, file]) == "17 8 3\n")
    }
}
