import CarnelianCore
import Tracing

/// Opens a span `carnelian.execute` around each execution; part of every scheduler, and free until the application
/// bootstraps a tracer.
public struct TracingMiddleware: JobMiddleware {
    /// Creates the middleware.
    public init() {}

    /// Runs the execution within a span that carries the job's and trigger's keys and the fire instance.
    public func execute(_ context: JobContext, next: (JobContext) async throws -> Void) async throws {
        try await withSpan("carnelian.execute", ofKind: .consumer) { span in
            if span.isRecording { describe(context, in: span) }
            try await next(context)
        }
    }

    private func describe(_ context: JobContext, in span: any Span) {
        span.attributes["carnelian.scheduler"] = context.schedulerName
        span.attributes["carnelian.instance"] = context.instanceID.rawValue
        span.attributes["carnelian.fire_instance"] = context.fireInstanceID.rawValue
        span.attributes["carnelian.job"] = context.job.key.description
        span.attributes["carnelian.job_type"] = context.job.type.rawValue
        span.attributes["carnelian.trigger"] = context.trigger.key.description
        span.attributes["carnelian.scheduled_fire_time"] = context.scheduledFireTime.milliseconds
    }
}
