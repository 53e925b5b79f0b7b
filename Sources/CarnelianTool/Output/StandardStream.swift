#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Standard output or standard error, written without a buffer, so that lines are whole and in order.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Writes the text and an end of line.
    package func writeLine(_ text: String) {
        write(text + "\n")
    }

    /// Writes the text; a reader that has gone away ends the writing.
    package func write(_ text: String) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = systemWrite(rawValue, bytes[written...])
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                return
            }
            written += count
        }
    }

    /// How many lines its terminal shows; nil where it is none or does not say.
    package var height: Int? {
        var size = winsize()
        guard unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
        return Int(size.ws_row)
    }

    /// Whether a person at a terminal reads it.
    package var isTerminal: Bool {
        isatty(rawValue) == 1
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
    unsafe bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
        return unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #else
        return unsafe Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }
}
