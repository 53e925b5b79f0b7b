package carnelian.interop;

import carnelian.jobs.SQL;
import java.util.Properties;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.simpl.SimpleThreadPool;

/** A Quartz scheduler on the shared tables: clustered, with data maps as properties unless {@code --use-properties false}. */
public final class QuartzClient {
    private QuartzClient() {
    }

    /** Makes the scheduler; it neither checks in nor fires until it is started. */
    public static Scheduler make(Options options) throws SchedulerException {
        int threads = options.number("threads", 10);
        int batch = options.number("batch", 1);
        Properties settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", options.scheduler());
        settings.setProperty("org.quartz.scheduler.instanceId", options.text("instance-id", "AUTO"));
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", String.valueOf(batch));
        settings.setProperty("org.quartz.threadPool.class", SimpleThreadPool.class.getName());
        settings.setProperty("org.quartz.threadPool.threadCount", String.valueOf(threads));
        settings.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
        settings.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        settings.setProperty("org.quartz.jobStore.useProperties", options.text("use-properties", "true"));
        settings.setProperty("org.quartz.jobStore.tablePrefix", options.text("table-prefix", "QRTZ_"));
        settings.setProperty("org.quartz.jobStore.isClustered", "true");
        settings.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        settings.setProperty("org.quartz.jobStore.clusterCheckinInterval",
            String.valueOf(options.number("check-in-ms", 7_500)));
        settings.setProperty("org.quartz.jobStore.misfireThreshold",
            String.valueOf(options.number("misfire-threshold-ms", 60_000)));
        settings.setProperty("org.quartz.jobStore.dataSource", SQL.DATA_SOURCE);
        String source = "org.quartz.dataSource." + SQL.DATA_SOURCE + ".";
        settings.setProperty(source + "provider", "hikaricp");
        settings.setProperty(source + "driver", "org.postgresql.Driver");
        settings.setProperty(source + "URL", options.jdbcURL());
        settings.setProperty(source + "user", options.user());
        settings.setProperty(source + "password", options.text("password", ""));
        settings.setProperty(source + "maxConnections", String.valueOf(options.number("connections", 10)));
        if (options.text("idle-wait-ms", null) != null) {
            settings.setProperty("org.quartz.scheduler.idleWaitTime", options.text("idle-wait-ms", null));
        }
        return new StdSchedulerFactory(settings).getScheduler();
    }
}
