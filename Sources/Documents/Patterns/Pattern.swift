import CPCRE2

/// A regular expression that cannot run away: PCRE2 with limits on its work and its memory.
///
/// Patterns come from templates that anybody may upload. Swift's own engine took 16.6 s for `(a+)+$` over
/// nineteen characters; PCRE2 gives up at a limit, and giving up becomes a finding.
///
/// Not `Sendable`: each rule compiles its own, which takes microseconds.
public final class Pattern {
    /// The longest pattern taken, in bytes.
    public static let maxLength = 2_000
    /// Backtracks of one match: some tens of milliseconds.
    static let matchLimit: UInt32 = 200_000
    /// Backtracking memory of one match, in KiB.
    static let heapLimit: UInt32 = 4_096

    private let code: OpaquePointer
    private let context: OpaquePointer
    private let data: OpaquePointer
    private let groups: [String: Int]

    /// Compiles a pattern for Unicode text; letters match in either case unless `caseSensitive`.
    ///
    /// - Throws: ``PatternError/invalid(reason:offset:)``.
    public init(_ pattern: String, caseSensitive: Bool = false) throws(PatternError) {
        guard pattern.utf8.count <= Self.maxLength else {
            throw .invalid(reason: "is longer than \(Self.maxLength) bytes", offset: Self.maxLength)
        }
        var error: Int32 = 0
        var offset = 0
        let options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | (caseSensitive ? 0 : PCRE2_CASELESS)
        let bytes = Array(pattern.utf8)
        guard let code = pcre2_compile_8(bytes, bytes.count, options, &error, &offset, nil) else {
            throw .invalid(reason: Self.message(error), offset: offset)
        }
        guard let context = pcre2_match_context_create_8(nil) else {
            pcre2_code_free_8(code)
            throw .invalid(reason: "found no memory", offset: 0)
        }
        guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else {
            pcre2_match_context_free_8(context)
            pcre2_code_free_8(code)
            throw .invalid(reason: "found no memory", offset: 0)
        }
        pcre2_set_match_limit_8(context, Self.matchLimit)
        pcre2_set_heap_limit_8(context, Self.heapLimit)
        self.code = code
        self.context = context
        self.data = data
        self.groups = Self.readGroups(code)
    }

    deinit {
        pcre2_match_data_free_8(data)
        pcre2_match_context_free_8(context)
        pcre2_code_free_8(code)
    }

    /// The names of its groups.
    public var groupNames: [String] { groups.keys.sorted() }

    /// Finds the first match.
    ///
    /// - Throws: ``PatternError/limitExceeded`` when the match would cost more than the limits allow.
    public func firstMatch(in text: String) throws(PatternError) -> PatternMatch? {
        try match(Array(text.utf8), from: 0)
    }

    /// Finds all matches that do not overlap, at most `limit`.
    public func matches(in text: String, limit: Int = 10_000) throws(PatternError) -> [PatternMatch] {
        let bytes = Array(text.utf8)
        var found: [PatternMatch] = []
        var start = 0
        while start <= bytes.count, found.count < limit, let match = try match(bytes, from: start) {
            found.append(match)
            start = match.range.isEmpty ? Self.next(bytes, after: match.range.upperBound) : match.range.upperBound
        }
        return found
    }

    private func match(_ bytes: [UInt8], from start: Int) throws(PatternError) -> PatternMatch? {
        // An optimized build may end an object after the last use of its fields, here before the offsets are read.
        defer { withExtendedLifetime(self) {} }
        // Swift strings are valid UTF-8, so PCRE2 need not check again.
        let answer = pcre2_match_8(code, bytes, bytes.count, start, PCRE2_NO_UTF_CHECK, data, context)
        if answer == PCRE2_ERROR_NOMATCH { return nil }
        guard answer > 0, let offsets = pcre2_get_ovector_pointer_8(data) else { throw .limitExceeded }
        let count = Int(pcre2_get_ovector_count_8(data))
        func text(_ group: Int) -> String? {
            guard group < count else { return nil }
            let (lower, upper) = (offsets[2 * group], offsets[2 * group + 1])
            // An unset group is all ones, which Swift sees as -1; \K in a lookahead may put the end before the start.
            guard lower >= 0, lower <= upper, upper <= bytes.count else { return nil }
            return String(decoding: bytes[lower..<upper], as: UTF8.self)
        }
        guard let whole = text(0) else { return nil }
        return PatternMatch(
            text: whole, range: offsets[0]..<offsets[1], groups: groups.compactMapValues(text),
            positional: (1..<max(count, 1)).map(text))
    }

    private static func next(_ bytes: [UInt8], after index: Int) -> Int {
        var next = index + 1
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }

    private static func readGroups(_ code: OpaquePointer) -> [String: Int] {
        var count: UInt32 = 0
        var size: UInt32 = 0
        var table: UnsafePointer<UInt8>?
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
        guard let table, size > 2 else { return [:] }
        var names: [String: Int] = [:]
        for index in 0..<Int(count) {
            // Two bytes of group number, then the name, then zeros.
            let entry = UnsafeBufferPointer(start: table + index * Int(size), count: Int(size))
            let name = String(decoding: entry.dropFirst(2).prefix { $0 != 0 }, as: UTF8.self)
            names[name] = Int(entry[0]) << 8 | Int(entry[1])
        }
        return names
    }

    private static func message(_ error: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2_get_error_message_8(error, &buffer, buffer.count)
        return length > 0 ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "is not a pattern"
    }
}
