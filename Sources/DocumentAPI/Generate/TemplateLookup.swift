/// Finds the template of a request and checks that the sections it selects are in it.
struct TemplateLookup: Sendable {
    let planner: any DocumentPlanning

    /// - Throws: ``Problem``: 404 for an unknown template, 422 for a faulty inline one or unknown sections.
    func outline(of body: GenerateBody) async throws -> TemplateOutline {
        let outline = try await find(body)
        let known = Set(outline.sectionIDs)
        let faults = body.selectedSectionIDs.enumerated().compactMap { index, id in
            known.contains(id)
                ? nil
                : Problem.Fault(
                    pointer: "/selected_section_ids/\(index)", detail: "is not a section of \(outline.id): \(id)")
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        return outline
    }

    private func find(_ body: GenerateBody) async throws -> TemplateOutline {
        if let inline = body.inlineTemplate { return try read(inline) }
        if let outline = try await planner.outline(templateID: body.templateID, documentType: body.documentType) {
            return outline
        }
        if let id = body.templateID { throw Problem.notFound("There is no template \(id).") }
        throw Problem.invalid([
            .init(
                pointer: "/document_type",
                detail: "has no template of its own: \(body.documentType); name one by template_id")
        ])
    }

    private func read(_ inline: String) throws -> TemplateOutline {
        do {
            return try planner.outline(inline: inline)
        } catch let error as InlineTemplateFaults {
            throw Problem.invalid(
                error.faults.map {
                    .init(pointer: "/generic_mrt_outline_full" + Self.pointer($0.path), detail: $0.detail)
                })
        }
    }

    /// A path such as `sections[2].title` as a JSON pointer, `/sections/2/title`.
    static func pointer(_ path: String) -> String {
        path.split { ".[]".contains($0) }.map { BodyReader.pointer(String($0)) }.joined()
    }
}
