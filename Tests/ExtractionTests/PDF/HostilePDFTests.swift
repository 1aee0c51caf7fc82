import Foundation
import Sandbox
import Testing

@testable import Extraction

/// Every file here goes through a real child process, as in a worker.
@Suite("A file that cannot be read", .timeLimit(.minutes(2)))
struct HostilePDFTests {
    private static let good: Data = {
        var pdf = DrawnPDF()
        pdf.addPage(["A page of text that is long enough to be no image."])
        return pdf.data
    }()

    private func refusal(
        _ bytes: Data, named name: String, limits: ExtractionLimits = ExtractionLimits(),
        toolLimits: ToolLimits = Extractor.defaultToolLimits
    ) async throws -> UnreadableSource {
        let extractor = try Extractor(tools: await ToolRunner.detect(), limits: limits, toolLimits: toolLimits)
        return try await withSource(bytes, named: name) { path in
            try #require(
                await #expect(throws: UnreadableSource.self) { try await extractor.extract(path: path, name: name) })
        }
    }

    private static let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
    private static let noise = Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7919) })

    private static let refused: [(String, Data, UnreadableSource.Reason)] = [
        ("empty.pdf", Data(), .empty),
        ("picture.pdf", png, .mislabelled),
        ("words.pdf", Data("only words".utf8), .mislabelled),
        ("half.pdf", Data(good.prefix(400)), .damaged),
        ("head.pdf", Data("%PDF-1.7\n".utf8), .damaged),
        ("noise.pdf", Data("%PDF-1.7\n".utf8) + noise, .damaged),
        ("picture.png", png, .unsupported),
        ("noise.bin", noise, .unsupported),
        ("old.doc", Data(CompoundFile.signature + [UInt8](repeating: 0, count: 600)), .unsupported),
        ("half.docx", Data([0x50, 0x4B, 0x03, 0x04, 20, 0, 0, 0]), .damaged),
    ]

    @Test("is refused with its name, the reason and what to do", arguments: refused)
    func isRefused(_ name: String, _ bytes: Data, _ reason: UnreadableSource.Reason) async throws {
        let error = try await refusal(bytes, named: name)
        #expect(error.reason == reason)
        #expect(error.source == name)
        #expect(error.message.hasPrefix("\(name) ") && error.message.hasSuffix("."))
    }

    @Test("is refused when a password protects it")
    func refusesEncrypted() async throws {
        try await withSource(Self.good, named: "plain.pdf") { path in
            let runner = try await ToolRunner.detect()
            var invocation = ToolInvocation(
                program: "qpdf", arguments: ["--encrypt", "secret", "owner", "256", "--", path, "out.pdf"])
            invocation.readablePaths = [path]
            invocation.collectedFiles = ["out.pdf"]
            let encrypted = try #require(try await runner.run(invocation).files["out.pdf"])
            let error = try await refusal(Data(encrypted), named: "secret.pdf")
            #expect(error.reason == .encrypted)
            #expect(error.message == "secret.pdf is encrypted: remove its password and upload it again.")
        }
    }

    @Test("is refused when it has too many pages, before they are read")
    func refusesManyPages() async throws {
        var pdf = DrawnPDF()
        for page in 0..<10_000 { pdf.pages.append([.init(text: "\(page)", x: 72, y: 100)]) }
        let error = try await refusal(pdf.data, named: "long.pdf")
        #expect(error.reason == .tooLarge)
        #expect(error.message.contains("10000 pages"))
    }

    @Test("is refused when it is larger than a source may be")
    func refusesLarge() async throws {
        let error = try await refusal(Self.good, named: "big.pdf", limits: ExtractionLimits(fileBytes: 100))
        #expect(error.reason == .tooLarge)
    }

    @Test("ends as too complex when its reader takes too long")
    func refusesSlow() async throws {
        // A thousand levels of forms, each drawn ten times by the one above: 10^1000 letters.
        let error = try await refusal(
            SlowPDF.data, named: "slow.pdf", toolLimits: ToolLimits(wall: .seconds(3), memory: .data(1 << 30)))
        #expect(error.reason == .tooComplex)
    }

    @Test("is read by a child process as it is in this one")
    func childAgrees() async throws {
        let extractor = try Extractor(tools: await ToolRunner.detect())
        let here = try await read(Self.good, named: "good.pdf")
        let (steps, continuation) = AsyncStream.makeStream(of: ExtractionProgress.self)
        let there = try await withSource(Self.good, named: "good.pdf") { path in
            try await extractor.extract(path: path, name: "good.pdf") { continuation.yield($0) }
        }
        continuation.finish()
        #expect(there == here)
        #expect(await steps.reduce(into: []) { $0.append($1) } == [ExtractionProgress(done: 1, total: 1)])
    }
}
