package carnelian.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.listeners.JobListenerSupport;

/** A running Quartz node: says on standard output when it has started and, after SIGTERM, what it fired. */
final class Node {
    private Node() {
    }

    static void run(Scheduler scheduler, Options options) throws Exception {
        Count count = new Count();
        scheduler.getListenerManager().addJobListener(count);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                scheduler.shutdown(true);
                System.out.printf("{\"event\":\"stopped\",\"fired\":%d,\"failed\":%d}%n",
                    count.fired.get(), count.failed.get());
                System.out.flush();
            } catch (SchedulerException failure) {
                failure.printStackTrace();
            }
            stopped.countDown();
        }));
        scheduler.start();
        System.out.printf("{\"event\":\"started\",\"instance\":\"%s\"}%n", scheduler.getSchedulerInstanceId());
        System.out.flush();
        String wake = options.text("wake-file", null);
        if (wake != null) {
            wakeEachTimeItChanges(scheduler, Paths.get(wake));
        }
        stopped.await();
    }

    /**
     * Makes a node look for due triggers at once when the file changes: Quartz has no signal between processes, and
     * an idle node polls twice a minute.
     */
    private static void wakeEachTimeItChanges(Scheduler scheduler, Path file) throws Exception {
        long seen = 0;
        while (!scheduler.isShutdown()) {
            if (Files.exists(file) && Files.getLastModifiedTime(file).toMillis() != seen) {
                seen = Files.getLastModifiedTime(file).toMillis();
                scheduler.standby();
                scheduler.start();
            }
            Thread.sleep(5);
        }
    }

    private static final class Count extends JobListenerSupport {
        final AtomicLong fired = new AtomicLong();
        final AtomicLong failed = new AtomicLong();

        @Override
        public String getName() {
            return "count";
        }

        @Override
        public void jobWasExecuted(JobExecutionContext context, JobExecutionException failure) {
            (failure == null ? fired : failed).incrementAndGet();
        }
    }
}
