import ArgumentParser
import Benchmarking
import Extraction
import Foundation
import Jobs
import Sandbox

/// Reads one source again and again, in this process and in the confined child that a worker starts for it.
struct BenchRead: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Times the reading of one source.")

    @Argument(help: "The source.") var file: String
    @Option(help: "How often.") var times = 5

    func run() async throws {
        let tools = try await ToolRunner.detect()
        let here = InProcessExtractor(tools: tools)
        let child = try Extractor(tools: tools)
        let name = URL(filePath: file).lastPathComponent
        var (own, confined, processor): ([Double], [Double], [Double]) = ([], [], [])
        var content = try await here.extract(path: file, name: name)
        for _ in 0..<times {
            let used = Self.processorSeconds()
            own.append(
                try await Self.milliseconds { content = try await here.extract(path: file, name: name) })
            processor.append((Self.processorSeconds() - used) * 1000)
            confined.append(
                try await Self.milliseconds { _ = try await child.extract(path: file, name: name) })
        }
        try report([
            "in_process_ms": Self.median(own), "own_processor_ms": Self.median(processor),
            "confined_ms": Self.median(confined), "blocks": Double(content.blocks.count),
            "pages": Double(content.pageCount ?? 0), "peak_mb": Self.peakMegabytes(),
        ])
    }

    private static func milliseconds(_ work: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await work()
        return (ContinuousClock.now - start).seconds * 1000
    }

    /// Of this process alone, without the programs that it starts.
    private static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }

    /// Of the largest process that has ended: the child that reads, or a program that it starts.
    private static func peakMegabytes() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
        return Double(usage.ru_maxrss) / 1024
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
