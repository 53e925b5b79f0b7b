import CarnelianCore
import Logging
import ServiceLifecycle

extension Node {
    /// How long jobs may take to end after they were cancelled, and the store to answer, at shutdown.
    static let shutdownGrace = Duration.seconds(1)
    /// How often a node that stops tries to say good-bye.
    private static let leaveTries = 3

    /// Opens the store, joins the cluster, works until told to stop, drains and leaves.
    ///
    /// Tasks, from the outside in: the shutdown watch; check-in, misfire sweep and store signals; the completion writer;
    /// the jobs, with the acquire loop as the body of their group. Each group ends before the one around it is cancelled, so
    /// completions outlive jobs and check-ins outlive completions.
    func run() async throws {
        defer { workers.stop() }
        if let warning = configuration.warning { logger.info("\(warning)") }
        guard try await openStore() else { return }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watchShutdown() }
            var checkIns = CheckInLoop(self)
            if await checkIns.join() {
                try? change { machine in machine.joined(at: clock.now()) }
                await work(checkIns)
                await leave()
            }
            group.cancelAll()
        }
    }

    private func work(_ checkIns: CheckInLoop) async {
        await withDiscardingTaskGroup { loops in
            loops.addTask {
                var checkIns = checkIns
                await checkIns.run()
            }
            loops.addTask { await MisfireLoop(node: self).run() }
            loops.addTask { await self.listen() }
            loops.addTask { await self.endDelayedStandby() }
            await withDiscardingTaskGroup { writing in
                writing.addTask {
                    var writer = CompletionWriter(self)
                    await writer.run()
                }
                await withDiscardingTaskGroup { jobs in
                    var acquiring = AcquireLoop(self)
                    await acquiring.run(in: &jobs)
                }
                completions.finish()
            }
            loops.cancelAll()
        }
    }

    /// Opens the store, tries again while it cannot be reached; false if the node stops before.
    private func openStore() async throws -> Bool {
        var backoff = Backoff()
        while !isStopping {
            do {
                try await attempt(.open) { try await store.open() }
                return true
            } catch let error as CarnelianError where error.code == .storeUnavailable {
                await sleepUnlessStopping(for: backoff.next(jitter: .random(in: 0...1)))
            }
        }
        return false
    }

    /// Passes the store's hints on to the acquire loop.
    private func listen() async {
        while !Task.isCancelled {
            for await signal in store.signals() {
                switch signal {
                case .scheduleChanged(let earliest): acquireSignal.scheduleChanged(earliest: earliest)
                case .clusterChanged: break
                case .interruptRequested: await lookForInterrupts()
                }
            }
            try? await clock.sleep(for: configuration.pollInterval)
        }
    }

    /// Ends a standby by the clock where a delayed start says so.
    private func endDelayedStandby() async {
        while !Task.isCancelled {
            if let time = delayedStart {
                await delayBell.wait(until: time, by: clock)
                try? change { machine in machine.timePassed(to: clock.now()) }
            } else {
                await delayBell.wait()
            }
        }
    }

    /// Cancels the jobs when the time to drain is over, and names those that do not end.
    private func watchShutdown() async {
        while !isStopping {
            await stopBell.wait()
            if Task.isCancelled { return }
        }
        do {
            try await clock.sleep(for: configuration.shutdownTimeout)
            executions.close()
            try await clock.sleep(for: Node.shutdownGrace)
        } catch { return }
        giveUp()
        reportOverdue(executions.snapshot.running.map(\.fire))
    }

    /// Hands unfinished executions over and leaves the cluster; if the store fails, peers find out by themselves.
    private func leave() async {
        let now = clock.now()
        let sign = CheckIn(
            instance: instanceID, now: now, interval: configuration.checkInInterval,
            grace: configuration.checkInGrace, previous: nil
        )
        let myself = ClusterNode(instance: instanceID, lastCheckIn: now, checkInInterval: configuration.checkInInterval)
        var backoff = Backoff()
        for _ in 1...Node.leaveTries {
            do {
                if hasLeftovers {
                    let result = try await attempt(.recover) { try await store.recover([myself], by: sign) }
                    reportRecovered(result)
                }
                try await attempt(.leave) { try await store.leave(instanceID) }
                return
            } catch {
                if isGivingUp { return }
                await sleepUnlessGivingUp(for: backoff.next(jitter: .random(in: 0...1)))
            }
        }
    }
}
