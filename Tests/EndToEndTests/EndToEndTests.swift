import Documents
import Foundation
import Jobs
import JobsWorker
import NIOCore
import RedisTesting
import Testing

@Suite(
    "A document goes from its sources to a file, whatever happens to the processes", .serialized,
    .timeLimit(.minutes(2)))
struct EndToEndTests {
    static let source = Array(
        """
        1 Introduction

        This trial compares a new tablet with placebo in adults with seasonal rhinitis.

        2 Study Population

        One hundred and twenty participants were enrolled at four sites.
        """.utf8)

    private static let kills = Stage.allCases.flatMap { stage in
        [ParkingPoint.beforePerform, .performed].map { (stage, $0) }
    }

    @Test("a text becomes a Word document through two workers and five stages")
    func text() async throws {
        try await Installation.run { installation in
            let service = installation.service
            let workers = [
                try await installation.startWorker(["GALLEY_NAME": "one"]),
                try await installation.startWorker(["GALLEY_NAME": "two"]),
            ]
            let path = try await service.upload("notes.txt", Self.source)
            let document = try await service.generate("generic", [path])
            let ending = try await service.ending(of: document)
            #expect(ending.status == "Complete", "\(ending)")
            #expect(ending.progress == 1)
            let file = try await service.content(of: document, format: "docx")
            #expect(file.status == 200)
            #expect(Array(file.body.readableBytesView.prefix(4)) == Array("PK\u{3}\u{4}".utf8))
            let names = try await installation.inspect { try await $0.workers().map(\.name).sorted() }
            #expect(names == ["one", "two"])
            #expect(workers.count == 2)
        }
    }

    @Test("kill -9 of the worker in any stage costs nothing but the lease", arguments: kills)
    func killed(_ stage: Stage, _ point: ParkingPoint) async throws {
        try await Installation.run { installation in
            let service = installation.service
            // The others do everything but this stage, until its worker is dead.
            _ = try await installation.startWorker(["GALLEY_EXCLUDE_QUEUES": stage.rawValue])
            let doomed = try await installation.startParkingWorker(
                "document.\(stage.rawValue):\(point.rawValue)", ["GALLEY_QUEUES": stage.rawValue])
            let path = try await service.upload("notes.txt", Self.source)
            let document = try await service.generate("generic", [path])
            #expect(try await doomed.line().hasPrefix("parked"))
            doomed.signal(SIGKILL)
            #expect(await doomed.status() == -SIGKILL)
            _ = try await installation.startWorker(["GALLEY_QUEUES": stage.rawValue])
            let ending = try await service.ending(of: document, within: .seconds(25))
            #expect(ending.status == "Complete", "\(ending)")
            let id = try #require(WorkflowID(document))
            let jobs = try await installation.inspect { try await $0.jobs(ofWorkflow: id) }
            #expect(jobs.allSatisfy { $0.state == .succeeded })
            #expect(jobs.map(\.crashes).reduce(0, +) == 1)
            #expect(jobs.allSatisfy { $0.attempt == 1 })
        }
    }

    @Test("with the settings as they come, a document completes within 25 s of the kill of its worker")
    func killedByDefault() async throws {
        try await Installation.run { installation in
            let service = installation.service
            let settings = ["GALLEY_LEASE": "15s", "GALLEY_QUEUES": "rules"]
            _ = try await installation.startWorker(["GALLEY_LEASE": "15s", "GALLEY_EXCLUDE_QUEUES": "rules"])
            let doomed = try await installation.startParkingWorker("document.rules:performed", settings)
            let document = try await service.generate("generic", [try await service.upload("notes.txt", Self.source)])
            #expect(try await doomed.line().hasPrefix("parked"))
            _ = try await installation.startWorker(settings)
            doomed.signal(SIGKILL)
            let ending = try await service.ending(of: document, within: .seconds(25))
            #expect(ending.status == "Complete", "\(ending)")
        }
    }

    @Test("SIGTERM of one of two workers loses and fails nothing")
    func stopped() async throws {
        try await Installation.run { installation in
            let service = installation.service
            let leaving = try await installation.startWorker(["GALLEY_CONCURRENCY": "2"])
            _ = try await installation.startWorker(["GALLEY_CONCURRENCY": "2"])
            let path = try await service.upload("notes.txt", Self.source)
            var documents: [String] = []
            for _ in 0..<12 { documents.append(try await service.generate("generic", [path])) }
            #expect(try await service.ending(of: documents[0]).status == "Complete")
            leaving.signal(SIGTERM)
            #expect(await leaving.status() == 0)
            for document in documents {
                #expect(try await service.ending(of: document).status == "Complete")
            }
            let stats = try await installation.inspect { try await $0.stats() }
            #expect(stats.failed == 0 && stats.retried == 0 && stats.reclaimed == 0 && stats.dead == 0)
        }
    }

    @Test("Redis restarted in the middle, with its append-only file, loses nothing")
    func redisRestarted() async throws {
        try await Installation.run(appendFsync: "always") { installation in
            let service = installation.service
            _ = try await installation.startWorker(["GALLEY_EXCLUDE_QUEUES": "rules"])
            let path = try await service.upload("notes.txt", Self.source)
            let document = try await service.generate("generic", [path])
            let doomed = try await installation.startParkingWorker(
                "document.rules:performed", ["GALLEY_QUEUES": "rules"])
            #expect(try await doomed.line().hasPrefix("parked"))
            await installation.redis.kill()
            doomed.signal(SIGKILL)
            try await installation.redis.restart()
            _ = try await installation.startWorker(["GALLEY_QUEUES": "rules"])
            let ending = try await service.ending(of: document, within: .seconds(60))
            #expect(ending.status == "Complete", "\(ending)")
        }
    }

    @Test("a report takes the looks of the house's Word template, and a file that is none ends it by name")
    func houseLooks() async throws {
        try await Installation.run { installation in
            let service = installation.service
            _ = try await installation.startWorker()
            let house = installation.directory.appending(path: "house.docx")
            try await SampleStudy.makeHouse(house)
            let bytes = [UInt8](try Data(contentsOf: house))
            let looks = try await service.upload("house.docx", bytes)
            let path = try await service.upload("notes.txt", Self.source)
            let document = try await service.generate("generic", [path], more: ["reference_document": looks])
            let ending = try await service.ending(of: document)
            #expect(ending.status == "Complete", "\(ending)")
            let file = installation.directory.appending(path: "report.docx")
            let docx = try await service.content(of: document, format: "docx")
            try Data(docx.body.readableBytesView).write(to: file)
            let styles = try await SampleStudy.part("word/styles.xml", of: file)
            #expect(styles.contains("House Grid") && styles.contains("Liberation Sans"))
            #expect(try await SampleStudy.part("word/document.xml", of: file).contains("w:w=\"11906\" w:h=\"16838\""))
            let manifest = try await service.content(of: document, format: "manifest")
            #expect(String(buffer: manifest.body).contains("\"reference_document\""))

            // Its archive is cut short: its first bytes are those of a Word document all the same.
            let broken = try await service.upload("broken.docx", Array(bytes.prefix(bytes.count / 2)))
            let failed = try await service.generate("generic", [path], more: ["reference_document": broken])
            let failure = try await service.ending(of: failed)
            #expect(
                failure.status == "Failed" && failure.error?.hasPrefix("broken.docx is damaged") == true, "\(failure)")
        }
    }

    @Test("without safety content a study report fails by that name, and its draft can be fetched")
    func incomplete() async throws {
        try await Installation.run { installation in
            let service = installation.service
            _ = try await installation.startWorker()
            let study = installation.directory.appending(path: "study")
            try await SampleStudy.make(in: study)
            let files = try FileManager.default.contentsOfDirectory(at: study, includingPropertiesForKeys: nil)
            var paths: [String] = []
            for file in files where file.lastPathComponent != "safety.xlsx" && file.pathExtension != "txt" {
                paths.append(try await service.upload(file.lastPathComponent, [UInt8](try Data(contentsOf: file))))
            }
            let document = try await service.generate("CSR", paths)
            let ending = try await service.ending(of: document)
            #expect(ending.status == "Failed")
            #expect(ending.error == "Missing required section: Safety Analysis")
            #expect(try await service.content(of: document, format: "docx").status == 200)
            #expect(try await service.content(of: document, format: "manifest").status == 200)
        }
    }

    @Test("a study's protocol becomes a protocol on the outline of ICH M11")
    func protocolDocument() async throws {
        try await Installation.run { installation in
            let service = installation.service
            _ = try await installation.startWorker()
            let study = installation.directory.appending(path: "study")
            try await SampleStudy.make(in: study)
            let source = study.appending(path: "protocol.pdf")
            let path = try await service.upload("protocol.pdf", [UInt8](try Data(contentsOf: source)))
            let document = try await service.generate("Protocol", [path], formats: ["docx", "md"])
            let ending = try await service.ending(of: document)
            #expect(ending.status == "Complete", "\(ending)")
            let text = String(buffer: try await service.content(of: document, format: "md").body)
            var rest = text[...]
            for words in [
                "4.1 Description of Trial Design", "parallel-group study in three groups", "5.2 Inclusion Criteria",
                "men or women of 40 years", "5.3 Exclusion Criteria", "Inflammatory joint disease",
                "6.10 Concomitant Therapy", "Paracetamol up to 3 g daily", "10.11 Sample Size Determination",
                "a power of 90 %",
            ] {
                let place = try #require(rest.firstRange(of: words), "\(words) is not there, or not in its place")
                rest = rest[place.upperBound...]
            }
        }
    }
}
