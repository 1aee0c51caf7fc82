/// A check as the answer shows it.
struct FindingView: Encodable {
    var status: String
    var detail: String
}
