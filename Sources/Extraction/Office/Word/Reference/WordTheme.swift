/// The fonts and colours that a Word file gives names to, so that styles can be told in literal ones.
struct WordTheme {
    fileprivate(set) var fonts: [String: String] = [:]
    fileprivate(set) var colors: [String: String] = [:]

    /// - Parameter name: such as `minorHAnsi` (ECMA-376 part 1, 17.18.96).
    func font(_ name: String) -> String? {
        let scheme = name.hasPrefix("major") ? "major" : "minor"
        let script = name.dropFirst(5)
        let kind = script == "EastAsia" ? "ea" : script == "Bidi" ? "cs" : "latin"
        return fonts[scheme + kind]
    }

    /// - Parameter name: such as `accent1` or `text1` (17.18.97), the latter by the usual mapping.
    func color(_ name: String) -> String? {
        let usual = [
            "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1", "text2": "dk2", "dark2": "dk2",
            "background2": "lt2", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
        ]
        return colors[usual[name] ?? name]
    }
}

/// Reads `word/theme/theme1.xml`.
final class WordThemeHandler: XMLHandler {
    private(set) var theme = WordTheme()
    private var scheme: String?
    private var color: String?

    private static let colorNames: Set = [
        "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
        "folHlink",
    ]

    func start(_ tag: XMLTag) {
        guard tag.name.hasPrefix("a:") else { return }
        let name = String(tag.name.dropFirst(2))
        switch name {
        case "majorFont": scheme = "major"
        case "minorFont": scheme = "minor"
        case "latin", "ea", "cs":
            // An empty name leaves the choice to the language.
            if let scheme, let font = tag["typeface"], !font.isEmpty { theme.fonts[scheme + name] = font }
        case "srgbClr", "sysClr":
            guard let color, let value = tag[name == "sysClr" ? "lastClr" : "val"], value != "auto",
                StyleRule.Attribute.isColor(value)
            else { return }
            theme.colors[color] = value.uppercased()
        default: if Self.colorNames.contains(name) { color = name }
        }
    }

    func end(_ name: String) {
        switch name {
        case "a:majorFont", "a:minorFont": scheme = nil
        default: if name.hasPrefix("a:"), String(name.dropFirst(2)) == color { color = nil }
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) {}
}
