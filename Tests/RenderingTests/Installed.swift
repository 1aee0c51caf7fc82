import Foundation
import Sandbox

/// What this machine has for the tests that need outside programs.
enum Installed {
    static let pdfTools = ["soffice", "qpdf", "pdfinfo", "pdftotext"].allSatisfy { Programs.path(of: $0) != nil }

    /// In CI such tests run even where the programs are missing, and fail.
    static let pdfToolsOrCI = pdfTools || ProcessInfo.processInfo.environment["CI"] != nil

    /// `OOXML_XSD` names the `wml.xsd` of ECMA-376, transitional, with the files that it includes beside it.
    static let wordSchema = ProcessInfo.processInfo.environment["OOXML_XSD"].flatMap { $0.isEmpty ? nil : $0 }

    /// Nor is this skipped in CI. An error is the answer: not installed.
    static let pythonDOCX =
        ProcessInfo.processInfo.environment["CI"] != nil || (try? Python.run(["-c", "import docx"])) != nil
}
