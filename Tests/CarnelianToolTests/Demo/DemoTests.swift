import CarnelianCore
import CarnelianTool
import Subprocess
import SystemPackage
import Testing

struct DemoTests {
    @Test func theShippedCrontabIsTheExample() throws {
        let root = FilePath(#filePath).removingLastComponent().appending("../../../Examples/crontab/crontab")
        let file = try FileDescriptor.open(root, .readOnly)
        defer { try? file.close() }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = try unsafe bytes.withUnsafeMutableBytes { unsafe try file.read(into: $0) }
        #expect(String(decoding: bytes[..<count], as: UTF8.self) == DemoCrontab.text)
    }
}
