import CCMark

/// A Markdown text parsed by cmark-gfm; freed with the object. Nodes live as long as it does.
final class MarkdownDocument {
    let root: OpaquePointer

    /// GitHub's tables are an extension, which cmark registers once for the whole process.
    private static let register: Void = cmark_gfm_core_extensions_ensure_registered()

    /// - Returns: nil when cmark gives no document.
    init?(_ text: String) {
        _ = Self.register
        guard let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES) else { return nil }
        defer { cmark_parser_free(parser) }
        guard let tables = cmark_find_syntax_extension("table"),
            cmark_parser_attach_syntax_extension(parser, tables) != 0
        else { return nil }
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
        guard let root = cmark_parser_finish(parser) else { return nil }
        self.root = root
    }

    deinit { cmark_node_free(root) }

    /// Visits every node on the way in and on the way out, without recursion.
    func walk(_ visit: (_ node: OpaquePointer, _ kind: String, _ isEntering: Bool) throws -> Void)
        rethrows
    {
        guard let iterator = cmark_iter_new(root) else { return }
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
            try visit(node, Self.kind(node), event == CMARK_EVENT_ENTER)
        }
    }

    /// Cmark's own names; it has none for notes, and only names for what the table extension adds.
    private static func kind(_ node: OpaquePointer) -> String {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_FOOTNOTE_DEFINITION: "footnote_definition"
        case CMARK_NODE_FOOTNOTE_REFERENCE: "footnote_reference"
        default: cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
        }
    }
}
