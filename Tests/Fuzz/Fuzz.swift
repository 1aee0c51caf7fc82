import Foundation

/// Which boundary this process fuzzes; libFuzzer owns the command line, so the environment names it.
private let boundary: Boundary = {
    let name = ProcessInfo.processInfo.environment["FUZZ_BOUNDARY"] ?? ""
    guard let boundary = Boundary(rawValue: name) else {
        fatalError("FUZZ_BOUNDARY is one of \(Boundary.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return boundary
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafeRawPointer?, _ count: Int) -> CInt {
    do {
        try boundary.read(UnsafeRawBufferPointer(start: start, count: count))
    } catch {
        // Refused: a right answer.
    }
    return 0
}
