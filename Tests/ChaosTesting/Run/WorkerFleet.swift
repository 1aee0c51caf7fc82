import Foundation
import Jobs
import RedisTesting

/// The worker processes of a run: so many places, each with a worker that is replaced when it has died.
actor WorkerFleet {
    private struct Member {
        var process: ChildProcess
        var log: String
        var isStopped = false
    }

    private let program: String
    private let orders: ChaosOrders
    private let directory: String
    private var members: [Int: Member] = [:]
    private var generations: [Int: Int] = [:]
    private var isClosing = false
    private(set) var logs: [String] = []
    /// Those that a SIGKILL ended, our own or their fate's.
    private(set) var killedWorkers: Set<String> = []
    private(set) var unexpectedExits: [String] = []

    init(program: String, orders: ChaosOrders, directory: String) {
        self.program = program
        self.orders = orders
        self.directory = directory
    }

    func start(places: Int) throws {
        for place in 0..<places { try fill(place) }
    }

    private func fill(_ place: Int) throws {
        generations[place, default: 0] += 1
        var orders = orders
        orders.id = "worker-\(place).\(generations[place, default: 0])"
        orders.log = "\(directory)/\(orders.id).history"
        let process = try ChildProcess(
            program, [try orders.argument], output: "\(directory)/\(orders.id).log")
        logs.append(orders.log)
        members[place] = Member(process: process, log: orders.log)
        Task { await replace(place, after: process, worker: orders.id) }
    }

    private func replace(_ place: Int, after process: ChildProcess, worker: String) async {
        let status = await process.wait()
        if status == SIGKILL {
            killedWorkers.insert(worker)
        } else if status != 0 || !isClosing {
            unexpectedExits.append("\(worker) ended with \(status)")
        }
        guard !isClosing else { return }
        do {
            try fill(place)
        } catch {
            unexpectedExits.append("\(worker) could not be replaced: \(error)")
        }
    }

    // MARK: faults

    func kill(_ place: Int) { members[place]?.process.signal(SIGKILL) }

    func stop(_ place: Int) {
        members[place]?.isStopped = true
        members[place]?.process.signal(SIGSTOP)
    }

    func carryOn(_ place: Int) {
        members[place]?.isStopped = false
        members[place]?.process.signal(SIGCONT)
    }

    /// The places of workers that have stopped themselves, with what they hold at that point.
    func parked() throws -> [(place: Int, held: HistoryEvent.Held)] {
        try members.compactMap { place, member in
            guard !member.isStopped, Self.isStopped(member.process.processID) else { return nil }
            let last = try FileHistoryLog.events(of: member.log).last {
                if case .parked = $0.what { true } else { false }
            }
            guard case .parked(let held) = last?.what else { return nil }
            return (place, held)
        }
    }

    /// As the kernel says it, after the name in parentheses.
    private static func isStopped(_ process: Int32) -> Bool {
        let text = String(
            decoding: FileManager.default.contents(atPath: "/proc/\(process)/stat") ?? Data(), as: UTF8.self)
        return text.split(separator: ")").last?.split(separator: " ").first == "T"
    }

    // MARK: the end

    /// Asks every worker to stop as a deploy does, and waits until all have.
    func close() async {
        isClosing = true
        for member in members.values {
            member.process.signal(SIGCONT)
            member.process.signal(SIGTERM)
        }
        for member in members.values { _ = await member.process.wait() }
    }

    /// For a run that failed.
    func killAll() async {
        isClosing = true
        for member in members.values { member.process.signal(SIGKILL) }
        for member in members.values { _ = await member.process.wait() }
    }
}
