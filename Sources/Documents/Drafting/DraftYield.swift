import Extraction
import Rendering

/// Turns a written text into what its rule gives: cited sentences in paragraphs, and findings about what went wrong.
struct DraftYield {
    let order: DraftPlan.Order
    let text: DraftedText
    let reading: Reading

    var yield: RuleYield {
        let sentences = text.sentences.map(cited)
        let entries = text.sentences.flatMap(\.passages).map { order.entries[$0 - 1] }
        return RuleYield(
            elements: elements(zip(text.sentences, sentences).map { (part(of: $0), $1) }),
            citations: sentences.flatMap(\.citations), confidences: entries.map(\.confidence), findings: findings,
            draft: DraftResult(
                drafter: text.by.drafter, version: text.by.version, model: text.by.model, tokens: text.usage,
                fallback: text.fallback, sentences: sentences, rejectedCount: text.rejected.count))
    }

    private func cited(_ sentence: DraftProposal.Sentence) -> DraftResult.Sentence {
        let citations = order.task.passages(sentence.passages).map { passage in
            let entry = order.entries[passage.number - 1]
            let evidence = Evidence(for: sentence.text, in: passage)
            return reading.citation(entry.source, entry.block, excerpt: evidence.text)
        }
        return .init(text: sentence.text, citations: citations)
    }

    // MARK: Paragraphs

    /// What makes a paragraph, and in a synthesis has a heading of its own.
    private struct Part: Hashable {
        /// Its place among the parts.
        var position: Int
        var heading: String
    }

    private func part(of sentence: DraftProposal.Sentence) -> Part {
        guard let passage = order.task.passages(sentence.passages).first else { return Part(position: 0, heading: "") }
        let isSynthesis = order.task.kind == .synthesis
        switch isSynthesis ? order.task.arrangement : .sections {
        case .topics: return Part(position: 0, heading: "")
        case .sections:
            let first = order.task.passages.firstIndex { $0.section == passage.section } ?? 0
            return Part(position: first, heading: isSynthesis ? SectionReader.split(passage.section).title : "")
        case .sources:
            let first = order.task.passages.firstIndex { $0.source == passage.source } ?? 0
            let source = order.entries[first].source.content.source.name
            return Part(position: first, heading: "\(passage.kind.title.capitalizedFirst) (\(source))")
        }
    }

    private func elements(_ sentences: [(part: Part, sentence: DraftResult.Sentence)]) -> [Manuscript.Element] {
        let parts = Dictionary(grouping: sentences, by: \.part).sorted { $0.key.position < $1.key.position }
        return parts.flatMap { part, sentences -> [Manuscript.Element] in
            let texts = sentences.map {
                Manuscript.Text($0.sentence.text, citations: $0.sentence.citations.map(\.forManuscript))
            }
            let heading: [Manuscript.Element] =
                parts.count > 1 && !part.heading.isEmpty ? [.subheading(part.heading)] : []
            return heading + [.passage(texts)]
        }
    }

    // MARK: Findings

    private var findings: [Finding] {
        let place = "section \(order.section.heading)"
        let fallback = text.fallback.map { reason in
            finding("draft_fallback", "The text of rule \(order.key.rule) in \(place) is extractive: \(reason)")
        }
        return [fallback].compactMap(\.self)
            + text.rejected.map { sentence in
                finding(
                    "draft_rejected",
                    "A sentence drafted for \(place) was rejected, since it \(sentence.fault): “\(Citation.shortened(sentence.text))”"
                )
            }
    }

    private func finding(_ code: String, _ message: String) -> Finding {
        Finding(
            severity: .warning, code: code, message: message, section: order.key.section, rule: order.key.rule)
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
