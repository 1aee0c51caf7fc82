import Sandbox

/// Which versions of the outside programs this host has: they are part of what decides a document's bytes.
enum ToolVersions {
    private static let questions = [
        ("poppler", "pdftotext", "-v"), ("qpdf", "qpdf", "--version"), ("tesseract", "tesseract", "--version"),
        ("pandoc", "pandoc", "--version"), ("libreoffice", "soffice", "--version"),
    ]

    /// Asks each program, confined like any other run of it; one that is missing or silent is left out.
    static func read(_ tools: ToolRunner) async -> [String: String] {
        await withTaskGroup(of: (String, String?).self) { group in
            for (name, program, flag) in questions {
                group.addTask { (name, await version(of: program, flag, tools)) }
            }
            var versions: [String: String] = [:]
            for await (name, version) in group { versions[name] = version }
            return versions
        }
    }

    private static func version(of program: String, _ flag: String, _ tools: ToolRunner) async -> String? {
        let invocation = ToolInvocation(
            program: program, arguments: [flag], limits: ToolLimits(wall: .seconds(20), memory: .ownOption),
            needs: .unixSockets)
        // A program that is missing is `galley doctor`'s business; here it only has no version.
        guard let result = try? await tools.run(invocation), result.succeeded else { return nil }
        return firstNumber(in: result.outputText) ?? firstNumber(in: result.errorTail)
    }

    /// The first word that looks like a version: digits and dots.
    static func firstNumber(in text: String) -> String? {
        text.split { $0 == " " || $0.isNewline }.first { word in
            word.first?.isNumber == true && word.contains(".")
        }.map(String.init)
    }
}
