#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A new folder under `TMPDIR` or /tmp.
struct TemporaryFolder: Sendable {
    let path: String

    /// Makes the folder; it belongs to `owner` where one is given.
    init(prefix: String, owner: ServerUser?) throws {
        let base = environmentVariable("TMPDIR") ?? "/tmp"
        var template = Array("\(base)/\(prefix)-XXXXXX".utf8CString)
        let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
            unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) }.map { unsafe String(cString: $0) }
        }
        guard let made else {
            throw ToolError(.demoFailed, "cannot make a folder in \(base): \(unsafe String(cString: strerror(errno)))")
        }
        path = made
        if let owner { unsafe chown(path, owner.userID, owner.groupID) }
    }

    /// Removes the folder with all it holds.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
