import ArgumentParser
import Documents

/// `galley key delete`: takes a key out of use at once.
struct KeyDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Deletes a key; requests that bear it are refused from then on.")

    @Argument(help: "The key's id, as `galley key list` shows it.")
    var id: String

    @Option(name: [.customLong("org"), .customLong("organization")], help: "The organization.")
    var organization: String

    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func run() async throws {
        try await CommandFailure.reporting {
            try await CommandContext.required.withRecords(connection) { records in
                guard try await records.deleteKey(id: id, organization: organization) else {
                    throw CommandFailure.missing("key \(id) of \(organization)")
                }
            }
        }
    }
}
