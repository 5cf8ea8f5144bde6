package dev.compositeindex.plans;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;

/**
 * A statement that a test has sent.
 *
 * @param dataSource through which
 * @param sql its text
 * @param values of its parameters
 */
record CapturedQuery(DataSource dataSource, String sql, List<ParameterSetOperation> values) {
    private static final Set<String> PLANNED =
            Set.of("select", "insert", "update", "delete", "merge", "with", "values");

    /** Whether it is one of the kinds that have a plan. */
    boolean hasPlan() {
        String start = sql.replaceAll("/\\*(?s:.*?)\\*/|--[^\n]*", " ").strip();
        int end = 0;
        while (end < start.length() && Character.isLetter(start.charAt(end))) {
            end++;
        }
        return PLANNED.contains(start.substring(0, end).toLowerCase(Locale.ROOT));
    }

    /** Gives another statement the values that this one had. */
    void setValuesOn(PreparedStatement statement) throws SQLException {
        for (ParameterSetOperation value : values) {
            try {
                value.getMethod().invoke(statement, value.getArgs());
            } catch (ReflectiveOperationException e) {
                throw new SQLException("the values of " + sql + " cannot be set again", e);
            }
        }
    }
}
