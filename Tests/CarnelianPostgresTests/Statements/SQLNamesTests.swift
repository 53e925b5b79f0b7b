import CarnelianCore
import CarnelianPostgres
import Testing

/// Placeholders become names; only plain identifiers do.
@Suite struct SQLNamesTests {
    @Test func rendersQuartzsDefaultNames() throws {
        let names = try SQLNames(prefix: "QRTZ_", schema: nil)
        #expect(
            names.render("SELECT 1 FROM {qrtz}triggers, {carnelian}nodes -- {index}")
                == "SELECT 1 FROM qrtz_triggers, carnelian_nodes -- qrtz_")
    }

    @Test func rendersASchemaAndAPrefixOfItsOwn() throws {
        let names = try SQLNames(prefix: "app_", schema: "Jobs")
        #expect(
            names.render("{qrtz}triggers {carnelian}nodes {index}t")
                == "\"Jobs\".app_triggers \"Jobs\".carnelian_app_nodes app_t")
    }

    @Test func rendersFragmentsWithinFragments() throws {
        let names = try SQLNames(prefix: "qrtz_", schema: nil)
        let text = names.render("{+stored_trigger_joins}")
        #expect(text.contains("LEFT JOIN qrtz_simple_triggers s"))
        #expect(!text.contains("{"))
    }

    @Test func leavesWhatIsNoPlaceholder() throws {
        let names = try SQLNames(prefix: "qrtz_", schema: nil)
        #expect(names.render("'{}' {unknown} { {qrtz}x }") == "'{}' {unknown} { {qrtz}x }")
    }

    @Test(arguments: ["", "1abc", "a-b", "a b", "a;drop", "a\"b", "ä_", String(repeating: "a", count: 21)])
    func refusesPrefixes(prefix: String) {
        #expect(throws: CarnelianError.self) { try SQLNames(prefix: prefix, schema: nil) }
    }

    @Test(arguments: ["", "a.b", "x\"; DROP", "pg_catalog", String(repeating: "a", count: 64)])
    func refusesSchemas(schema: String) {
        #expect(throws: CarnelianError.self) { try SQLNames(prefix: "qrtz_", schema: schema) }
    }
}
