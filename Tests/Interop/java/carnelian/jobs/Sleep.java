package carnelian.jobs;

import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** Stands in for Carnelian's stock job of the same type name: waits {@code milliseconds}. */
public final class Sleep implements Job {
    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        try {
            Thread.sleep(Long.parseLong(context.getMergedJobDataMap().getString("milliseconds")));
        } catch (InterruptedException interruption) {
            throw new JobExecutionException(interruption);
        }
    }
}
