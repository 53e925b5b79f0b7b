package carnelian.jobs;

/** Stands in for Carnelian's stock job of the same type name. */
public final class SQL extends StatementJob {
}
