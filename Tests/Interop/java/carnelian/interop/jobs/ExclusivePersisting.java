package carnelian.interop.jobs;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.PersistJobDataAfterExecution;

/** A type that, by its annotations, is exclusive and keeps its data. Does nothing. */
@DisallowConcurrentExecution
@PersistJobDataAfterExecution
public final class ExclusivePersisting implements Job {
    @Override
    public void execute(JobExecutionContext context) {
    }
}
