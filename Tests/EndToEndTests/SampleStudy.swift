import Foundation

/// The project's own sample study, made by its script, and hostile files made from it.
enum SampleStudy {
    /// Writes the study's files into a directory.
    static func make(in directory: URL) async throws {
        try await run("python3", [script("scripts/sample/make.py"), directory.path])
    }

    /// Writes the Word template of a house.
    static func makeHouse(_ file: URL) async throws {
        try await run("python3", [script("scripts/sample/make.py"), "--house", file.path])
    }

    /// The text of one part of an office file.
    static func part(_ name: String, of file: URL) async throws -> String {
        let copy = file.appendingPathExtension("part")
        let program =
            "import sys, zipfile; open(sys.argv[3], 'wb').write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))"
        try await run("python3", ["-c", program, file.path, name, copy.path])
        return try String(contentsOf: copy, encoding: .utf8)
    }

    /// Locks a PDF with a password.
    static func encrypt(_ file: URL, to encrypted: URL) async throws {
        try await run("qpdf", ["--encrypt", "secret", "owner", "256", "--", file.path, encrypted.path])
    }

    /// Writes a Word document of some megabytes that unpacks to two gigabytes.
    static func makeBomb(_ file: URL) async throws {
        let program = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
                with archive.open("word/document.xml", "w", force_zip64=True) as entry:
                    for _ in range(2048):
                        entry.write(bytes(1 << 20))
            """
        try await run("python3", ["-c", program, file.path])
    }

    private static func script(_ path: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../\(path)").standardized.path
    }

    private static func run(_ program: String, _ arguments: [String]) async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        guard status == 0 else { throw Program.Failure(description: "\(program) ended with \(status)") }
    }
}
