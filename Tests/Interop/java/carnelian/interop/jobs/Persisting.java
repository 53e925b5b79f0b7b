package carnelian.interop.jobs;

import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.PersistJobDataAfterExecution;

/** A type that, by its annotations, keeps its data. Does nothing. */
@PersistJobDataAfterExecution
public final class Persisting implements Job {
    @Override
    public void execute(JobExecutionContext context) {
    }
}
