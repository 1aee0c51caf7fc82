import ArgumentParser
import Documents
import Foundation

/// `galley key list`: an organization's keys, without their secrets.
struct KeyList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists an organization's keys.")

    @Option(name: [.customLong("org"), .customLong("organization")], help: "The organization.")
    var organization: String

    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @OptionGroup(title: "Output") var output: OutputFlags

    func run() async throws {
        try await CommandFailure.reporting {
            try await CommandContext.required.withRecords(connection) { records in
                let keys = try await records.keys(organization: organization)
                try output.show(Answer(content: keys.map(Line.init), now: Date()))
            }
        }
    }

    /// A key as it may be shown: without even the hash of its secret.
    private struct Line: Encodable {
        let id: String
        let role: APIKey.Role
        let name: String
        let createdAt: Date

        init(_ key: APIKey) {
            id = key.id
            role = key.role
            name = key.name
            createdAt = key.createdAt
        }
    }

    private struct Answer: Presentable {
        let content: [Line]
        let now: Date

        var tables: [Table] {
            let rows = content.map { [$0.id, $0.role.rawValue, Cell.age($0.createdAt, now: now), $0.name] }
            return [Table(heading: ["KEY", "ROLE", "MADE", "NAME"], rows: rows, empty: "no keys")]
        }
    }
}
