import ArgumentParser

/// `galley key`: the keys by which programs act for an organization.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Makes, lists and deletes API keys.",
        subcommands: [KeyCreate.self, KeyList.self, KeyDelete.self])
}
