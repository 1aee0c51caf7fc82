/// What an office file says about itself in `docProps`.
struct OfficeProperties {
    var title: String?
    /// Of the last program that laid it out.
    var pages: Int?
}

/// Reads `docProps/core.xml` or `docProps/app.xml`.
final class OfficePropertiesHandler: XMLHandler {
    private(set) var properties = OfficeProperties()
    private var value = ""

    func start(_ tag: XMLTag) { value = "" }

    func end(_ name: String) {
        let value = value.trimmed
        switch name {
        case "dc:title" where !value.isEmpty: properties.title = value
        case "app:Pages": properties.pages = Int(value).flatMap { (1...1_000_000).contains($0) ? $0 : nil }
        default: break
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) { value += String(decoding: run, as: UTF8.self) }
}
