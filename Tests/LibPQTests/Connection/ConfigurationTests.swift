import LibPQ
import Testing

/// Connection strings: read as libpq reads them, shown without secrets.
@Suite struct ConfigurationTests {
    @Test(arguments: [
        "host=db password=geheim nonsense", "host=db password='geheim", "host=db passwort=geheim",
        "postgresql://u:geheim@[::1", "postgresql://u:geheim@h:1:2/db?x", "password=ge heim geheim",
        "postgresql://u:geheim%zz@h/db", "postgresql://u:p@geheim@h/db", "postgresql://u:x@h/db?geheim=1",
    ])
    func aBadStringIsRefusedWithoutQuotingIt(_ text: String) async {
        let error = await pqError { _ = try PQConfiguration(text) }
        #expect(error?.code == .invalidConfiguration)
        for shown in [error?.description, error?.debugDescription] {
            #expect(shown?.contains("geheim") == false && shown?.contains("heim") == false)
        }
    }

    @Test(arguments: [
        "postgresql://me:geheim@db:5433/jobs?sslmode=require", "host=db user=me password=geheim dbname=jobs",
    ])
    func aConfigurationIsShownWithoutItsPassword(_ text: String) throws {
        let configuration = try PQConfiguration(text)
        for shown in ["\(configuration)", String(reflecting: configuration), String(reflecting: [configuration])] {
            #expect(shown.contains("db") && !shown.contains("geheim"))
        }
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("geheim"))
    }

    @Test func valuesAreQuotedForOthers() throws {
        let configuration = try PQConfiguration(#"host=db password='it\'s \\ it\'s'"#)
        let copy = try PQConfiguration(configuration.conninfo(replacing: ["dbname": "a b"]))
        #expect(copy.conninfo() == configuration.conninfo(replacing: ["dbname": "a b"]))
        #expect(copy.description.contains("dbname=a b"))
    }

    @Test func defaults() throws {
        let configuration = try PQConfiguration("")
        #expect(configuration.connectTimeout == .seconds(10))
        #expect(configuration.statementTimeout == .seconds(30))
        #expect(configuration.preparesStatements)
        #expect(configuration.description == "libpq's environment")
    }
}
