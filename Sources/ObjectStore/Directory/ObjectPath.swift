/// Where an object lies in a directory store: folders by the parts of its key, then a file that ends in `.object`.
///
/// S3 allows the keys `a` and `a/b` side by side; a file system allows no file and folder of one name. So files bear a
/// suffix, and a folder whose own name would end like one gets a `~` behind it.
struct ObjectPath {
    static let suffix = ".object"

    let folders: [String]
    let file: String

    init(_ key: ObjectKey) {
        let parts = key.parts
        self.folders = parts.dropLast().map(Self.folder)
        self.file = (parts.last ?? "") + Self.suffix
    }

    static func folder(_ part: String) -> String {
        looksLikeFile(part) ? part + "~" : part
    }

    /// The last part of the key of which this is the file; nil for the name of anything else.
    static func part(ofFile name: String) -> String? {
        guard name.utf8.count > suffix.utf8.count, name.hasSuffix(suffix), !name.hasPrefix(".") else { return nil }
        return String(name.dropLast(suffix.count))
    }

    /// The part of a key of which this is the folder; nil for the name of anything else.
    static func part(ofFolder name: String) -> String? {
        guard !name.hasPrefix("."), !name.hasSuffix(suffix) else { return nil }
        return looksLikeFile(name) ? String(name.dropLast()) : name
    }

    /// Whether a name ends in the suffix, with any number of `~` behind it.
    private static func looksLikeFile(_ name: String) -> Bool {
        var rest = name[...]
        while rest.hasSuffix("~") { rest = rest.dropLast() }
        return rest.hasSuffix(suffix)
    }
}
