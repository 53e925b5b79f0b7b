package carnelian.jobs;

import org.quartz.DisallowConcurrentExecution;

/** Stands in for Carnelian's stock job of the same type name where its jobs are exclusive. */
@DisallowConcurrentExecution
public final class SQL extends StatementJob {
}
