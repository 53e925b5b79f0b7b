package carnelian.differential;

import java.util.Locale;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** The cron dialect as it is documented, and names for what Quartz reads beyond it. */
final class CronDialect {
    private static final String MONTH = "(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)";
    private static final String DAY = "(SUN|MON|TUE|WED|THU|FRI|SAT)";
    private static final String NUMBERS = "(\\*|\\*?/\\d+|\\d+(-\\d+)?(/\\d+)?)";
    private static final Pattern[] FIELDS = {
        list(NUMBERS), list(NUMBERS), list(NUMBERS),
        Pattern.compile("\\?|L(-\\d+)?W?|\\d+W|" + list(NUMBERS)),
        list("(" + NUMBERS + "|" + MONTH + "(-" + MONTH + ")?)"),
        Pattern.compile("\\?|(\\d+|" + DAY + ")?L|(\\d+|" + DAY + ")#\\d|" + list("(" + NUMBERS + "|" + DAY + "(-" + DAY + ")?)")),
        list(NUMBERS),
    };

    private CronDialect() {
    }

    private static Pattern list(String item) {
        return Pattern.compile(item + "(," + item + ")*");
    }

    /** What in an expression that Quartz reads is not of the documented dialect; null if all of it is. */
    static String oddity(String expression) {
        String[] fields = expression.toUpperCase(Locale.US).strip().split("[ \t]+");
        if (fields.length > 7) {
            return "eighth-field";
        }
        if (fields.length < 6) {
            return null;
        }
        for (int index = 0; index < fields.length; index++) {
            if (!FIELDS[index].matcher(fields[index]).matches()) {
                return oddity(fields[index], index);
            }
            if (fields[index].matches("(.*,)?[^,]*/0+(,.*)?")) {
                return "step-of-zero";
            }
        }
        for (int index = 0; index < fields.length; index++) {
            for (String value : fields[index].split("[^0-9]+")) {
                if (value.matches("0*9[89]") && index < 6) {
                    return "marker-as-value";
                }
            }
            for (String value : fields[index].replaceAll("/\\d+", "").split("[^0-9]+")) {
                if (index == 6 && !value.matches("|0*(19[7-9]\\d|2[01]\\d\\d)")) {
                    return "year-out-of-range";
                }
            }
        }
        boolean hasRangeToZero = (fields[3] + "," + fields[4] + "," + fields[5]).matches("(.*,)?\\d+-0+([,/].*)?");
        if (hasRangeToZero || fields[3].matches("0+W") || fields[5].matches("\\d+#\\d") && !fields[5].matches("0*[1-7]#[1-5]")) {
            return "value-out-of-range";
        }
        return null;
    }

    /** Whether the day of the month is the weekday nearest to a day. */
    static boolean namesNearestWeekday(String expression) {
        String[] fields = expression.toUpperCase(Locale.US).strip().split("[ \t]+");
        return fields.length > 3 && fields[3].endsWith("W");
    }

    /** Whether the day of the month is the weekday nearest to a day that some months do not have. */
    static boolean namesWeekdayNearNoDay(String expression) {
        String[] fields = expression.toUpperCase(Locale.US).strip().split("[ \t]+");
        return fields.length > 3 && fields[3].matches("L-0*(28|29|30)W|0*(29|30|31)W");
    }

    /** Whether a year that is further away than Quartz looks ahead has a step. */
    static boolean stepsFromFarYear(String expression) {
        String[] fields = expression.strip().split("[ \t]+");
        for (String item : fields.length > 6 ? fields[6].split(",") : new String[0]) {
            if (item.matches("\\d{4}/\\d+") && Integer.parseInt(item.substring(0, 4)) > CronExpression.MAX_YEAR) {
                return true;
            }
        }
        return false;
    }

    private static String oddity(String field, int index) {
        boolean isDay = index == 3 || index == 5;
        if (isDay && field.contains(",") && field.matches(".*[LW#].*")) {
            return "list-of-special-days";
        }
        for (String item : field.split(",", -1)) {
            if (item.isEmpty()) {
                return "empty-item";
            }
            if (index >= 4 && item.matches("[A-Z]{3}.+")) {
                return item.matches("[A-Z]{3}(-[A-Z]{3})?/.*") ? "step-after-name" : "text-after-name";
            }
        }
        return "text-after-item";
    }
}
