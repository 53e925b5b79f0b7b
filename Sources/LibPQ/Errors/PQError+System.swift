#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension PQError {
    /// The operating system refused `call`.
    static func systemCall(_ call: String, _ code: Int32) -> PQError {
        let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        return PQError(.systemResources, "\(call) failed: \(reason)")
    }

    static func deadline(_ duration: Duration, _ what: String) -> PQError {
        PQError(.deadlineExceeded, "\(what) took longer than its deadline of \(duration)")
    }
}
