/// Waits until `condition` holds, looking every few milliseconds.
///
/// Throws `NeverHappened`, which names `what`, when `limit` has passed without it. What `condition` itself throws is
/// taken for "not yet" and told if it was the last answer.
package func eventually(
    _ what: String, within limit: Duration = .seconds(60), _ condition: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: limit)
    while true {
        var obstacle: (any Error)?
        do {
            if try await condition() { return }
        } catch {
            obstacle = error
        }
        guard clock.now < end else { throw NeverHappened(what: what, limit: limit, obstacle: obstacle) }
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// What was waited for did not come true in time.
package struct NeverHappened: Error, CustomStringConvertible {
    package let what: String
    package let limit: Duration
    package let obstacle: (any Error)?

    package var description: String {
        let text = "waited \(limit) in vain for: \(what)"
        return obstacle.map { "\(text); at last: \($0)" } ?? text
    }
}
