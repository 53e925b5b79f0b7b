package carnelian.differential;

import java.util.List;

/** A schedule whose first fire times both sides are asked for. */
interface Question {
    /** How many fire times are asked for. */
    int COUNT = 10;

    /** The question as {@code carnelian next --stdin} reads it, on one line. */
    String json();

    /** Quartz's answer. */
    Answer answer();

    /** The zone in which the schedule's local times are meant. */
    Zone zone();

    /** All zones whose changes of clocks may decide. */
    default List<Zone> zones() {
        return List.of(zone());
    }

    /** When the schedule starts, in milliseconds. */
    long start();

    /** When it ends, in milliseconds; null: never. */
    Long end();

    /** The question in the form of the golden vectors, fields between bars. */
    String vector();

    /** The fire times strictly after this time, in milliseconds, are asked for. */
    default long after() {
        return start() - 1_000;
    }
}
