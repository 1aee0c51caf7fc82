import ArgumentParser
import Jobs
import JobsWorker
import Logging
import Outbound
import Redis
import Testing

@testable import Assembly

@Suite("A setting is its flag, else its environment variable, else its default")
struct SettingsTests {
    private func reader(_ environment: [String: String]) -> SettingsReader { SettingsReader(environment: environment) }

    @Test("the flag wins over the variable, the variable over the default")
    func order() throws {
        let both = reader(["GALLEY_LOG_LEVEL": "debug"])
        #expect(try both.value("log-level", flag: "error", default: .info) == Logger.Level.error)
        #expect(try both.value("log-level", flag: nil, default: .info) == Logger.Level.debug)
        #expect(try reader([:]).value("log-level", flag: nil, default: .info) == Logger.Level.info)
        #expect(try reader(["GALLEY_LOG_LEVEL": ""]).value("log-level", flag: nil, default: .info) == Logger.Level.info)
    }

    @Test("a bad value is refused by the name under which it was given")
    func badValues() throws {
        #expect(throws: SettingError(key: "GALLEY_LEASE", reason: "expected a span such as 15s, 250ms or 2m")) {
            try reader(["GALLEY_LEASE": "soon"]).value("lease", flag: nil, default: Duration.seconds(1))
        }
        #expect(throws: SettingError(key: "--max-jobs", reason: "expected 1 to 10")) {
            try reader([:]).bounded("max-jobs", flag: "11", in: 1...10, default: 1)
        }
        #expect(throws: SettingError.self) { try WorkerFlags.settings(["--queues", "extract=none"]) }
        #expect(throws: SettingError.self) { try WorkerFlags.settings([], ["GALLEY_HEALTH_PORT": "65536"]) }
        #expect(throws: SettingError.self) { try WorkerFlags.settings([], ["GALLEY_STORE": "ftp://bucket"]) }
    }

    @Test("a URL that cannot be read is not repeated, since it may hold a password")
    func secrets() throws {
        let reader = reader(["GALLEY_REDIS": "redis://user:hunter2@ho st"])
        let error = try #require(throws: SettingError.self) { try ConnectionSettings(try .parse([]), reader) }
        #expect(error.key == "GALLEY_REDIS")
        #expect(!"\(error)".contains("hunter2"))
    }

    @Test(
        "spans have units; a bare number is seconds",
        arguments: [
            ("250ms", Duration.milliseconds(250)), ("15s", .seconds(15)), ("2m", .seconds(120)), ("1h", .seconds(3600)),
            ("0.5", .milliseconds(500)), ("0", .zero),
        ])
    func spans(_ text: String, _ span: Duration) throws {
        #expect(try Duration(setting: text) == span)
    }

    @Test("what is no span is refused", arguments: ["", "s", "-1s", "1d", "1e99s", "nan", "infh"])
    func noSpans(_ text: String) {
        #expect(throws: Expected.self) { try Duration(setting: text) }
    }

    @Test(
        "bytes have units of 1,024; a bare number is bytes",
        arguments: [
            ("512M", 512 << 20), ("512MiB", 512 << 20), ("1.5G", 3 << 29), ("1g", 1 << 30), ("268435456", 1 << 28),
            ("64kb", 64 << 10), ("0", 0),
        ])
    func bytes(_ text: String, _ bytes: Int) throws {
        #expect(try ByteCount(setting: text).bytes == bytes)
    }

    @Test("what is no number of bytes is refused", arguments: ["", "M", "-1M", "1X", "nan", "1e300G", "1 M2"])
    func noBytes(_ text: String) {
        #expect(throws: Expected.self) { try ByteCount(setting: text) }
    }

    @Test("processes and the reasons to replace them are read, under both of their names")
    func supervision() throws {
        let settings = try WorkerFlags.settings(
            ["--processes", "3", "--max-jobs-per-child", "7"], ["GALLEY_MAX_MEMORY": "256M"])
        #expect(settings.processes == 3 && settings.worker.maxJobs == 7 && settings.maxMemory == 256 << 20)
        #expect(try WorkerFlags.settings([]).processes == nil)
        #expect(throws: SettingError.self) { try WorkerFlags.settings(["--processes", "0"]) }
        #expect(throws: SettingError.self) { try WorkerFlags.settings(["--max-memory", "512M"]) }
        #expect(throws: SettingError(key: "--max-memory", reason: "expected 16M to 1024T")) {
            try WorkerFlags.settings(["--max-memory", "1M"])
        }
    }

    @Test(
        "there are as many shards as were set, else one, and in a Cluster sixteen",
        arguments: [
            ("redis://host", "", 1), ("redis+sentinel://host/name", "", 1), ("redis+cluster://host", "", 16),
            ("redis+cluster://host", "3", 3), ("redis://host", "1024", 1024),
        ])
    func shards(_ url: String, _ variable: String, _ count: Int) throws {
        let reader = reader(["GALLEY_REDIS": url, "GALLEY_SHARDS": variable])
        #expect(try ConnectionSettings(try .parse([]), reader).shards == count)
    }

    @Test(
        "a store is a directory or a bucket",
        arguments: [
            ("file:///srv/a%20b", StoreLocation.directory("/srv/a b")), ("/srv/a b", .directory("/srv/a b")),
            (
                "s3://reports/one?region=eu-west-1",
                .bucket(S3Options(bucket: "reports", prefix: "one", region: "eu-west-1"))
            ),
        ])
    func stores(_ text: String, _ location: StoreLocation) throws {
        #expect(try ConnectionSettings(try .parse([]), reader(["GALLEY_STORE": text])).store == location)
    }

    @Test(
        "what is no store is refused without being repeated",
        arguments: [
            "store", "file://host/srv", "http://bucket", "s3://key:hunter2@bucket", "s3://bucket?secret=hunter2",
        ])
    func noStores(_ text: String) throws {
        let error = try #require(throws: SettingError.self) {
            try ConnectionSettings(try .parse([]), reader(["GALLEY_STORE": text]))
        }
        #expect(error.key == "GALLEY_STORE" && !"\(error)".contains("hunter2"))
    }

    @Test("the largest file is the API's own setting")
    func fileLimit() throws {
        let settings = try APISettings(try .parse([]), try .parse([]), reader(["GALLEY_FILE_LIMIT": "1G"]))
        #expect(settings.fileLimit == 1 << 30)
        #expect(try APISettings(try .parse([]), try .parse([]), reader([:])).fileLimit == 100 << 20)
        #expect(throws: SettingError(key: "--file-limit", reason: "expected 1M to 1G")) {
            try APISettings(try .parse(["--file-limit", "2G"]), try .parse([]), reader([:]))
        }
    }

    @Test("durability is the primary's unless a replica's is asked for")
    func durability() throws {
        #expect(try WorkerFlags.settings([]).durability == .primary)
        #expect(try WorkerFlags.settings(["--durability", "replica"]).durability == .replica)
        let flags = try APIFlags.parse([])
        let api = try APISettings(flags, try .parse([]), reader(["GALLEY_DURABILITY": "replica"]))
        #expect(api.durability == .replica)
        #expect(throws: SettingError(key: "--durability", reason: "expected one of primary, replica")) {
            try WorkerFlags.settings(["--durability", "both"])
        }
    }

    @Test("a worker's flags and variables are understood")
    func worker() throws {
        let settings = try WorkerFlags.settings(
            ["--queues", "extract=4,generate", "--concurrency", "6", "--grace", "1m", "--max-jobs", "10"],
            [
                "GALLEY_REDIS": "rediss://broker.example:6380/2", "GALLEY_STORE": "file:///srv/objects",
                "GALLEY_EXCLUDE_QUEUES": "webhooks", "GALLEY_NAME": "reader", "GALLEY_HEALTH_PORT": "8081",
                "GALLEY_LEASE": "5s", "GALLEY_ALLOW_PRIVATE_WEBHOOKS": "yes",
            ])
        #expect("\(settings.connection.redis)" == "rediss://broker.example:6380/2")
        #expect(settings.connection.store == .directory("/srv/objects"))
        #expect(settings.worker.concurrency == 6)
        #expect(settings.worker.queues.entries?.map(\.queue) == ["extract", "generate"])
        #expect(settings.worker.queues.entries?.map(\.limit) == [4, nil])
        #expect(settings.worker.queues.excluded == ["webhooks"])
        #expect(settings.worker.name == "reader")
        #expect(settings.worker.lease == .seconds(5))
        #expect(settings.worker.grace == .seconds(60))
        #expect(settings.worker.maxJobs == 10)
        #expect(settings.healthPort == 8081)
        #expect(settings.webhooks.allowsPrivateAddresses)
    }
}

extension WorkerFlags {
    /// What a worker makes of a command line and an environment.
    static func settings(_ arguments: [String], _ environment: [String: String] = [:]) throws -> WorkerSettings {
        try WorkerSettings(try parse(arguments), try .parse([]), SettingsReader(environment: environment))
    }
}
