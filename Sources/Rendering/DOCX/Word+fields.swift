/// Fields (ECMA-376 part 1, section 17.16), bookmarks and links.
extension Word {
    /// A field with the result that is shown until it is brought up to date.
    static func field(_ instruction: String, result: [Markup]) -> [Markup] {
        fieldStart(instruction) + result + [fieldEnd]
    }

    static func fieldStart(_ instruction: String) -> [Markup] {
        [
            run([node("fldChar", ["fldCharType": "begin"])]),
            run([node("instrText", ["xml:space": "preserve"], [.text(" \(instruction) ")])]),
            run([node("fldChar", ["fldCharType": "separate"])]),
        ]
    }

    static var fieldEnd: Markup { run([node("fldChar", ["fldCharType": "end"])]) }

    /// Content that other places can point to.
    static func bookmark(_ bookmark: Bookmark, _ content: [Markup]) -> [Markup] {
        [node("bookmarkStart", ["id": "\(bookmark.id)", "name": bookmark.name])] + content
            + [node("bookmarkEnd", ["id": "\(bookmark.id)"])]
    }
}
