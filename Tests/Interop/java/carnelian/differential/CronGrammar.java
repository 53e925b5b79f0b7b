package carnelian.differential;

import java.util.Locale;

/** Makes cron expressions in Quartz's dialect, and spoils them. */
final class CronGrammar {
    private static final String[] MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
    private static final String[] DAYS = "SUN MON TUE WED THU FRI SAT".split(" ");

    private CronGrammar() {
    }

    static String expression(Chance chance) {
        String[] fields = new String[chance.oneIn(4) ? 7 : 6];
        fields[0] = chance.oneIn(3) ? list(chance, 0, 59) : chance.of("0", "0", "0", "00", "59", "30");
        fields[1] = chance.oneIn(2) ? list(chance, 0, 59) : chance.of("0", "0", "30", "15", "*/30", "*/15", "0,30", "59");
        fields[2] = chance.oneIn(2) ? list(chance, 0, 23) : chance.of("0", "1", "2", "3", "*", "*", "0-4", "23-3", "*/2");
        fields[4] = chance.oneIn(3) ? "*" : months(chance);
        if (chance.oneIn(2)) {
            fields[3] = daysOfMonth(chance);
            fields[5] = "?";
        } else {
            fields[3] = "?";
            fields[5] = daysOfWeek(chance);
        }
        if (fields.length == 7) {
            fields[6] = years(chance);
        }
        return joined(fields, chance);
    }

    /** The expression with something done to it that often makes it wrong. */
    static String spoilt(String expression, Chance chance) {
        StringBuilder text = new StringBuilder(expression);
        for (int times = chance.between(1, 2); times > 0; times--) {
            int place = chance.between(0, text.length() - 1);
            char character = chance.oneIn(6) ? (char) chance.between(' ', '~') : chance.of("0123456789012345*/?,-#LW JMSFDTN");
            switch (chance.between(0, 5)) {
                case 0: text.deleteCharAt(place); break;
                case 1: text.setCharAt(place, character); break;
                case 2: text.insert(place, text.charAt(place)); break;
                case 3: text.append(chance.of(" ", " *", " ?", " 2030", "*", " * *")); break;
                default: text.insert(place, character);
            }
            if (text.length() == 0) {
                break;
            }
        }
        // A range of millions of years takes Quartz all memory.
        return text.toString().matches("(?s).*\\d{7}.*") ? expression : text.toString();
    }

    private static String joined(String[] fields, Chance chance) {
        if (!chance.oneIn(10)) {
            return String.join(" ", fields);
        }
        StringBuilder text = new StringBuilder(chance.of("", " ", "\t"));
        for (String field : fields) {
            text.append(field).append(chance.of(" ", "  ", "\t", " \t "));
        }
        return text.toString();
    }

    /** One to four items of a field of plain numbers. */
    private static String list(Chance chance, int low, int high) {
        StringBuilder text = new StringBuilder(item(chance, low, high));
        for (int more = chance.oneIn(3) ? chance.between(1, 3) : 0; more > 0; more--) {
            text.append(',').append(item(chance, low, high));
        }
        return text.toString();
    }

    private static String item(Chance chance, int low, int high) {
        int first = chance.between(low, high);
        int last = chance.between(low, high);
        int step = chance.between(1, chance.oneIn(3) ? high : Math.min(high, 6));
        switch (chance.between(0, 7)) {
            case 0: return "*";
            case 1: return "*/" + step;
            case 2: return "/" + step;
            case 3: return number(first, chance) + "/" + step;
            case 4: return number(first, chance) + "-" + number(last, chance);
            case 5: return number(first, chance) + "-" + number(last, chance) + "/" + step;
            default: return number(first, chance);
        }
    }

    private static String number(int value, Chance chance) {
        return chance.oneIn(12) ? (chance.oneIn(4) ? "00" : "0") + value : String.valueOf(value);
    }

    private static String months(Chance chance) {
        return chance.oneIn(2) ? list(chance, 1, 12) : names(chance, MONTHS);
    }

    private static String daysOfMonth(Chance chance) {
        switch (chance.between(0, 9)) {
            case 0: return "*";
            case 1: return anyCase("L", chance);
            case 2: return anyCase("LW", chance);
            case 3: return anyCase("L-", chance) + chance.between(0, 30);
            case 4: return anyCase("L-", chance) + chance.between(0, chance.oneIn(20) ? 30 : 27) + anyCase("W", chance);
            case 5: return number(chance.between(1, 31), chance) + anyCase("W", chance);
            case 6: return String.valueOf(chance.between(28, 31));
            default: return list(chance, 1, 31);
        }
    }

    private static String daysOfWeek(Chance chance) {
        String day = chance.oneIn(2) ? String.valueOf(chance.between(1, 7)) : anyCase(chance.of(DAYS), chance);
        switch (chance.between(0, 7)) {
            case 0: return "*";
            case 1: return anyCase("L", chance);
            case 2: return day + anyCase("L", chance);
            case 3: return day + "#" + chance.between(1, 5);
            case 4: return names(chance, DAYS);
            case 5: return anyCase("MON-FRI", chance);
            default: return list(chance, 1, 7);
        }
    }

    private static String years(Chance chance) {
        int first = chance.between(1970, 2100);
        switch (chance.between(0, 6)) {
            case 0: return "*";
            case 1: return first + "-" + (first + chance.between(0, 60));
            case 2: return first + "-" + (first + chance.between(0, 60)) + "/" + chance.between(1, 30);
            case 3: return first + "/" + chance.between(1, 40);
            case 4: return "*/" + chance.between(1, 9);
            case 5: return first + "," + chance.between(1970, 2100) + "," + chance.between(2000, 2040) + "-2060";
            default: return String.valueOf(chance.oneIn(10) ? chance.between(1900, 2250) : first);
        }
    }

    private static String names(Chance chance, String[] names) {
        StringBuilder text = new StringBuilder();
        for (int items = chance.oneIn(2) ? 1 : chance.between(2, 4); items > 0; items--) {
            text.append(anyCase(chance.of(names), chance));
            if (chance.oneIn(3)) {
                text.append('-').append(anyCase(chance.of(names), chance));
            }
            text.append(items > 1 ? "," : "");
        }
        return text.toString();
    }

    private static String anyCase(String text, Chance chance) {
        switch (chance.between(0, 3)) {
            case 0: return text.toLowerCase(Locale.ROOT);
            case 1: return text.charAt(0) + text.substring(1).toLowerCase(Locale.ROOT);
            default: return text;
        }
    }
}
