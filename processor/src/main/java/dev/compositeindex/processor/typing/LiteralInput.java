package dev.compositeindex.processor.typing;

import dev.compositeindex.processor.builtin.PgType;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A type reads some texts, and refuses others. What is said to be wrong is wrong; types that are not here, and forms that
 * are rare, read everything.
 */
final class LiteralInput {
    /** Nobody waits for more to be looked at. */
    private static final int LONGEST = 1000;

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

    /** Up to release 15 only plain ones are read. */
    private static final Pattern OTHER_WHOLE = Pattern.compile("(?i)[+-]?(0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+|\\d[\\d_]*)");

    private static final Map<String, Integer> BITS = Map.of("int2", 15, "int4", 31, "int8", 63);

    private static final Pattern NUMBER = Pattern.compile(
            "(?i)[+-]?(\\d[\\d_]*\\.?[\\d_]*(e[+-]?[\\d_]+)?|\\.\\d[\\d_]*(e[+-]?[\\d_]+)?|nan(\\(\\w*\\))?|inf(inity)?|0[xob][\\da-fp_.+-]+)");

    private static final Set<String> TRUTHS = Set.of(
            "t", "tr", "tru", "true", "f", "fa", "fal", "fals", "false", "y", "ye", "yes", "n", "no", "on", "of", "off",
            "1", "0");

    private static final Pattern UUID = Pattern.compile("\\{?(?i:[0-9a-f]{4}-?){8}}?");
    private static final Pattern RANGE = Pattern.compile("(?is)\\s*(empty|[\\[(].*,.*[])])\\s*");
    private static final Pattern MULTIRANGE = Pattern.compile("(?s)\\s*\\{.*}\\s*");
    private static final Pattern ARRAY = Pattern.compile("(?s)\\s*(\\{.*}|\\[.*]\\s*=\\s*\\{.*})\\s*");
    private static final Pattern ADDRESS = Pattern.compile("(?i)[0-9a-f:.]*[0-9][0-9a-f:.]*(/\\d+)?|::(/\\d+)?");
    private static final Pattern GEOMETRY = Pattern.compile("(?s).*[\\d.].*,.*\\d.*|.*\\d.*,.*");

    /** Some digits, or a word that stands for a time. */
    private static final Pattern DATE =
            Pattern.compile("(?is).*(\\d.*\\d.*\\d|infinity|epoch|now|today|tomorrow|yesterday).*");

    private static final Pattern TIME = Pattern.compile("(?is).*(\\d:|\\d{4,6}(?!\\d*-)|now|allballs).*");
    private static final Set<Character> OF_TIME = Set.of('D', 'T');
    private static final Pattern TIME_CHARACTERS = Pattern.compile("[\\p{L}\\d\\s:.,;+/_@()-]*");
    private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?infinity");
    private static final Pattern PLAIN_DATE = Pattern.compile("\\d+-\\d+-\\d+");
    private static final Pattern MONEY = Pattern.compile("[^\\p{L}\\d]*[\\d,.]+[^\\p{L}\\d]*");
    private static final Pattern OID = Pattern.compile("-?\\d+");
    private static final Pattern LSN = Pattern.compile("(?i)[0-9a-f]{1,8}/[0-9a-f]{1,8}");
    private static final Pattern INET =
            Pattern.compile("(?i)\\d+(\\.\\d+){3}(/\\d+)?|\\d+(\\.\\d+){0,2}/\\d+|[0-9a-f.]*:[0-9a-f:.]*(/\\d+)?");

    private static final Pattern NAME = Pattern.compile("(?s)\\s*[\\p{L}_\\d.\"-][^'\\s]*\\s*|\\s*\".*\"\\s*");

    /** What stands for the moment at which it is read. */
    private static final Pattern MOVING = Pattern.compile("(?i)\\b(now|today|tomorrow|yesterday)\\b");

    private LiteralInput() {}

    /** Whether a type may read a text. */
    static boolean takes(PgType type, String text) {
        if (text.length() > LONGEST) {
            return true;
        }
        String stripped = text.strip();
        if (OF_TIME.contains(type.category()) && !TIME_CHARACTERS.matcher(text).matches()) {
            return false;
        }
        return switch (type.name()) {
            case "record" -> false;
            case "int2", "int4", "int8" -> isWhole(stripped, Objects.requireNonNull(BITS.get(type.name())));
            case "numeric", "float4", "float8" -> NUMBER.matcher(stripped).matches();
            case "bool" -> TRUTHS.contains(stripped.toLowerCase(Locale.ROOT));
            case "uuid" -> UUID.matcher(text).matches();
            case "json", "jsonb" -> JsonSyntax.isJson(text);
            case "oid" -> OID.matcher(stripped).matches();
            case "pg_lsn" -> LSN.matcher(text).matches();
            case "inet" -> INET.matcher(stripped).matches();
            case "cidr" -> ADDRESS.matcher(stripped).matches();
            case "point", "box", "lseg", "line", "path", "polygon", "circle" ->
                text.contains("inf")
                        || text.contains("nan")
                        || GEOMETRY.matcher(text).matches();
            case "date", "timestamp", "timestamptz" -> DATE.matcher(text).matches();
            case "time", "timetz" -> TIME.matcher(text).matches();
            case "interval" ->
                INFINITE.matcher(stripped).matches()
                        || text.chars().anyMatch(Character::isDigit)
                                && !PLAIN_DATE.matcher(stripped).matches();
            case "money" -> MONEY.matcher(text).matches();
            case "macaddr" -> hexDigits(text) >= 6;
            case "macaddr8" -> hexDigits(text) >= 12;
            case "regconfig", "regclass", "regtype", "regproc" ->
                NAME.matcher(text).matches();
            case "bit", "varbit" -> stripped.matches("(?i)b?[01]*|x[0-9a-f]*");
            default -> takesByNature(type, text);
        };
    }

    /** Whether a type reads a text as another value the next day. */
    static boolean moves(PgType type, String text) {
        return type.category() == 'D' && MOVING.matcher(text).find();
    }

    private static boolean takesByNature(PgType type, String text) {
        return switch (type.nature()) {
            case 'r' -> RANGE.matcher(text).matches();
            case 'm' -> MULTIRANGE.matcher(text).matches();
            default ->
                !type.isArray()
                        || !type.name().startsWith("_")
                        || ARRAY.matcher(text).matches();
        };
    }

    private static long hexDigits(String text) {
        return text.chars().filter(c -> Character.digit(c, 16) >= 0).count();
    }

    private static boolean isWhole(String text, int bits) {
        return WHOLE.matcher(text).matches()
                ? fits(new BigInteger(text), bits)
                : OTHER_WHOLE.matcher(text).matches();
    }

    private static boolean fits(BigInteger number, int bits) {
        return number.bitLength() <= bits;
    }
}
