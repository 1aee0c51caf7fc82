import Extraction

/// Which version of itself a source says it is: on its title page, in its headers and footers, in its file's name.
public struct SourceVersion: Sendable, Equatable, Codable {
    /// As documents count them: 2 for `Amendment 2`, 1 for `Amendment (a)`, 0 for an original.
    public var amendment: Double?
    /// `[2, 0]` for `Version 2.0`.
    public var number: [Int]?
    /// The latest day, as ISO 8601, that stands beside amendment, version or a label for dates.
    public var date: String?
    /// For one country or site, which replaces nothing elsewhere.
    public var isLocal = false

    public init(amendment: Double? = nil, number: [Int]? = nil, date: String? = nil, isLocal: Bool = false) {
        self.amendment = amendment
        self.number = number
        self.date = date
        self.isLocal = isLocal
    }

    /// As a person says it, such as `amendment 2, version 3.0, 2019-03-12`; nil where the source says nothing.
    public var spoken: String? {
        let amendment = amendment.map { value in
            value == 0 ? "original" : "amendment \(value == value.rounded() ? String(Int(value)) : String(value))"
        }
        let version = number.map { "version \($0.map(String.init).joined(separator: "."))" }
        let parts = [amendment, version, date].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// How two versions stand to each other in time.
    enum Order {
        case older, same, newer
        /// They say nothing that can be compared, or contradict themselves.
        case unknown
    }

    /// Amendment, version and date must not contradict each other. A source that names no amendment is the original
    /// of one that does.
    func order(to other: SourceVersion) -> Order {
        guard !isLocal, !other.isLocal else { return .unknown }
        var orders: [Order] = []
        if let amendment, let second = other.amendment { orders.append(.init(amendment, second)) }
        if let number, let second = other.number { orders.append(Self.order(of: number, to: second)) }
        if let date, let second = other.date { orders.append(.init(date, second)) }
        let decided = Set(orders).subtracting([.same])
        if let one = decided.first { return decided.count == 1 ? one : .unknown }
        if (amendment ?? 0) != (other.amendment ?? 0) { return .init(amendment ?? 0, other.amendment ?? 0) }
        return orders.isEmpty ? .unknown : .same
    }

    /// 2 and 2.0 are the same.
    private static func order(of number: [Int], to other: [Int]) -> Order {
        let length = max(number.count, other.count)
        let padded = [number, other].map { $0 + Array(repeating: 0, count: length - $0.count) }
        guard padded[0] != padded[1] else { return .same }
        return padded[0].lexicographicallyPrecedes(padded[1]) ? .older : .newer
    }
}

extension SourceVersion.Order {
    fileprivate init<Value: Comparable>(_ one: Value, _ other: Value) {
        self = one == other ? .same : one < other ? .older : .newer
    }
}
