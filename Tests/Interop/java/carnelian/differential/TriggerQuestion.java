package carnelian.differential;

import org.quartz.Calendar;

/** A question about a trigger, which may have a calendar. */
interface TriggerQuestion extends Question {
    /** The name of the kind. */
    String kind();

    /** Quartz's answer with a calendar; null: none. */
    Answer answer(Calendar calendar);

    @Override
    default Answer answer() {
        return answer(null);
    }
}
