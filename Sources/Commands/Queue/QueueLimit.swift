import ArgumentParser
import Jobs

/// `galley queue limit`: sets how much of a queue may be done at once.
struct QueueLimit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limit",
        abstract: "Sets a queue's limits, over all workers. What is not given stays as it is; \"none\" takes it away.",
        discussion: "With several shards a limit holds in each of them.")

    @Argument(help: "The queue's name.")
    var queue: String

    @Option(help: ArgumentHelp("At most so many jobs run at a time.", valueName: "jobs|none"))
    var concurrency: Setting<Int>?

    @Option(help: ArgumentHelp("At most so many jobs of one tenant run at a time.", valueName: "jobs|none"))
    var perTenant: Setting<Int>?

    @Option(
        help: ArgumentHelp(
            "At most so many jobs are begun in a time, such as 10/1s, 100/1m or 500/1h.", valueName: "jobs/time|none"))
    var rate: Setting<RateLimit>?

    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    /// A new value, or none.
    enum Setting<Value: Sendable & Equatable>: Sendable, Equatable {
        case none
        case to(Value)

        var value: Value? {
            switch self {
            case .none: nil
            case .to(let value): value
            }
        }
    }

    func validate() throws {
        guard concurrency != nil || perTenant != nil || rate != nil else {
            throw ValidationError("give --concurrency, --per-tenant or --rate")
        }
    }

    func run() async throws {
        let command = self
        try await CommandFailure.reporting {
            try await CommandContext.required.withBroker(connection) { broker, inspector in
                var limits = try await inspector.queues().first { $0.name == command.queue }?.limits ?? .none
                if let setting = command.concurrency { limits.concurrency = setting.value }
                if let setting = command.perTenant { limits.concurrencyPerTenant = setting.value }
                if let setting = command.rate { limits.rate = setting.value }
                try await broker.limit(queue: command.queue, to: limits)
                print("\(command.queue): \(limits.words)")
            }
        }
    }
}

extension QueueLimit.Setting: ExpressibleByArgument where Value: QueueLimitValue {
    init?(argument: String) {
        if argument == "none" {
            self = .none
        } else if let value = Value(limit: argument) {
            self = .to(value)
        } else {
            return nil
        }
    }
}

/// What a limit can be read as.
protocol QueueLimitValue: Sendable {
    init?(limit text: String)
}

extension Int: QueueLimitValue {
    init?(limit text: String) {
        guard let number = Int(text), number >= 1 else { return nil }
        self = number
    }
}

extension RateLimit: QueueLimitValue {
    init?(limit text: String) {
        let sides = text.split(separator: "/", omittingEmptySubsequences: false)
        guard sides.count == 2, let jobs = Int(sides[0]), jobs >= 1, let unit = sides[1].last else { return nil }
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
        let number = sides[1].dropLast()
        guard let seconds = units[unit], let count = number.isEmpty ? 1 : Double(number), count > 0, count < 1e6 else {
            return nil
        }
        self.init(jobs, per: .seconds(count * seconds))
    }
}

extension QueueLimits {
    /// In words of one line.
    var words: String {
        let parts = [
            concurrency.map { "\($0) at a time" }, concurrencyPerTenant.map { "\($0) of each tenant" },
            rate.map { "\($0.jobs) per \(Cell.span(milliseconds: $0.periodMs))" },
        ].compactMap(\.self)
        return parts.isEmpty ? "no limit" : parts.joined(separator: ", ")
    }
}
