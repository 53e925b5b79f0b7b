import LibPQ

extension PostgresJobStore {
    /// Looks at the server's clock some times over one connection; the answer with the shortest round trip counts.
    func measureClock(samples: Int) async throws {
        guard let databaseClock else { return }
        let statement = statement(EmbeddedSQL.storeServerTime)
        do {
            let looks = try await checkIns.withConnection { connection in
                var looks: [ClockSample] = []
                for _ in 0..<samples {
                    let sent = databaseClock.monotonic
                    let result = try await connection.query(statement)
                    let received = databaseClock.monotonic
                    guard let row = result.rows.first else { continue }
                    looks.append(ClockSample(server: try row.int64(0), sent: sent, received: received))
                }
                return looks
            }
            databaseClock.update(looks)
        } catch let error as PQError {
            throw error.storeError
        }
    }
}
