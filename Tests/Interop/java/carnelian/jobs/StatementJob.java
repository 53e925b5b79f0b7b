package carnelian.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;
import org.quartz.utils.DBConnectionManager;

/**
 * What Carnelian's stock job {@code carnelian.jobs.SQL} does: runs {@code statement} on the store's database in one
 * transaction that can read the same facts of the fire with {@code current_setting}.
 */
public abstract class StatementJob implements Job {
    /** The name under which Quartz knows the store's connections. */
    public static final String DATA_SOURCE = "store";

    private static final String FACTS = "SELECT set_config('carnelian.fire_instance_id', ?, true),"
        + " set_config('carnelian.instance_id', ?, true), set_config('carnelian.trigger', ?, true),"
        + " set_config('carnelian.job', ?, true), set_config('carnelian.scheduled_fire_time', ?, true),"
        + " set_config('carnelian.recovering', ?, true)";

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        String statement = context.getMergedJobDataMap().getString("statement");
        try (Connection connection = DBConnectionManager.getInstance().getConnection(DATA_SOURCE)) {
            connection.setAutoCommit(false);
            try {
                setFacts(connection, context);
                try (Statement running = connection.createStatement()) {
                    running.execute(statement);
                }
                connection.commit();
            } catch (SQLException failure) {
                connection.rollback();
                throw failure;
            }
        } catch (SQLException | SchedulerException failure) {
            throw new JobExecutionException("the statement failed", failure, false);
        }
    }

    private static void setFacts(Connection connection, JobExecutionContext context)
        throws SQLException, SchedulerException {
        String[] facts = {
            context.getFireInstanceId(),
            context.getScheduler().getSchedulerInstanceId(),
            context.getTrigger().getKey().toString(),
            context.getJobDetail().getKey().toString(),
            String.valueOf(context.getScheduledFireTime().getTime()),
            String.valueOf(context.isRecovering()),
        };
        try (PreparedStatement setting = connection.prepareStatement(FACTS)) {
            for (int index = 0; index < facts.length; index++) {
                setting.setString(index + 1, facts[index]);
            }
            setting.execute();
        }
    }
}
