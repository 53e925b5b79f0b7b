import LibPQ
import Testing

/// A row says what it has when it is asked for something else.
@Suite struct RowTests {
    @Test func aMismatchNamesColumnAndTypes() async throws {
        try await withConnection { connection in
            let row = try await connection.query("SELECT 'x'::text AS label, 1::int8 AS id, 2.5 AS price").rows[0]
            let error = await pqError { _ = try row.int64(0) }
            #expect(error?.code == .unexpectedColumn)
            #expect(error?.description == "column 0 \"label\" is of type text; an integer was expected")
            #expect(await pqError { _ = try row.string(1) }?.description.contains("\"id\" is of type int8") == true)
            #expect(await pqError { _ = try row.double(2) }?.description.contains("numeric") == true)
            #expect(await pqError { _ = try row.bytes(0) }?.code == .unexpectedColumn)
            #expect(await pqError { _ = try row.bool(1) }?.code == .unexpectedColumn)
            #expect(await pqError { _ = try row.int64s(0) }?.code == .unexpectedColumn)
        }
    }

    @Test func nullIsNoValue() async throws {
        try await withConnection { connection in
            let row = try await connection.query("SELECT NULL::int8 AS id, '{1,NULL}'::int8[] AS ids").rows[0]
            #expect(await pqError { _ = try row.int64(0) }?.description.contains("\"id\" is NULL") == true)
            #expect(await pqError { _ = try row.int64s(1) }?.description.contains("without NULLs") == true)
        }
    }

    @Test func aColumnThatIsNotThere() async throws {
        try await withConnection { connection in
            let row = try await connection.query("SELECT 1").rows[0]
            for index in [-1, 1, .max] {
                #expect(await pqError { _ = try row.int(index) }?.code == .unexpectedColumn)
                #expect(row.isNull(index))
            }
        }
    }

    @Test func anArrayOfTwoDimensionsIsRefused() async throws {
        try await withConnection { connection in
            let row = try await connection.query("SELECT '{{1,2},{3,4}}'::int8[]").rows[0]
            #expect(await pqError { _ = try row.int64s(0) }?.code == .unexpectedColumn)
        }
    }

    @Test func columnsAndCounts() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TEMP TABLE counted (id int8)")
            let inserted = try await connection.query("INSERT INTO counted SELECT generate_series(1, 12)")
            #expect(inserted.affectedRows == 12)
            #expect(inserted.rows.isEmpty)
            let result = try await connection.query("SELECT id AS one, id AS \"Two\" FROM counted ORDER BY id")
            #expect(result.columns == ["one", "Two"])
            #expect(result.rows.map { $0.isNull(0) } == Array(repeating: false, count: 12))
            #expect(try result.rows.last?.int(1) == 12)
            #expect(try await connection.query("UPDATE counted SET id = 0 WHERE id > 10").affectedRows == 2)
        }
    }

    @Test func aRowOutlivesItsConnection() async throws {
        let row = try await withConnection { connection in
            try await connection.query("SELECT 'still here'::text").rows[0]
        }
        #expect(try row.string(0) == "still here")
    }
}
