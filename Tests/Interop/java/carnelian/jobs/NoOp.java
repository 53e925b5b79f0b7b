package carnelian.jobs;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Stands in for Carnelian's stock job of the same type name: does nothing. */
public final class NoOp implements Job {
    @Override
    public void execute(JobExecutionContext context) {
    }
}
