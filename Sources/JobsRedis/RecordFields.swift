import FoundationEssentials
import Jobs
import Redis

/// The fields of a hash that holds a record, read with their meaning.
struct RecordFields {
    /// The newest shape this reader understands.
    static let schema = 1

    private let values: [String: RedisValue]

    /// - Throws: ``BrokerError/unreadable(_:)`` when a newer version wrote the record.
    init(_ values: [String: RedisValue]) throws {
        guard (values["v"]?.int ?? 1) <= Self.schema else {
            throw BrokerError.unreadable("a record was written by a newer version")
        }
        self.values = values
    }

    func text(_ field: String) -> String? {
        values[field]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    func int(_ field: String) -> Int? { values[field]?.int }

    func count(_ field: String) -> Int { int(field) ?? 0 }

    /// An instant, held as Unix milliseconds.
    func date(_ field: String) -> Date? {
        int(field).map { Date(timeIntervalSince1970: Double($0) / 1000) }
    }

    func bytes(_ field: String) -> [UInt8]? { values[field]?.bytes }

    /// A field without which the record makes no sense.
    func required<Value>(_ field: String, _ value: Value?) throws -> Value {
        guard let value else { throw BrokerError.unreadable("a record has no \(field)") }
        return value
    }
}

extension JobRecord {
    init(id: JobID, fields: RecordFields, failure: [UInt8]?, result: [UInt8]?, leaseUntil: Double?) throws {
        let state = try fields.required("st", fields.text("st").flatMap(JobState.init(rawValue:)))
        self.init(
            id: id, name: try fields.required("nm", fields.text("nm")), version: fields.count("ve"),
            queue: try fields.required("q", fields.text("q")), tenant: fields.text("tn") ?? "",
            priority: fields.text("pr").flatMap(Priority.init(rawValue:)) ?? .normal, state: state,
            attempt: fields.count("at"), crashes: fields.count("cr"), deliveries: fields.count("dn"),
            workflow: fields.text("wf").flatMap { WorkflowID($0) }, node: fields.text("nd"),
            group: fields.text("gn"), worker: fields.text("wk"),
            progress: fields.int("pt").map { Progress(done: fields.count("pd"), total: $0) },
            failure: try failure.map { try JSONCoding.decode(JobFailure.self, from: $0) }, result: result,
            enqueuedAt: fields.date("eq") ?? .distantPast, dueAt: fields.date("du"), startedAt: fields.date("sa"),
            finishedAt: fields.date("fa"),
            leaseUntil: leaseUntil.map { Date(timeIntervalSince1970: $0 / 1000) })
    }
}

extension WorkflowRecord {
    init(id: WorkflowID, fields: RecordFields) throws {
        let metadata = fields.bytes("md") ?? []
        self.init(
            id: id, name: try fields.required("nm", fields.text("nm")), tenant: fields.text("tn") ?? "",
            state: try fields.required("st", fields.text("st").flatMap(WorkflowState.init(rawValue:))),
            metadata: metadata.isEmpty ? [:] : try JSONCoding.decode([String: String].self, from: metadata),
            groups: (0..<fields.count("gn")).map { Group(fields, prefix: "g\($0)") },
            failure: try WorkflowFailure(fields), createdAt: fields.date("ca") ?? .distantPast,
            startedAt: fields.date("sa"), finishedAt: fields.date("fa"),
            deadlineAt: fields.date("dl") ?? .distantFuture,
            revision: fields.count("rv"))
    }
}

extension WorkflowRecord.Group {
    init(_ fields: RecordFields, prefix: String) {
        self.init(
            name: fields.text(prefix + "n") ?? "", queue: fields.text(prefix + "q") ?? "",
            total: fields.count(prefix + "t"), succeeded: fields.count(prefix + "s"),
            failed: fields.count(prefix + "f"),
            cancelled: fields.count(prefix + "c"), active: fields.count(prefix + "a"),
            attempts: fields.count(prefix + "r"), partial: Double(fields.count(prefix + "p")) / 1000,
            startedAt: fields.date(prefix + "b"), finishedAt: fields.date(prefix + "e"))
    }
}

extension WorkflowFailure {
    init?(_ fields: RecordFields) throws {
        guard let bytes = fields.bytes("fl") else { return nil }
        self.init(
            failure: try JSONCoding.decode(JobFailure.self, from: bytes),
            group: fields.int("fg").flatMap { fields.text("g\($0)n") }, node: fields.text("fn"),
            job: fields.text("fj").flatMap { JobID($0) })
    }
}
