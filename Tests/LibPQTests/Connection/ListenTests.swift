import LibPQ
import TestSupport
import Testing

/// LISTEN and NOTIFY.
@Suite struct ListenTests {
    @Test func anIdleConnectionHears() async throws {
        try await withConnection { listener in
            try await withConnection { speaker in
                let channel = "Odd \"Channel\" \(await listener.backendPID)"
                try await listener.listen(channel)
                let waiting = Task { try await listener.nextNotification(deadline: .seconds(10)) }
                try await speaker.query("SELECT pg_notify($1, $2)", [.text(channel), .text("first")])
                let notification = try await waiting.value
                #expect(notification?.channel == channel)
                #expect(notification?.payload == "first")
                #expect(await notification?.pid == speaker.backendPID)
                try await listener.unlisten(channel)
                try await speaker.query("SELECT pg_notify($1, $2)", [.text(channel), .text("second")])
                #expect(try await listener.nextNotification(deadline: .milliseconds(50)) == nil)
            }
        }
    }

    @Test func theOrderIsKept() async throws {
        try await withConnection { listener in
            let channel = "order_\(await listener.backendPID)"
            try await listener.listen(channel)
            for number in 0..<50 {
                try await listener.query("SELECT pg_notify($1, $2)", [.text(channel), .text("\(number)")])
            }
            var heard: [String] = []
            for try await notification in listener.notifications() {
                heard.append(notification.payload)
                if heard.count == 50 { break }
            }
            #expect(heard == (0..<50).map { "\($0)" })
        }
    }

    @Test func aListenerWaitsBesideOtherWork() async throws {
        try await withConnection { connection in
            let channel = "beside_\(await connection.backendPID)"
            try await connection.listen(channel)
            let waiting = Task { try await connection.nextNotification(deadline: .seconds(10)) }
            try await eventually("the listener waits") {
                await connection.isAwaitingNotification
            }
            #expect(await pqError { _ = try await connection.nextNotification(deadline: .zero) }?.code == .misuse)
            try await connection.query("SELECT pg_notify($1, 'x')", [.text(channel)])
            #expect(try await waiting.value?.payload == "x")
        }
    }

    @Test func theDeadlineIsNoError() async throws {
        try await withConnection { connection in
            let found = try await connection.nextNotification(deadline: .milliseconds(20))
            #expect(found == nil)
            let next = try await connection.nextNotification(deadline: .zero)
            #expect(next == nil)
        }
    }

    @Test func aListenerCanBeCancelled() async throws {
        try await withConnection { connection in
            let waiting = Task { try await connection.nextNotification() }
            waiting.cancel()
            #expect(await pqError { _ = try await waiting.value }?.code == .cancelled)
            #expect(await connection.isReusable)
        }
    }

    @Test func aListenerLearnsOfTheLossAtOnce() async throws {
        try await withProxy { proxy, connection in
            try await connection.listen("lost")
            let waiting = Task { try await connection.nextNotification() }
            proxy.cutAll()
            #expect(await pqError { _ = try await waiting.value }?.code == .connectionLost)
            #expect(await !connection.isUsable)
        }
    }
}
