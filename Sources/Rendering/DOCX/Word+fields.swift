/// Fields (ECMA-376 part 1, section 17.16), bookmarks and links.
extension Word {
    /// A field with the result that is shown until it is brought up to date.
    static func field(_ instruction: String, result: [Markup], _ format: RunFormat = .init()) -> [Markup] {
        fieldStart(instruction, format) + result + [fieldEnd(format)]
    }

    static func fieldStart(_ instruction: String, _ format: RunFormat = .init()) -> [Markup] {
        [
            run([node("fldChar", ["fldCharType": "begin"])], format),
            run([node("instrText", ["xml:space": "preserve"], [.text(" \(instruction) ")])], format),
            run([node("fldChar", ["fldCharType": "separate"])], format),
        ]
    }

    static func fieldEnd(_ format: RunFormat = .init()) -> Markup {
        run([node("fldChar", ["fldCharType": "end"])], format)
    }

    /// Content that other places can point to.
    static func bookmark(_ bookmark: Bookmark, _ content: [Markup]) -> [Markup] {
        [node("bookmarkStart", ["id": "\(bookmark.id)", "name": bookmark.name])] + content
            + [node("bookmarkEnd", ["id": "\(bookmark.id)"])]
    }
}
