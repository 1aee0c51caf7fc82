import Documents
import Jobs
import ObjectStore

/// What the API needs of the world; `Assembly` and tests fill it.
public struct APIServices: Sendable {
    /// A consumer only to read the results of a workflow that has just ended; the API never reserves a job.
    public typealias DocumentBroker = Producer & RecordReader & Consumer

    public var broker: any DocumentBroker
    public var records: any DocumentRecords
    public var store: any ObjectStore
    public var planner: any DocumentPlanning
    public var sniffer: any UploadSniffing
    public var checks: [HealthCheck]

    public init(
        broker: any DocumentBroker, records: any DocumentRecords, store: any ObjectStore,
        planner: any DocumentPlanning, sniffer: any UploadSniffing, checks: [HealthCheck] = []
    ) {
        self.broker = broker
        self.records = records
        self.store = store
        self.planner = planner
        self.sniffer = sniffer
        self.checks = checks
    }
}
