import Commands
import Foundation
import Jobs
import JobsRedis
import Logging
import ObjectStore
import Redis
import Sandbox

/// Looks at everything that a Galley process on this host depends on.
struct Examiner {
    let flags: ConnectionFlags
    let logger: Logger

    /// The programs that stages run, and what is missing without them.
    private static let programs = [
        ("pdftotext", "PDF sources cannot be read"), ("qpdf", "PDF sources and outputs cannot be checked"),
        ("tesseract", "scanned pages cannot be read"), ("pandoc", "RTF sources cannot be read"),
        ("soffice", "no PDF can be made"),
    ]

    func examine() async -> [Examination] {
        let settings: ConnectionSettings
        do {
            settings = try ConnectionSettings(flags, SettingsReader())
        } catch {
            return [Examination(subject: "settings", verdict: .bad, finding: "\(error)")]
        }
        var found = await examineRedisAndStore(settings)
        found += Self.programs.map { program, loss in
            let path = Programs.path(of: program)
            return Examination(
                subject: program, verdict: path == nil ? .warning : .good, finding: path ?? "not installed: \(loss)")
        }
        found.append(await examineSandbox())
        return found
    }

    private func examineRedisAndStore(_ settings: ConnectionSettings) async -> [Examination] {
        do {
            return try await RedisClient.with(
                settings.redis, name: "galley-doctor", logger: logger, commandDeadline: .seconds(5)
            ) { client in
                let facts = try await RedisFacts.read(client)
                let claimed = try await client.send(["GET", .string(StoreClaim.key)], resend: true).string
                return [
                    examination(of: facts), await examineStore(settings.store, claimed: claimed),
                    await examineWorkers(client),
                ]
            }
        } catch {
            return [
                Examination(subject: "redis", verdict: .bad, finding: "\(settings.redis): \(error)"),
                await examineStore(settings.store, claimed: nil),
            ]
        }
    }

    private func examination(of facts: RedisFacts) -> Examination {
        if let objection = facts.objection {
            return Examination(subject: "redis", verdict: .bad, finding: objection)
        }
        let warning = facts.warning
        return Examination(
            subject: "redis", verdict: warning == nil ? .good : .warning,
            finding: warning ?? "version \(facts.version), append-only file, \(facts.maxMemoryPolicy)")
    }

    private func examineStore(_ location: StoreLocation, claimed: String?) async -> Examination {
        // Opening would make it: a directory that is not there is a finding, not a thing to mend in passing.
        guard location.exists else {
            return Examination(subject: "store", verdict: .bad, finding: "\(location) does not exist")
        }
        do {
            try await location.with(patience: .seconds(5)) { store in
                let marker = StoreMarker(store: store, place: "\(location)")
                if let claimed { try await marker.verify(claimed: claimed) } else { _ = try await marker.read() }
            }
            let state = claimed == nil ? "not claimed by an API yet" : "the one that Redis names"
            return Examination(subject: "store", verdict: .good, finding: "\(location), \(state)")
        } catch {
            return Examination(subject: "store", verdict: .bad, finding: "\(error)")
        }
    }

    private func examineWorkers(_ client: RedisClient) async -> Examination {
        let inspector = RedisInspector(broker: RedisBroker(client: client, logger: logger))
        do {
            let workers = try await inspector.workers().count
            return Examination(
                subject: "workers", verdict: workers == 0 ? .warning : .good,
                finding: workers == 0 ? "none is running: documents wait" : "\(workers) running")
        } catch {
            return Examination(subject: "workers", verdict: .bad, finding: "\(error)")
        }
    }

    private func examineSandbox() async -> Examination {
        do {
            let status = try await ToolRunner.detect().status
            let parts = [
                status.bubblewrap ? "bubblewrap" : nil, status.landlock ? "Landlock" : nil,
                status.seccomp ? "seccomp" : nil,
            ].compactMap(\.self).joined(separator: ", ")
            let notes = status.notes.isEmpty ? "" : " (" + status.notes.joined(separator: "; ") + ")"
            return Examination(
                subject: "sandbox", verdict: status.notes.isEmpty ? .good : .warning, finding: parts + notes)
        } catch {
            return Examination(subject: "sandbox", verdict: .bad, finding: "\(error)")
        }
    }
}
