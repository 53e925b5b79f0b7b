import Carnelian
import CarnelianTesting
import Synchronization
import Testing

/// Remembers instead of sending.
final class RecordingMailer: Sendable {
    private let messages = Mutex<[String]>([])
    var sent: [String] { messages.withLock { $0 } }
    func send(_ message: String) { messages.withLock { $0.append(message) } }
}

struct SendReminder: Job {
    static let type: JobType = "billing.send-reminder"

    struct Parameters: Codable, Sendable {
        var invoice: Int
        var email: String
    }

    let mailer: RecordingMailer

    func execute(_ parameters: Parameters, in context: JobContext) async throws {
        mailer.send("\(parameters.email): invoice \(parameters.invoice)")
    }
}

@Test func remindsAtNineAcrossTheSpringClockChange() async throws {
    let mailer = RecordingMailer()
    try await withTestScheduler(startingAt: "2026-03-27T12:00:00+01:00") {
        SendReminder(mailer: mailer)
    } perform: { scheduler, clock in
        try await scheduler.schedule(
            SendReminder.self, with: .init(invoice: 7, email: "ada@example.com"),
            on: .cron("0 0 9 ? * MON-FRI", in: "Europe/Berlin")
        )
        try await clock.advance(to: "2026-03-31T12:00:00+02:00")
        #expect(mailer.sent.count == 2)  // Monday and Tuesday, both at 09:00 local time
    }
}
