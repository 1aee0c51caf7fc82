/// What one part of an office file refers to, by relationship id.
struct OfficeRelationships {
    struct Target: Equatable {
        /// The last word of the relationship's type, such as `styles` or `worksheet`.
        var kind: String
        /// The part's name from the archive's root; nil when it lies outside the file.
        var part: String?
    }

    private(set) var targets: [String: Target] = [:]
    /// In the order of the file.
    private(set) var ids: [String] = []

    func first(_ kind: String) -> String? {
        ids.lazy.compactMap { targets[$0] }.first { $0.kind == kind && $0.part != nil }?.part
    }

    mutating func add(id: String, type: String, target: String, isExternal: Bool, folder: String) {
        let kind = type.split(separator: "/").last.map(String.init) ?? ""
        ids.append(id)
        targets[id] = Target(kind: kind, part: isExternal ? nil : Self.resolve(target, folder: folder))
    }

    /// Where a part's relationships are kept: `word/document.xml` has them in `word/_rels/document.xml.rels`.
    static func part(of name: String) -> String {
        "\(folder(of: name))_rels/\(name.split(separator: "/").last ?? "").rels"
    }

    /// Ends in a slash, or is empty for the root.
    static func folder(of name: String) -> String {
        name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
    }

    private static func resolve(_ target: String, folder: String) -> String {
        var steps: [Substring] = []
        for step in ((target.hasPrefix("/") ? "" : folder) + target).split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(step) }
        }
        return steps.joined(separator: "/")
    }
}

/// Reads a `.rels` part.
final class OfficeRelationshipsHandler: XMLHandler {
    private(set) var relationships = OfficeRelationships()
    private let folder: String

    init(folder: String) { self.folder = folder }

    func start(_ tag: XMLTag) {
        guard tag.name == "rel:Relationship", let id = tag["Id"], let type = tag["Type"], let target = tag["Target"]
        else { return }
        relationships.add(
            id: id, type: type, target: target, isExternal: tag["TargetMode"] == "External", folder: folder)
    }

    func end(_ name: String) {}
    func text(_ run: UnsafeBufferPointer<UInt8>) {}
}
