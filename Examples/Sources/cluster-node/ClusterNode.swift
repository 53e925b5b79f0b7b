import Carnelian
import CarnelianPostgres
import Foundation
import Logging
import ServiceLifecycle

/// A mailer that only says what it would send.
struct Mailer: Sendable {
    func send(_ subject: String, to address: String) async throws {
        print("To \(address): \(subject)")
    }
}

struct SendReminder: Job {
    static let type: JobType = "billing.send-reminder"

    struct Parameters: Codable, Sendable {
        var invoice: Int
        var email: String
    }

    let mailer: Mailer

    func execute(_ parameters: Parameters, in context: JobContext) async throws {
        try await mailer.send("Invoice \(parameters.invoice) is due", to: parameters.email)
    }
}

/// One node of a billing cluster; start it as often as you like with the same CARNELIAN_DATABASE_URL.
@main
struct ClusterNode {
    static func main() async throws {
        let logger = Logger(label: "billing")
        let url = ProcessInfo.processInfo.environment["CARNELIAN_DATABASE_URL"] ?? ""
        let configuration = PostgresJobStore.Configuration(url: url, schedulerName: "billing")
        try await Migrator(configuration, logger: logger).migrate()

        let store = try PostgresJobStore(configuration, logger: logger)
        let scheduler = try Scheduler(store: store, logger: logger) { SendReminder(mailer: Mailer()) }
        try await scheduler.schedule(
            SendReminder.self, with: .init(invoice: 7, email: "ada@example.com"),
            as: JobKey("invoice-7", group: "reminders"),
            on: .cron("0/2 * * * * ?", in: "Europe/Berlin")
        )
        try await ServiceGroup(
            services: [store, scheduler], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }
}
