package carnelian.interop.jobs;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** A type that, by its annotations, is neither exclusive nor keeps its data. Does nothing. */
public final class Plain implements Job {
    @Override
    public void execute(JobExecutionContext context) {
    }
}
