import Foundation

/// Which boundary this process fuzzes; libFuzzer owns the command line, so the environment names it.
private let boundary: Boundary = {
    let name = ProcessInfo.processInfo.environment["FUZZ_BOUNDARY"] ?? ""
    guard let boundary = Boundary(rawValue: name) else {
        fatalError("FUZZ_BOUNDARY is one of \(Boundary.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return boundary
}()

private typealias OneInput = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// libFuzzer as a library (compiler-rt, FuzzerDriver.cpp). All it takes and gives are pointers and an integer, which Swift
/// and C pass alike.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<Arguments>, _ test: OneInput
) -> CInt

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try boundary.read(UnsafeRawBufferPointer(start: start, count: count))
    } catch {
        // Refused: a right answer.
    }
    return 0
}

/// The package manager makes this the program's `main`, in place of libFuzzer's own.
@_cdecl("fuzz_main")
public func fuzzMain(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
    var (count, arguments) = (count, arguments)
    return runDriver(&count, &arguments) { testOneInput($0, $1) }
}
