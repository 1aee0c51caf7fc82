import ArgumentParser

/// The operator's program.
public struct GalleyCommand: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "galley",
            abstract: "Looks at, and after, a Galley installation.",
            discussion: """
                Examples:
                  galley dev                          everything on this machine, for a try
                  galley inspect queues --watch       what waits, what runs, who serves it
                  galley inspect document ID          where a document stands
                  galley queue pause extract          takes jobs, gives none
                  galley job requeue ID               brings a dead job back
                  galley key create --org acme        a key for a client
                  galley template check house.yaml    what is wrong with a template, and where
                  galley doctor                       is everything here that a worker needs?
                """,
            version: CommandContext.required.version,
            subcommands: [
                DevCommand.self, InspectCommand.self, QueueCommand.self, JobCommand.self, KeyCommand.self,
                ExtractCommand.self, TemplateCommand.self, DoctorCommand.self,
            ])
    }

    public init() {}
}
