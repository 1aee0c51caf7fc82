/// The drafter that needs no model: the most central sentences of the passages, word for word.
///
/// A sentence that leans on the one before it ("This was …") is taken only after that one, and nothing is said twice
/// unless with other numbers, which a reader must see. Of a synthesis every section and source has its sentence before
/// any has a second.
public struct ExtractiveDrafter: Drafter {
    public let identity = DrafterIdentity(drafter: "extractive", version: "1")

    public init() {}

    public func tokenBound(of task: DraftingTask) -> Int { 0 }

    public func draft(_ task: DraftingTask) -> DraftProposal {
        var selection = SentenceSelection(task)
        selection.select()
        return DraftProposal(sentences: selection.sentences)
    }
}
