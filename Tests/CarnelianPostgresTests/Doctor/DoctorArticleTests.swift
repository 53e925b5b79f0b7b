import CarnelianPostgres
import Foundation
import Testing

/// The article lists every code once.
@Suite struct DoctorArticleTests {
    @Test func everyCodeIsDocumented() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Carnelian/Documentation.docc/Articles/Doctor.md")
        let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        let documented = lines.filter { $0.hasPrefix("| `") }.map { line in
            String(line.dropFirst(3).prefix { $0 != "`" })
        }
        let known = Finding.Code.all.map(\.rawValue)
        #expect(Set(known).count == known.count)
        #expect(documented.sorted() == known.sorted())
    }
}
