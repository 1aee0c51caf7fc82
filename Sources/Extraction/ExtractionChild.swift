import Foundation
import Sandbox

/// What the child process does that ``Extractor`` starts: reads one source and writes what it found to standard output.
public enum ExtractionChild {
    /// The arguments that make the `galley` program such a child; one more follows, the request as JSON.
    public static let command = ["extract", "--internal"]

    struct Request: Codable {
        var path: String
        var name: String
        var limits: ExtractionLimits
        var wanted: Wanted

        /// What of the file is to be read.
        enum Wanted: String, Codable {
            /// ``ExtractedContent``.
            case content
            /// ``ReferenceContent``.
            case reference
        }
    }

    /// Every other exit code means that the child itself failed.
    enum ExitCode {
        /// Standard output holds what was wanted.
        static let read: Int32 = 0
        /// Standard output holds ``UnreadableSource``.
        static let unreadable: Int32 = 3
    }

    /// Reads the source that the request names.
    ///
    /// - Parameter request: The argument after ``command``.
    /// - Returns: The exit code of the process. What went wrong stands on standard error.
    public static func run(_ request: String) async -> Int32 {
        do {
            let request = try JSONDecoder().decode(Request.self, from: Data(request.utf8))
            let extractor = InProcessExtractor(tools: try ToolRunner.nested(), limits: request.limits) { progress in
                FileHandle.standardError.write(Data(progress.line.utf8))
            }
            FileHandle.standardOutput.write(try await reply(to: request, by: extractor))
            return ExitCode.read
        } catch let error as UnreadableSource {
            // Encoding three strings cannot fail; if it did, the exit code alone would be wrong.
            guard let reply = try? JSONEncoder().encode(error) else { return EXIT_FAILURE }
            FileHandle.standardOutput.write(reply)
            return ExitCode.unreadable
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            return EXIT_FAILURE
        }
    }

    private static func reply(to request: Request, by extractor: InProcessExtractor) async throws -> Data {
        switch request.wanted {
        case .content: try JSONEncoder().encode(try await extractor.extract(path: request.path, name: request.name))
        case .reference: try JSONEncoder().encode(try extractor.reference(path: request.path, name: request.name))
        }
    }
}
