#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Whole text files.
enum TextFile {
    /// The most bytes that are read.
    static let limit = 4 << 20

    /// The file's text; `-` is standard input.
    static func read(_ path: String) throws -> String {
        let descriptor = path == "-" ? dup(0) : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe systemRead(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            guard count > 0 else { break }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= limit else {
                throw ToolError(.unusableFile, "\(path) is larger than \(limit >> 20) MiB")
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The file's absolute path, links followed.
    static func absolutePath(_ path: String) -> String {
        guard path != "-", let pointer = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(pointer) }
        return unsafe String(cString: pointer)
    }

    private static func failure(_ path: String) -> ToolError {
        let reason = unsafe String(cString: strerror(errno))
        return ToolError(.unusableFile, "cannot read \(path): \(reason)")
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
    return unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #else
    return unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
}
