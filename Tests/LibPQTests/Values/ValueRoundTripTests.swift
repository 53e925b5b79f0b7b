import LibPQ
import Testing

/// What is sent comes back the same, in both directions in binary.
@Suite struct ValueRoundTripTests {
    @Test func integersAtTheirEnds() async throws {
        try await withConnection { connection in
            for value in [Int64.min, -1, 0, 1, 258, .max] {
                let row = try await connection.query("SELECT $1", [.int8(value)]).rows[0]
                #expect(try row.int64(0) == value)
                #expect(try row.int(0) == Int(value))
            }
            let row = try await connection.query("SELECT $1, $2", [.int2(.min), .int4(.min)]).rows[0]
            #expect(try row.int64(0) == Int64(Int16.min))
            #expect(try row.int64(1) == Int64(Int32.min))
            #expect(try await connection.query("SELECT 4294967295::oid").rows[0].int64(0) == 4_294_967_295)
        }
    }

    @Test func boolsAndFloats() async throws {
        try await withConnection { connection in
            let values: [PQValue] = [.bool(true), .bool(false), .float8(-0.1), .float8(.infinity), .float8(.nan)]
            let row = try await connection.query("SELECT $1, $2, $3, $4, $5, 1.5::float4", values).rows[0]
            #expect(try row.bool(0))
            #expect(try !row.bool(1))
            #expect(try row.double(2) == -0.1)
            #expect(try row.double(3) == .infinity)
            #expect(try row.double(4).isNaN)
            #expect(try row.double(5) == 1.5)
        }
    }

    @Test(arguments: ["", "plain", "Grüße, Жук, 漢字, 👩‍👩‍👧", "quote ' \" \\ $1", "line\nbreak\ttab"])
    func text(_ text: String) async throws {
        try await withConnection { connection in
            let sql = "SELECT $1, $1::varchar, $1 = $2::text"
            let row = try await connection.query(sql, [.text(text), .text(text)]).rows[0]
            #expect(try row.string(0) == text)
            #expect(try row.string(1) == text)
            #expect(try row.bool(2))
        }
    }

    @Test func bytes() async throws {
        try await withConnection { connection in
            let megabyte = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            for value in [[], [0], [0, 255, 0], megabyte] {
                let row = try await connection.query("SELECT $1, length($1)", [.bytea(value)]).rows[0]
                #expect(try row.bytes(0) == value)
                #expect(try row.int(1) == value.count)
            }
        }
    }

    @Test func nullOfAnyType() async throws {
        try await withConnection { connection in
            let sql = "SELECT $1::int8, $2::text, $3::bytea, $4::bool, $5::float8, $6::int8[], $7::text[]"
            let row = try await connection.query(sql, Array(repeating: .null, count: 7)).rows[0]
            #expect(try row.int64IfPresent(0) == nil)
            #expect(try row.stringIfPresent(1) == nil)
            #expect(try row.bytesIfPresent(2) == nil)
            #expect(try row.boolIfPresent(3) == nil)
            #expect(try row.doubleIfPresent(4) == nil)
            #expect(try row.int64sIfPresent(5) == nil)
            #expect(try row.stringsIfPresent(6) == nil)
            for index in 0..<7 { #expect(row.isNull(index)) }
        }
    }

    @Test func arrays() async throws {
        try await withConnection { connection in
            let values: [PQValue] = [
                .int8Array([1, -1, .max]), .int4Array([7]), .int2Array([-3, 4]), .textArray(["", "a,b", "\"{}\""]),
                .boolArray([true, false]), .byteaArray([[], [0, 1]]), .int8Array([]), .textArray([]),
            ]
            let row = try await connection.query("SELECT $1, $2, $3, $4, $5, $6, $7, $8", values).rows[0]
            #expect(try row.int64s(0) == [1, -1, .max])
            #expect(try row.int64s(1) == [7])
            #expect(try row.int64s(2) == [-3, 4])
            #expect(try row.strings(3) == ["", "a,b", "\"{}\""])
            #expect(try row.bools(4) == [true, false])
            #expect(try row.byteArrays(5) == [[], [0, 1]])
            #expect(try row.int64s(6).isEmpty)
            #expect(try row.strings(7).isEmpty)
        }
    }

    @Test func arraysWithNullsReachTheServer() async throws {
        try await withConnection { connection in
            let sql = """
                SELECT coalesce($1[2], -1) = -1 AND $1[3] = 5, array_to_string($2, ',', '*'),
                       (SELECT count(*) FROM unnest($3) AS u(b) WHERE b IS NULL)
                """
            let values: [PQValue] = [
                .int8Array([1, nil, 5]), .textArray([nil, "x", ""]), .byteaArray([nil, [1], nil]),
            ]
            let row = try await connection.query(sql, values).rows[0]
            #expect(try row.bool(0))
            #expect(try row.string(1) == "*,x,")
            #expect(try row.int64(2) == 2)
        }
    }

    @Test func twentyMegabytesGoThroughASocketThatFills() async throws {
        try await withConnection { connection in
            let piece = String(repeating: "0123456789abcdef", count: 64)
            let pieces = (0..<20_480).map { "\($0)-\(piece)" }
            let sql = "SELECT count(*), sum(length(t)), max(t) FROM unnest($1) AS u(t)"
            let row = try await connection.query(sql + " WHERE true", [.textArray(pieces)]).rows[0]
            #expect(try row.int64(0) == 20_480)
            #expect(try row.int64(1) == Int64(pieces.reduce(0) { $0 + $1.utf8.count }))
            #expect(try row.string(2) == pieces.max())
            // And back, through a reader that gets it in parts.
            let result = try await connection.query("SELECT t FROM unnest($1) AS u(t)", [.textArray(pieces)])
            #expect(result.rows.count == 20_480)
            #expect(try result.rows[20_479].string(0) == pieces[20_479])
        }
    }
}
