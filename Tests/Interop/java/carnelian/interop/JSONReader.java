package carnelian.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON text into maps, lists, strings, Long or Double, booleans and null. The text is trusted to be JSON. */
final class JSONReader {
    private final String text;
    private int position;

    private JSONReader(String text) {
        this.text = text;
    }

    static Object read(String text) {
        return new JSONReader(text).value();
    }

    private Object value() {
        switch (peek()) {
            case '{': return object();
            case '[': return array();
            case '"': return string();
            case 't': return word("true", true);
            case 'f': return word("false", false);
            case 'n': return word("null", null);
            default: return number();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        position++;
        while (peek() != '}') {
            String name = string();
            peek();
            position++;
            members.put(name, value());
            skip(',');
        }
        position++;
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        position++;
        while (peek() != ']') {
            elements.add(value());
            skip(',');
        }
        position++;
        return elements;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        peek();
        for (position++; text.charAt(position) != '"'; position++) {
            char character = text.charAt(position);
            if (character != '\\') {
                string.append(character);
                continue;
            }
            character = text.charAt(++position);
            switch (character) {
                case 'n': string.append('\n'); break;
                case 't': string.append('\t'); break;
                case 'r': string.append('\r'); break;
                case 'b': string.append('\b'); break;
                case 'f': string.append('\f'); break;
                case 'u':
                    string.append((char) Integer.parseInt(text.substring(position + 1, position + 5), 16));
                    position += 4;
                    break;
                default: string.append(character);
            }
        }
        position++;
        return string.toString();
    }

    private Object number() {
        int start = position;
        while (position < text.length() && "+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String digits = text.substring(start, position);
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("not JSON at character " + start);
        }
        return digits.matches("-?[0-9]+") ? (Object) Long.valueOf(digits) : (Object) Double.valueOf(digits);
    }

    private Object word(String word, Object value) {
        position += word.length();
        return value;
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return text.charAt(position);
    }

    private void skip(char character) {
        if (peek() == character) {
            position++;
        }
    }
}
