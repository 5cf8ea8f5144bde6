package dev.compositeindex.build;

import java.util.stream.Collectors;

/** What a session that a build waits for is doing, and what can be done about it, in plain words. */
final class Hints {

    private Hints() {}

    static String of(Session session) {
        String hint = kind(session);
        return session.waitsFor().isEmpty()
                ? hint
                : hint + " It waits for others itself: "
                        + session.waitsFor().stream()
                                .map(pid -> pid == 0 ? "a prepared transaction" : "process " + pid)
                                .collect(Collectors.joining(", "))
                        + ".";
    }

    private static String kind(Session session) {
        if (session.isUnseen()) {
            return "It is on no process of this server: another node of an extension's, a synchronous standby, or the client. Look there"
                    + " for whom it waits.";
        }
        if (session.isPrepared()) {
            return prepared(session);
        }
        if (session.builds()) {
            return "It builds an index itself. Let it finish: ending it would leave an invalid index behind.";
        }
        if (session.vacuums()) {
            return vacuum(session);
        }
        if (session.hidden()) {
            return (session.holdsTable() ? "It holds a lock on the table, mostly because it has written to it. " : "")
                    + "What it does is not visible to role " + session.role() + " without pg_read_all_stats.";
        }
        if (session.state().equals("disabled")) {
            return "What it does is not tracked: track_activities is off.";
        }
        if (session.state().startsWith("idle in transaction")) {
            return idle(session);
        }
        return (session.holdsTable()
                        ? "It runs a statement in a transaction that has locked or written to the table."
                        : "It runs a statement that began before, and a build waits for every older one in the"
                                + " database, on whatever table.")
                + " Let it finish, or cancel it: SELECT pg_catalog.pg_cancel_backend(%d).".formatted(session.pid());
    }

    private static String idle(Session session) {
        return (session.holdsTable()
                        ? "It has written to the table, or locked it, and neither committed nor rolled back. Let its"
                                + " transaction end"
                        : "It has read something, does nothing now and keeps its snapshot: a @Transactional method that"
                                + " calls another service does so until it returns. Let its transaction end")
                + ", or end the session: SELECT pg_catalog.pg_terminate_backend(%d).".formatted(session.pid());
    }

    private static String vacuum(Session session) {
        if (session.query().contains("(to prevent wraparound)")) {
            return "It is autovacuum, which prevents that transaction identifiers wrap around, and gives way to nobody."
                    + " Let it finish.";
        }
        return session.query().startsWith("autovacuum:")
                ? "It is autovacuum, which gives way by itself after a moment."
                : "It vacuums the table. Let it finish, or cancel it: SELECT pg_catalog.pg_cancel_backend(%d)."
                        .formatted(session.pid());
    }

    private static String prepared(Session session) {
        if (session.gid().isEmpty()) {
            return "It is a prepared transaction, which no end of a session and no restart ends: look for it in"
                    + " pg_prepared_xacts.";
        }
        String gid = "'" + session.gid().replace("'", "''") + "'";
        return "It is a prepared transaction, which no end of a session and no restart ends. End it in this database:"
                + " COMMIT PREPARED " + gid + ", or ROLLBACK PREPARED " + gid + ".";
    }
}
