import FoundationEssentials

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// How much memory a process keeps in RAM.
enum ResidentMemory {
    /// In bytes, by `statm` of proc(5), whose second number is resident pages; nil where there is no such file.
    static func bytes(of process: Int32) -> Int? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(process)/statm") else { return nil }
        let fields = String(decoding: data, as: UTF8.self).split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
