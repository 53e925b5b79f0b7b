package carnelian.differential;

import org.quartz.Calendar;

/** A calendar that ends a search after so many excluded times in a row. */
final class PatientCalendar implements Calendar {
    private static final long serialVersionUID = 1;

    private final Calendar calendar;
    private final int patience;
    private int excluded;

    /** The calendar excluded too many times. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    PatientCalendar(Calendar calendar, int patience) {
        this.calendar = calendar;
        this.patience = patience;
    }

    @Override
    public boolean isTimeIncluded(long time) {
        if (calendar.isTimeIncluded(time)) {
            excluded = 0;
            return true;
        }
        if (++excluded > patience) {
            throw new Exhausted();
        }
        return false;
    }

    @Override
    public long getNextIncludedTime(long time) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setBaseCalendar(Calendar base) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Calendar getBaseCalendar() {
        return calendar.getBaseCalendar();
    }

    @Override
    public void setDescription(String description) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDescription() {
        return calendar.getDescription();
    }

    @Override
    public Object clone() {
        throw new UnsupportedOperationException();
    }
}
