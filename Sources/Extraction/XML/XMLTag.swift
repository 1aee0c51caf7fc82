/// A start tag with its attributes.
///
/// It borrows libxml2's memory: valid only during the call of ``XMLHandler/start(_:)`` that received it.
struct XMLTag {
    /// The local name behind the prefix that ``XMLPushParser/Options/prefixes`` gives its namespace, such as `w:p`.
    let name: String
    /// How many elements are open, itself included.
    let depth: Int
    /// Five pointers for each attribute: local name, prefix, namespace, value's first byte, byte after its last.
    private let fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    private let count: Int

    init(name: String, depth: Int, fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int) {
        self.name = name
        self.depth = depth
        self.fields = fields
        self.count = count
    }

    /// The value of the first attribute with this local name, whatever its namespace; entities are already replaced.
    subscript(_ localName: String) -> String? {
        bytes(localName).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The same value as bytes, for the callers that read a million of them.
    func bytes(_ localName: String) -> UnsafeBufferPointer<UInt8>? {
        guard let fields else { return nil }
        for index in 0..<count {
            guard let name = fields[index * 5], let first = fields[index * 5 + 3], let end = fields[index * 5 + 4]
            else { continue }
            if Self.isSame(name, localName) { return UnsafeBufferPointer(start: first, count: end - first) }
        }
        return nil
    }

    /// Compared where it lies: a string for every attribute would cost more than reading it.
    private static func isSame(_ name: UnsafePointer<UInt8>, _ other: String) -> Bool {
        var place = name
        for byte in other.utf8 {
            guard place.pointee == byte else { return false }
            place += 1
        }
        return place.pointee == 0
    }
}
