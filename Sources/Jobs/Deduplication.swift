/// Keeps a second job from being taken while a first one stands for the same key of its tenant.
///
/// The enqueue of the second one succeeds and answers with the id of the first. Jobs of different names and queues
/// share the keys of their tenant, so a key says what it is about, such as `resize:a.png`.
public struct Deduplication: Sendable, Equatable {
    /// 1 to 200 bytes.
    public var key: String
    /// For how long the key stands for the job, whatever becomes of it; nil is until the job has ended.
    public var period: Duration?

    public init(key: String, period: Duration? = nil) {
        self.key = key
        self.period = period
    }

    /// Until the first job has succeeded, failed for good or been cancelled.
    public static func untilEnd(_ key: String) -> Deduplication { Deduplication(key: key) }

    /// For a time counted from the first enqueue.
    public static func within(_ period: Duration, _ key: String) -> Deduplication {
        Deduplication(key: key, period: period)
    }
}
