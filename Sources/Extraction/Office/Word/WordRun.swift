/// What the properties of a run of text say about how it is to be read.
struct WordRun {
    var isRaised = false
    var isHidden = false
    var isBold = false
    /// Set in a symbol font, where letters stand for signs.
    var isSymbolFont = false
}
