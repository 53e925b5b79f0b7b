package carnelian.interop.jobs;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** A type that, by its annotations, is exclusive. Does nothing. */
@DisallowConcurrentExecution
public final class Exclusive implements Job {
    @Override
    public void execute(JobExecutionContext context) {
    }
}
