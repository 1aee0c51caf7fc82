import Rendering

/// The media types of what can be uploaded, by the word recorded with the file.
enum FileMediaType {
    static func of(_ format: String?) -> String {
        switch format {
        case "pdf": OutputFormat.pdf.mediaType
        case "docx": OutputFormat.docx.mediaType
        case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case "html": "text/html"
        case "markdown": "text/markdown"
        case "csv": "text/csv"
        case "text": "text/plain"
        case "rtf": "application/rtf"
        default: "application/octet-stream"
        }
    }
}
