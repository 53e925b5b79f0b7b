#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Standard input line by line, read in blocks.
struct LineSource: ~Copyable {
    /// What a line holds.
    enum Line {
        /// Its bytes, without the end of line.
        case bytes([UInt8])
        /// Nothing of use: it is longer than the limit, and was skipped.
        case tooLong
    }

    /// The most bytes of a line.
    static let limit = 4 << 20
    private static let blockSize = 1 << 16

    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// The next line; nil at the end.
    ///
    /// Calls `beforeWaiting` before it reads more, which may take until somebody writes.
    mutating func next(beforeWaiting: () -> Void) -> Line? {
        var searched = position
        var isTooLong = false
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { position = end + 1 }
                return isTooLong ? .tooLong : .bytes(Array(buffer[position..<end]))
            }
            if isAtEnd {
                defer { position = buffer.count }
                if isTooLong { return .tooLong }
                return position < buffer.count ? .bytes(Array(buffer[position...])) : nil
            }
            if isTooLong || buffer.count - position > Self.limit {
                isTooLong = true
                position = buffer.count
            }
            buffer.removeFirst(position)
            position = 0
            searched = buffer.count
            beforeWaiting()
            fill()
        }
    }

    private mutating func fill() {
        let kept = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: Self.blockSize))
        var count: Int
        repeat {
            count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe read(0, bytes.baseAddress?.advanced(by: kept), Self.blockSize)
            }
        } while count < 0 && errno == EINTR
        isAtEnd = count <= 0
        buffer.removeLast(Self.blockSize - max(0, count))
    }
}
