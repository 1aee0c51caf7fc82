import ArgumentParser
import Documents
import Foundation

/// `galley key create`: makes a key and shows its secret, this once.
struct KeyCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Makes a key. Its secret is shown once and stored nowhere.")

    @Option(name: [.customLong("org"), .customLong("organization")], help: "The organization for which it acts.")
    var organization: String

    @Option(help: "reader, writer or admin; each may do what the one before it may.")
    var role: APIKey.Role = .writer

    @Option(help: "What it is for, in the list of keys.")
    var name = ""

    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @OptionGroup(title: "Output") var output: OutputFlags

    func validate() throws {
        guard APIKey.isOrganization(organization) else {
            throw ValidationError("--org takes letters, digits, - and _, at most 64, and begins with a letter or digit")
        }
    }

    func run() async throws {
        let secret = APIKey.makeSecret()
        let key = APIKey(secret: secret, organization: organization, role: role, name: name)
        try await CommandFailure.reporting {
            try await CommandContext.required.withRecords(connection) { try await $0.create(key) }
        }
        try output.show(Answer(content: .init(id: key.id, organization: key.organization, role: role, secret: secret)))
    }

    private struct Answer: Presentable {
        struct Content: Encodable {
            let id: String
            let organization: String
            let role: APIKey.Role
            let secret: String
        }

        let content: Content

        var tables: [Table] {
            let rows = [
                ["id", content.id], ["organization", content.organization], ["role", content.role.rawValue],
                ["secret", content.secret],
            ]
            return [Table(heading: [], rows: rows)]
        }
    }
}

extension APIKey.Role: ExpressibleByArgument {}
