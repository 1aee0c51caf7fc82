import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import ObjectStore
import Outbound
import S3Testing
import Testing

@Suite(
    "API and workers on different hosts share their objects by S3", .serialized, .timeLimit(.minutes(3)),
    .enabled(if: S3TestServer.isExpected, "no S3 server"))
struct S3Tests {
    /// Settings that name an empty store, and the store itself.
    private func settings(endpoint: String? = nil) async throws -> (settings: [String: String], options: S3Options) {
        let server = try await S3TestServer.shared()
        let address = "s3://\(S3TestServer.bucket)/\(UUID().uuidString)?endpoint=\(endpoint ?? server.endpoint)"
        return (server.environment.merging(["GALLEY_STORE": address]) { $1 }, try S3Options(url: address))
    }

    @Test("a document is made from sources in a bucket, into the bucket")
    func document() async throws {
        let (settings, options) = try await settings()
        try await Installation.run(settings: settings) { installation in
            _ = try await installation.startWorker()
            let path = try await installation.service.upload("notes.txt", EndToEndTests.source)
            // By the bucket's own address too, as a client knows it that put the file there itself.
            let document = try await installation.service.generate(
                "generic", ["s3://\(options.bucket)/\(options.prefix)/\(path)"])
            let ending = try await installation.service.ending(of: document)
            #expect(ending.status == "Complete", "\(ending)")
            let file = try await installation.service.content(of: document, format: "docx")
            #expect(Array(file.body.readableBytesView.prefix(4)) == Array("PK\u{3}\u{4}".utf8))
            // Nothing is bad, and the store is the one that Redis names.
            let doctor = try await installation.launch("galley", ["doctor"])
            #expect(await doctor.status() == 0)
            let directory = installation.directory.appending(path: "store").path
            #expect(!FileManager.default.fileExists(atPath: directory))
        }
    }

    @Test("a worker that sees another store does not start, and says what it sees")
    func otherStore() async throws {
        let (settings, _) = try await settings()
        let other = try await self.settings()
        try await Installation.run(settings: settings) { installation in
            for wrong in [other.settings, ["GALLEY_STORE": installation.directory.appending(path: "else").path]] {
                let worker = try await installation.launch("galley-worker", [], wrong)
                #expect(await worker.status() == 1)
                #expect(worker.logText.contains("does not see the object store that the others use"))
                #expect(worker.logText.contains("has no marker"))
                let secret = try #require(settings["AWS_SECRET_ACCESS_KEY"])
                #expect(!worker.logText.contains(secret))
            }
        }
    }

    @Test("kill -9 of the API in the middle of an upload leaves nothing visible, and the next API removes the rest")
    func killed() async throws {
        try await FaultyProxy.with(before: try await S3TestServer.shared().endpoint) { proxy in
            let (settings, options) = try await settings(endpoint: proxy.endpoint)
            try await Installation.run(settings: settings) { installation in
                let (body, sender) = AsyncStream.makeStream(of: ByteBuffer.self)
                sender.yield(ByteBuffer(repeating: UInt8(ascii: "a"), count: 12 << 20))
                let upload = Task { try await put(body, to: installation.service) }
                try await wait { proxy.count("partNumber=1") == 1 }
                installation.api.signal(SIGKILL)
                #expect(await installation.api.status() == -SIGKILL)
                sender.finish()
                await #expect(throws: (any Error).self) { try await upload.value }

                try await S3Store.with(options, environment: settings) { store in
                    let visible = try await store.list(prefix: "", after: nil, limit: 10).map(\.key.description)
                    #expect(visible == ["system/marker"])
                    let removed = proxy.count("DELETE /\(options.bucket)/\(options.prefix)/.staging")
                    let next = try await installation.launch("galley-api", ["--port", "0"])
                    _ = try await next.line()
                    try await wait { proxy.count("DELETE /\(options.bucket)/\(options.prefix)/.staging") > removed }
                    try await wait { next.logText.contains("removed 1 unfinished uploads") }
                    #expect(try await store.prune(olderThan: .zero) == 0)
                }
            }
        }
    }

    @Test("a file of many parts goes up and down, and the API grows by little more than one of them")
    func memory() async throws {
        let (settings, _) = try await settings()
        try await Installation.run(settings: settings) { installation in
            let service = installation.service
            _ = try await service.upload("small.txt", EndToEndTests.source)
            let before = try installation.api.memory("VmRSS")
            var file = ByteBuffer()
            for number in 0..<(96 << 10) {
                file.writeString("\(number)".padding(toLength: 1024, withPad: ".", startingAt: 0))
            }
            let sent = try await service.call(.PUT, "/api/v1/files/study/large.txt", body: file, type: "text/plain")
            #expect(sent.status == 200, "\(String(buffer: sent.body))")
            let received = try await service.call(.GET, "/api/v1/files/study/large.txt")
            #expect(received.status == 200)
            #expect(received.body == file)
            let growth = try installation.api.memory("VmHWM") - before
            #expect(growth < 32 << 20, "the API grew by \(growth >> 10) KiB")
            print("a file of 96 MiB let the API grow by \(growth >> 10) KiB")
        }
    }

    private func put(_ body: AsyncStream<ByteBuffer>, to service: Service) async throws {
        var request = HTTPClientRequest(url: service.url + "/api/v1/files/study/large.txt")
        request.method = .PUT
        request.headers = ["authorization": "Bearer \(service.key)"]
        request.body = .stream(body, length: .unknown)
        _ = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
    }

    private func wait(until condition: () -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while !condition() {
            try #require(ContinuousClock.now < end, "it does not happen")
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

extension Program {
    /// A figure of `/proc/PID/status`, in bytes.
    fileprivate func memory(_ name: String) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
        return try #require(line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }) << 10
    }
}
