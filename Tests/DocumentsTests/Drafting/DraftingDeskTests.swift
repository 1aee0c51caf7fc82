import Rendering
import Synchronization
import Testing

@testable import Documents

/// Answers as a test says, and remembers what it was asked.
final class ScriptedDrafter: Drafter {
    let identity = DrafterIdentity(drafter: "scripted", version: "1", model: "m")
    private let bound: Int
    private let answer: @Sendable (DraftingTask) throws -> DraftProposal
    private let asked = Mutex<[DraftingTask]>([])

    var tasks: [DraftingTask] { asked.withLock { $0 } }

    init(bound: Int = 0, _ answer: @escaping @Sendable (DraftingTask) throws -> DraftProposal) {
        self.bound = bound
        self.answer = answer
    }

    func tokenBound(of task: DraftingTask) -> Int { bound }

    func draft(_ task: DraftingTask) async throws -> DraftProposal {
        asked.withLock { $0.append(task) }
        return try answer(task)
    }

    /// Repeats the beginning of the first passage, as a model would that obeys.
    static func obedient(_ task: DraftingTask) -> DraftProposal {
        let words = task.passages[0].text.split(separator: " ").prefix(8).joined(separator: " ")
        return DraftProposal(
            sentences: [.init(words, passages: [1])], usage: .init(prompt: 100, completion: 10), model: "m-2026")
    }
}

@Suite("The drafting desk")
struct DraftingDeskTests {
    private let task = DraftingTask.over("Adults with the disease took the compound for 26 weeks. Nobody died of it.")

    private func write(_ tasks: [DraftingTask], by drafter: ScriptedDrafter, budget: Int = .max) async throws
        -> [DraftedText]
    {
        // One at a time, so that the order of failures is the order of the tasks.
        try await DraftingDesk(.init(drafter, tokenBudget: budget, maxConcurrent: 1)).texts(for: tasks)
    }

    @Test("gives what was drafted and verified, with who wrote it and what it cost")
    func gives() async throws {
        let text = try #require(try await write([task], by: ScriptedDrafter(ScriptedDrafter.obedient)).first)
        #expect(text.sentences.map(\.text) == ["Adults with the disease took the compound for"])
        #expect(text.by == DrafterIdentity(drafter: "scripted", version: "1", model: "m-2026"))
        #expect(text.usage == TokenUsage(prompt: 100, completion: 10) && text.fallback == nil)
    }

    @Test("has the extractive drafter write when the other fails, when all is rejected, and when it writes nothing")
    func fallsBack() async throws {
        let cases: [(ScriptedDrafter, String)] = [
            (
                ScriptedDrafter { _ in throw DraftingFailure("did not answer in time") },
                "the drafter did not answer in time"
            ),
            (
                ScriptedDrafter { _ in DraftProposal(sentences: [.init("It was 99 weeks.", passages: [1])]) },
                "every drafted sentence was rejected"
            ),
            (ScriptedDrafter { _ in DraftProposal(sentences: []) }, "the drafter wrote nothing"),
        ]
        for (drafter, reason) in cases {
            let text = try #require(try await write([task], by: drafter).first)
            #expect(text.fallback == reason && text.by.drafter == "extractive")
            #expect(text.sentences.first?.text == "Adults with the disease took the compound for 26 weeks.")
        }
    }

    @Test("stays within the budget of the document, the same texts every time")
    func keepsBudget() async throws {
        let tasks = (1...4).map { DraftingTask.over("Group \($0) of the adults took the compound for weeks.") }
        let drafter = ScriptedDrafter(bound: 100, ScriptedDrafter.obedient)
        let texts = try await write(tasks, by: drafter, budget: 250)
        #expect(drafter.tasks.count == 2)
        #expect(texts.map { $0.fallback == nil } == [true, true, false, false])
        #expect(texts[2].fallback == "the document's budget of tokens is used up")
    }

    @Test("asks no more after three failures in a row")
    func losesPatience() async throws {
        let drafter = ScriptedDrafter { _ in throw DraftingFailure("answered HTTP 500") }
        let texts = try await write(Array(repeating: task, count: 6), by: drafter)
        #expect(drafter.tasks.count == 3 && texts.count == 6)
        #expect(texts.last?.fallback == "the drafter failed 3 times in a row for this document")
    }
}

@Suite("Drafting rules of a template")
struct DraftRuleTests {
    static let template = """
        document_type: Note
        sections:
          - {number: "1", title: Study Design, synonyms: [Overall Design], rules: [{id: own, kind: copy}]}
          - {number: "1.1", title: Study Population, rules: [{id: own, kind: copy}]}
          - number: "2"
            title: Gist
            rules:
              - {id: gist, kind: summary, sections: ["1"], sentences: 3}
              - {id: both, kind: synthesis, sections: ["1"], arrange: sources, sentences: 4}
              - {id: none, kind: summary, when_empty: true, sections: ["1"]}
        """

    private static func source(_ name: String, _ number: Int) -> ContentBuilder {
        var builder = ContentBuilder(name)
        builder.heading("Study Design")
        builder.paragraph(
            "The study compared the compound with placebo in \(number) adults. It lasted 26 weeks in all.")
        builder.heading("Study Population")
        builder.paragraph("Adults with the disease for at least a year took part.")
        return builder
    }

    private func outline(_ drafter: (any Drafter)? = nil) async throws -> FilledOutline {
        let contents = [Self.source("plan.pdf", 300).built, Self.source("summary.pdf", 254).built]
        let classified = try await Classifier(template: try TemplateReader.read(Self.template)).classify(contents)
        return try await OutlineFiller(classified, contents: contents, desk: DraftingDesk(.init(drafter))).fill()
    }

    @Test("give cited sentences in paragraphs, by section or under the names of the sources")
    func give() async throws {
        let section = try #require(try await outline().sections.last)
        #expect(section.results.map(\.status) == [.found, .found, .skipped])
        let gist = try #require(section.results[0].draft)
        #expect(gist.drafter == "extractive" && gist.tokens == nil && gist.rejectedCount == 0)
        for sentence in gist.sentences {
            let citation = try #require(sentence.citations.first)
            #expect(citation.excerpt == sentence.text && citation.page == 1 && citation.sha256.count == 64)
        }
        let headings = section.elements.compactMap { if case .subheading(let text) = $0 { text } else { nil } }
        #expect(headings == ["Other (plan.pdf)", "Other (summary.pdf)"])
        for case .passage(let texts) in section.elements {
            #expect(texts.allSatisfy { !$0.citations.isEmpty })
        }
        // The sections below are asked too.
        #expect(gist.sentences.contains { $0.text.hasPrefix("Adults with the disease") })
    }

    @Test("report rejected sentences and failures as findings, and lose nothing")
    func report() async throws {
        let drafter = ScriptedDrafter { task in
            guard task.kind == .summary else { throw DraftingFailure("answered HTTP 500") }
            return DraftProposal(sentences: [
                .init("The study compared the compound with placebo in 300 adults.", passages: [1]),
                .init("The study compared the compound with placebo in 999 adults.", passages: [1]),
            ])
        }
        let outline = try await outline(drafter)
        let section = try #require(outline.sections.last)
        #expect(section.results[0].draft?.drafter == "scripted" && section.results[0].draft?.rejectedCount == 1)
        #expect(section.results[1].draft?.fallback == "the drafter answered HTTP 500")
        let findings = outline.findings.filter { $0.code.hasPrefix("draft") }
        #expect(
            findings.map(\.message) == [
                "A sentence drafted for section 2 Gist was rejected, since it says 999, which its passages do not: “The study compared the compound with placebo in 999 adults.”",
                "The text of rule both in section 2 Gist is extractive: the drafter answered HTTP 500",
            ])
        #expect(findings.allSatisfy { $0.severity == .warning && $0.section == "2" })
        #expect(section.elements.count == 5)
    }

    @Test("of the API's model are read as what they are")
    func readsForeign() throws {
        let template = try TemplateReader.read(
            #"{"document_type": "CSR", "sections": [{"section_name": "1 A", "rules": [{"rule_type": "summary"}]}]}"#)
        #expect(template.sections[0].rules.map(\.action) == [.summary(DraftRule())])
    }
}
