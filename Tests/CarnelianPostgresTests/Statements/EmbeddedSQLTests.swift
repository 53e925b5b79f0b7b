import CarnelianPostgres
import Foundation
import TestSupport
import Testing

/// The generated Swift holds what `sql/` holds.
@Suite struct EmbeddedSQLTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "sql")

    @Test func everyQueryIsEmbedded() throws {
        let embedded = Dictionary(uniqueKeysWithValues: EmbeddedSQL.queries.map { ($0.name, $0.text) })
        let files = try Self.files("queries")
        #expect(files.count > 40)
        for file in files {
            let area = file.deletingLastPathComponent().lastPathComponent
            let name = "\(area)_\(file.deletingPathExtension().lastPathComponent)"
            #expect(embedded[name] == (try Self.body(of: file)), "run scripts/embed-sql: \(name) is stale")
        }
        #expect(files.count == embedded.count, "run scripts/embed-sql: a removed query is still embedded")
    }

    @Test func everyFragmentIsEmbedded() throws {
        let files = try Self.files("fragments")
        for file in files {
            let name = file.deletingPathExtension().lastPathComponent
            #expect(EmbeddedSQL.fragments[name] == (try Self.body(of: file)), "run scripts/embed-sql: \(name) is stale")
        }
        #expect(files.count == EmbeddedSQL.fragments.count)
    }

    @Test func everyMigrationIsEmbeddedInOrder() throws {
        let files = try Self.files("migrations").sorted { $0.lastPathComponent < $1.lastPathComponent }
        let numbers = EmbeddedSQL.migrations.map(\.number)
        #expect(numbers.count == files.count && numbers.first == 1)
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }, "each number once, in order")
        for (file, migration) in zip(files, EmbeddedSQL.migrations) {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(migration.text == text.trimmingCharacters(in: .whitespacesAndNewlines))
            #expect(file.lastPathComponent.hasSuffix("_\(migration.name).sql"))
        }
    }

    @Test func everyQuerySaysWhatItDoes() throws {
        for file in try Self.files("queries") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for word in ["-- Purpose:", "-- Parameters:", "-- Columns:", "-- Locks:"] {
                #expect(text.contains(word), "\(file.lastPathComponent) lacks the header \"\(word)\"")
            }
        }
    }

    private static func files(_ kind: String) throws -> [URL] {
        let found = FileManager.default.enumerator(at: folder.appending(path: kind), includingPropertiesForKeys: nil)
        return try #require(found).compactMap { $0 as? URL }.filter { $0.pathExtension == "sql" }
    }

    /// The file without the comment at its top and the final semicolon.
    private static func body(of file: URL) throws -> String {
        let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        let body = lines.drop { $0.hasPrefix("--") || $0.trimmingCharacters(in: .whitespaces).isEmpty }
        let text = body.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
        return text.hasSuffix(";") ? String(text.dropLast()) : text
    }
}
