import Foundation
import Redis

/// A script with one guard taken out of it.
struct ScriptMutant: Sendable, CustomStringConvertible {
    let file: String
    let line: Int
    /// The line as it stands.
    let text: String
    /// The condition as it stands, and what it becomes.
    let before: String
    let after: String
    private let source: String
    private let mutated: String

    var description: String { "\(file):\(line)  \(before)  ->  \(after)" }

    /// What the broker is to run instead of a script of its own; the others stay as they are.
    ///
    /// What verbs share stands in several scripts, so its mutants change all of those.
    @Sendable func change(_ script: RedisScript) -> RedisScript {
        let isShared = ["common.lua", "transitions.lua"].contains(file)
        guard isShared || file == "\(script.name).lua", script.source.contains(source) else { return script }
        return RedisScript(name: script.name, source: script.source.replacingOccurrences(of: source, with: mutated))
    }

    /// Every mutant of every script, found by the shape of the lines alone.
    static func all() throws -> [ScriptMutant] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/JobsRedis/Scripts").standardized
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".lua") }
        return try files.sorted().flatMap { file in
            mutants(of: try String(contentsOf: folder.appending(path: file), encoding: .utf8), file: file)
        }
    }

    private static func mutants(of text: String, file: String) -> [ScriptMutant] {
        let lines = text.components(separatedBy: "\n")
        // The first line of a script that has flags is put elsewhere when it is composed.
        let skipped = text.hasPrefix("#!") ? 1 : 0
        let source = lines[skipped...].joined(separator: "\n")
        return lines.indices.flatMap { place in
            changes(of: lines[place]).map { before, after, changed in
                var mutated = lines
                mutated[place] = changed
                return ScriptMutant(
                    file: file, line: place + 1, text: lines[place].trimmed, before: before, after: after,
                    source: source,
                    mutated: mutated[skipped...].joined(separator: "\n"))
            }
        }
    }

    /// The conditions of a line, each with what may become of it and the line that comes of that.
    private static func changes(of line: String) -> [(before: String, after: String, line: String)] {
        guard !line.trimmed.hasPrefix("--") else { return [] }
        return conditions(of: line).flatMap { range in
            LuaCondition(line[range]).variants.map { variant in
                (String(line[range]), variant, line.replacingCharacters(in: range, with: variant))
            }
        }
    }

    /// What stands between `if` and `then`; on other lines, what decides an answer: `a == b and this or that`.
    private static func conditions(of line: String) -> [Range<String.Index>] {
        let guards = line.matches(of: /\b(?:else)?if (.+?) then\b/).map { match in
            match.output.1.startIndex..<match.output.1.endIndex
        }
        if !guards.isEmpty { return guards }
        return line.ranges(of: /[\w.\[\]]+ (==|~=) [\w.\[\]']+(?= and )/)
    }
}
