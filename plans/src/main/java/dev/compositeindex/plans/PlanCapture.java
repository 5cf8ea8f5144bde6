package dev.compositeindex.plans;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;

/** Data sources whose statements {@link ExpectPlans} sees. */
public final class PlanCapture {
    private static final AtomicReference<@Nullable Recording> RUNNING = new AtomicReference<>();

    private PlanCapture() {}

    /**
     * Wraps a data source, so that what is sent through it while a test with {@link ExpectPlans} runs is seen. All else is
     * passed on as it is.
     */
    public static DataSource of(DataSource dataSource) {
        return ProxyDataSourceBuilder.create(dataSource)
                .afterQuery((execution, queries) -> {
                    Recording recording = RUNNING.get();
                    if (recording != null && execution.isSuccess()) {
                        queries.forEach(query -> recording.add(dataSource, query));
                    }
                })
                .build();
    }

    /** Begins to record, instead of whoever did before. */
    static Recording begin() {
        Recording recording = new Recording();
        RUNNING.set(recording);
        return recording;
    }

    static void end(Recording recording) {
        RUNNING.compareAndSet(recording, null);
    }

    /** What was sent, each text once, with the values that it had first. */
    static final class Recording {
        private final List<CapturedQuery> queries = new ArrayList<>();

        private synchronized void add(DataSource dataSource, QueryInfo query) {
            if (queries.stream().noneMatch(known -> known.sql().equals(query.getQuery()))) {
                List<List<ParameterSetOperation>> values = query.getParametersList();
                queries.add(new CapturedQuery(
                        dataSource, query.getQuery(), values.isEmpty() ? List.of() : List.copyOf(values.get(0))));
            }
        }

        synchronized List<CapturedQuery> queries() {
            return List.copyOf(queries);
        }
    }
}
