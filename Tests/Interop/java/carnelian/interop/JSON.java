package carnelian.interop;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, strings, numbers, booleans and null as JSON text. */
final class JSON {
    private JSON() {
    }

    static String write(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text) {
        if (value instanceof Map) {
            text.append('{');
            Iterator<? extends Map.Entry<?, ?>> entries = ((Map<?, ?>) value).entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<?, ?> entry = entries.next();
                writeString(String.valueOf(entry.getKey()), text);
                text.append(':');
                write(entry.getValue(), text);
                text.append(entries.hasNext() ? "," : "");
            }
            text.append('}');
        } else if (value instanceof List) {
            text.append('[');
            Iterator<?> elements = ((List<?>) value).iterator();
            while (elements.hasNext()) {
                write(elements.next(), text);
                text.append(elements.hasNext() ? "," : "");
            }
            text.append(']');
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            writeString(value.toString(), text);
        }
    }

    private static void writeString(String string, StringBuilder text) {
        text.append('"');
        for (int index = 0; index < string.length(); index++) {
            char unit = string.charAt(index);
            if (unit == '"' || unit == '\\') {
                text.append('\\').append(unit);
            } else if (unit < 0x20 || unit > 0x7E) {
                text.append(String.format("\\u%04x", (int) unit));
            } else {
                text.append(unit);
            }
        }
        text.append('"');
    }
}
