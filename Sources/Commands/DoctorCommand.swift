import ArgumentParser

/// `galley doctor`: is everything here that a Galley process needs?
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks Redis, the object store, the outside programs and the sandbox of this host.",
        discussion: "Exit code 1 when something is bad; a warning is none.")

    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @OptionGroup(title: "Output") var output: OutputFlags

    func run() async throws {
        let examinations = await CommandContext.required.examine(connection)
        try output.show(Answer(content: examinations))
        if examinations.contains(where: { $0.verdict == .bad }) { throw ExitCode.failure }
    }

    private struct Answer: Presentable {
        let content: [Examination]

        var tables: [Table] {
            [
                Table(
                    heading: ["", "SUBJECT", "FINDING"],
                    rows: content.map { [mark($0.verdict), $0.subject, $0.finding] })
            ]
        }

        private func mark(_ verdict: Examination.Verdict) -> String {
            switch verdict {
            case .good: "ok"
            case .warning: "warn"
            case .bad: "BAD"
            }
        }
    }
}
