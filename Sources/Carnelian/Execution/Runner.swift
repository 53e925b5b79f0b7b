import CarnelianCore
import CoreMetrics
import Logging

/// Executes fires, one after the other, until none waits: the body of one task on the worker pool.
struct Runner: Sendable {
    let node: Node

    func run() async {
        var finished: Execution?
        var duration = Duration.zero
        while let execution = node.executions.next(after: finished, took: duration, isCancelled: Task.isCancelled) {
            let start = ContinuousClock.now
            await execution.run { await execute(execution) }
            duration = ContinuousClock.now - start
            node.metrics.execution.record(duration)
            finished = execution
        }
    }

    private func execute(_ execution: Execution) async {
        let (outcome, instruction) = await result(of: execution)
        let fire = execution.fire
        report(outcome, of: fire)
        guard !execution.isOwnershipLost, !node.leavesToRecovery(execution, after: outcome) else {
            return node.events.emit(.completed(fire, outcome))
        }
        node.end(fire, outcome, data: execution.changedData, instruction: instruction)
    }

    private func result(of execution: Execution) async -> (ExecutionOutcome, Completion.Instruction) {
        let job = execution.fire.job
        let data = job.data.merging(execution.fire.trigger.data)
        let body: JobRegistration.Body
        do {
            guard let registration = node.registrations[job.type] else {
                throw CarnelianError(.unknownJobType, "job type \(job.type) is not registered on \(node.instanceID)")
            }
            body = try registration.prepare(data)
        } catch {
            let reason = "job \(job.key) cannot run: \(error)"
            return (.parked(reason: reason), .parkTrigger(reason: reason))
        }
        // Asked to end before it began.
        if execution.isInterrupted { return (.failed(CancellationError()), .none) }
        var refireCount = 0
        while true {
            let context = JobContext(
                execution, schedulerName: node.schedulerName, instanceID: node.instanceID, data: data,
                refireCount: refireCount
            )
            do {
                try await node.middleware.execute(context, body: body)
                return (.succeeded, .none)
            } catch let failure as JobFailure {
                guard failure.then == .refireImmediately, !Task.isCancelled else {
                    return (.failed(failure), failure.instruction)
                }
                refireCount += 1
                await Task.yield()
            } catch let veto as VetoedFire {
                return (.vetoed(veto), .none)
            } catch {
                return (.failed(error), .none)
            }
        }
    }

    private func report(_ outcome: ExecutionOutcome, of fire: Fire) {
        switch outcome {
        case .succeeded:
            node.metrics.succeeded.increment()
        case .failed(let error):
            node.metrics.failed.increment()
            node.log("Job failed", of: fire, [LoggingKeys.error: "\(error)"])
        case .vetoed(let veto):
            node.metrics.vetoed.increment()
            node.log("Fire vetoed", of: fire, [LoggingKeys.reason: "\(veto.reason)"])
        case .parked(let reason):
            node.metrics.parked.increment()
            node.log("Trigger parked", of: fire, [LoggingKeys.reason: "\(reason)"])
        }
    }
}

extension JobFailure {
    /// What the store records; a refire that was cut short by cancellation counts as a plain failure.
    fileprivate var instruction: Completion.Instruction {
        switch then {
        case .unscheduleTrigger: .unscheduleTrigger
        case .unscheduleJob: .unscheduleJob
        default: .none
        }
    }
}
