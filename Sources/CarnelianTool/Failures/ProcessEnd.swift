#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Ends this process with a status.
func endProcess(status: Int32) -> Never {
    exit(status)
}
