import Foundation
import Testing

@Suite("A house document becomes a template by the program")
struct TemplateImportTests {
    private func run(_ directory: URL, _ arguments: String...) async throws -> (status: Int32, log: String) {
        let program = try Program("galley", ["template"] + arguments, directory: directory)
        let status = await program.status()
        return (status, program.logText)
    }

    @Test("that passes the check, and is not written over another file")
    func imports() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "galley-import-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let house = directory.appending(path: "house.docx")
        let template = directory.appending(path: "house.yaml")
        try await SampleStudy.makeHouse(house)

        let made = try await run(directory, "import", house.path, "--output", template.path)
        #expect(made.status == 0, "\(made.log)")
        #expect(made.log.contains("of them with the rules of csr"))
        #expect(made.log.contains("upload house.docx and name it as reference_document"))
        #expect(try await run(directory, "check", template.path).status == 0)
        let text = try String(contentsOf: template, encoding: .utf8)
        #expect(text.contains("instruction: \"Name the ethics committees and the dates of their approval.\""))

        let again = try await run(directory, "import", house.path, "--output", template.path)
        #expect(again.status == 65 && again.log.contains("exists already"))
        #expect(try String(contentsOf: template, encoding: .utf8) == text)
        #expect(try await run(directory, "import", directory.appending(path: "none.docx").path).status == 66)
        let flat = directory.appending(path: "flat.docx")
        try Data("no archive".utf8).write(to: flat)
        #expect(try await run(directory, "import", flat.path).status == 65)
    }
}
