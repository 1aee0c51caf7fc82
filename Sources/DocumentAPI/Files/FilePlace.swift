import ObjectStore

/// Where a file of an organization lies: `org-id/container/name`.
struct FilePlace: Sendable, Equatable {
    let container: String
    let name: String
    let key: ObjectKey

    /// - Throws: ``Problem`` 422 with every fault.
    init(container: String?, name: String?, organization: String) throws {
        var faults: [Problem.Fault] = []
        if !Self.isContainer(container ?? "") {
            faults.append(
                .init(
                    pointer: "/container",
                    detail: container == nil ? "is required" : "must be 1 to 64 letters, digits, - _ or ."))
        }
        let key = name.flatMap { ObjectKey("\(organization)/\(container ?? "-")/\($0)") }
        if name == nil || name?.contains("/") ?? false || (faults.isEmpty && key == nil) {
            faults.append(
                .init(
                    pointer: "/file_name",
                    detail: name == nil ? "is required" : "must be a file name without / \\ or a leading dot"))
        }
        guard let container, let name, let key, faults.isEmpty else { throw Problem.invalid(faults) }
        self.container = container
        self.name = name
        self.key = key
    }

    static func isContainer(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && !text.hasPrefix(".")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
