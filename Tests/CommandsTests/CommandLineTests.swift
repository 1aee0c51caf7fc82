import ArgumentParser
import Assembly
import Commands
import Documents
import Extraction
import Jobs
import Testing

@Suite("The command line is checked before anything is touched")
struct CommandLineTests {
    private func parse(_ arguments: String...) throws -> any ParsableCommand {
        try CommandContext.$services.withValue(NoServices()) { try GalleyCommand.parseAsRoot(arguments) }
    }

    @Test("every command of the operator is there")
    func all() throws {
        for verb in ["stats", "queues", "workers", "active", "scheduled", "dead"] {
            _ = try parse("inspect", verb, "--json", "--watch", "--redis", "redis://h")
        }
        for noun in ["job", "document"] { _ = try parse("inspect", noun, "0190", "--json") }
        _ = try parse("key", "create", "--org", "acme", "--role", "admin", "--name", "ci")
        _ = try parse("key", "list", "--organization", "acme")
        _ = try parse("key", "delete", "key_1", "--org", "acme")
        _ = try parse("extract", "a.pdf", "--json")
        _ = try parse("template", "check", "a.yaml", "--json")
        _ = try parse("template", "preview", "csr", "--sources", "a.pdf", "b.docx", "--json")
        _ = try parse("template", "import", "house.docx", "--base", "protocol", "--output", "house.yaml")
        _ = try parse("template", "show", "csr")
        for verb in ["list", "schema"] { _ = try parse("template", verb) }
        for verb in ["pause", "resume", "purge"] { _ = try parse("queue", verb, "extract", "--redis", "redis://h") }
        for setting in [
            ["--concurrency", "4"], ["--per-tenant", "none"], ["--rate", "100/1m", "--concurrency", "2"],
        ] {
            let command = ["queue", "limit", "extract"] + setting
            _ = try CommandContext.$services.withValue(NoServices()) { try GalleyCommand.parseAsRoot(command) }
        }
        for verb in ["cancel", "requeue"] { _ = try parse("job", verb, "0190") }
        _ = try parse("doctor")
        _ = try parse("dev", "--json", "--port", "0", "--workers", "2", "--data", "/tmp/x")
    }

    @Test(
        "what makes no sense is refused",
        arguments: [
            ["key", "create", "--org", "../etc"], ["key", "create", "--org", ""], ["key", "create"],
            ["key", "create", "--org", "a", "--role", "root"], ["dev", "--workers", "0"], ["dev", "--port", "65536"],
            ["inspect", "active", "--limit", "0"], ["inspect", "everything"], ["inspect", "job"],
            ["queue", "limit", "extract"], ["queue", "limit", "extract", "--concurrency", "0"],
            ["queue", "limit", "extract", "--rate", "10"], ["queue", "limit", "extract", "--rate", "10/fortnight"],
            ["queue", "limit", "extract", "--rate", "0/1s"], ["queue", "pause"], ["job", "requeue"],
            ["template", "check"], ["template", "preview", "csr"], ["template", "preview", "csr", "--sources"],
            ["template", "show"], ["template", "import"], ["template", "import", "a.docx", "--base", "generic"],
        ])
    func refused(_ arguments: [String]) {
        #expect(throws: (any Error).self) {
            try CommandContext.$services.withValue(NoServices()) { try GalleyCommand.parseAsRoot(arguments) }
        }
    }

    @Test("the worker's help names every flag's variable and gives examples")
    func help() {
        let help = WorkerCommand.helpMessage(columns: 200)
        for key in [
            "redis", "queues", "exclude-queues", "concurrency", "name", "lease", "grace", "max-jobs", "log-level",
            "log-format", "health-port", "drafter", "draft-url", "draft-model", "draft-api-key-file", "draft-tokens",
            "draft-answer-tokens", "draft-timeout", "draft-concurrency",
        ] {
            #expect(help.contains("--\(key)"))
            #expect(help.contains("GALLEY_" + key.uppercased().replacing("-", with: "_")))
        }
        #expect(help.contains("Examples:"))
    }
}

/// For what parses a command line and runs nothing.
private struct NoServices: CommandServices {
    struct Absent: Error {}

    var version: String { "test" }

    func withInspector(_ flags: ConnectionFlags, _ body: @Sendable (any Inspector) async throws -> Void) async throws {
        throw Absent()
    }

    func withBroker(
        _ flags: ConnectionFlags, _ body: @Sendable (any Broker, any Inspector) async throws -> Void
    ) async throws {
        throw Absent()
    }

    func withRecords(
        _ flags: ConnectionFlags, _ body: @Sendable (any DocumentRecords) async throws -> Void
    ) async throws {
        throw Absent()
    }

    func extract(path: String) async throws -> ExtractedContent { throw Absent() }

    func examine(_ flags: ConnectionFlags) async -> [Examination] { [] }

    func develop(_ request: DevelopmentRequest) async throws { throw Absent() }
}
