package carnelian.differential;

import java.text.ParseException;
import java.util.Date;
import java.util.NoSuchElementException;
import org.quartz.Calendar;
import org.quartz.CronExpression;
import org.quartz.impl.triggers.CronTriggerImpl;

/** When does a cron trigger fire? */
final class CronQuestion implements TriggerQuestion {
    final String expression;
    private final Zone zone;
    private final long start;
    /** Null: no end. */
    private final Long end;

    CronQuestion(String expression, Zone zone, long start, Long end) {
        this.expression = expression;
        this.zone = zone;
        this.start = start;
        this.end = end;
    }

    static CronQuestion any(Chance chance) {
        Zone zone = Zone.any(chance);
        long start = zone.anyInstant(chance);
        Long end = chance.oneIn(8) ? start + chance.between(0, 400L * 86_400_000) : null;
        String expression = CronGrammar.expression(chance);
        if (chance.oneIn(8)) {
            expression = CronGrammar.spoilt(expression, chance);
        }
        return new CronQuestion(expression, zone, start, end);
    }

    /** A schedule that fires at most once an hour and ends within some years. */
    static CronQuestion sparse(Chance chance) {
        Zone zone = Zone.any(chance);
        long start = zone.anyInstant(chance) + 1000;
        String[] fields = CronGrammar.expression(chance).trim().split("[ \t]+");
        fields[0] = "0";
        fields[1] = chance.of("0", "30", "59");
        return new CronQuestion(String.join(" ", fields), zone, start,
            chance.oneIn(20) ? null : start + chance.between(20L, 1_500L) * 86_400_000);
    }

    @Override
    public String kind() {
        return "cron";
    }

    @Override
    public Zone zone() {
        return zone;
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public Long end() {
        return end;
    }

    @Override
    public String vector() {
        return expression + "|" + zone.name + "|" + start + "|" + (end == null ? "" : end) + "|";
    }

    @Override
    public String json() {
        return "{\"type\":\"cron\",\"expression\":\"" + expression.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t")
            + "\",\"timeZone\":\"" + zone.name + "\",\"start\":" + start + ",\"end\":" + end + ",\"count\":" + COUNT + "}";
    }

    @Override
    public Answer answer(Calendar calendar) {
        try {
            CronExpression cron = new CronExpression(expression);
            SearchLimit.put(cron);
            CronTriggerImpl trigger = new CronTriggerImpl();
            cron.setTimeZone(zone.rules);
            trigger.setCronExpression(cron);
            trigger.setStartTime(new Date(start));
            trigger.setEndTime(end == null ? null : new Date(end));
            return Schedule.of(trigger, calendar, null);
        } catch (ParseException | IllegalArgumentException refusal) {
            return Answer.refusal(refusal.getMessage());
        } catch (NoSuchElementException accident) {
            // It took a field without values.
            return Answer.refusal(accident.toString());
        }
    }
}
