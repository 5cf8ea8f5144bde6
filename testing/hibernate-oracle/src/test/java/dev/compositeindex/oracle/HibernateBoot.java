package dev.compositeindex.oracle;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.MappingException;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/** Hibernate of the version that the run has, without a database. */
public final class HibernateBoot implements AutoCloseable {
    /** Held, because the log manager does not. */
    private static final Logger HIBERNATE = Logger.getLogger("org.hibernate");

    private final StandardServiceRegistry registry;

    HibernateBoot(Strategy naming) {
        this(naming, HibernateBoot.class.getClassLoader());
    }

    /**
     * Starts.
     *
     * @param loader that of the classes to map
     */
    public HibernateBoot(Strategy naming, ClassLoader loader) {
        HIBERNATE.setLevel(Level.OFF);
        registry = new StandardServiceRegistryBuilder(new BootstrapServiceRegistryBuilder()
                        .applyClassLoader(loader)
                        .build())
                .disableAutoClose()
                .applySetting("hibernate.dialect", "org.hibernate.dialect.PostgreSQLDialect")
                .applySetting("hibernate.boot.allow_jdbc_metadata_access", "false")
                .applySetting("hibernate.temp.use_jdbc_metadata_defaults", "false")
                .applySetting("hibernate.physical_naming_strategy", naming.className())
                .build();
    }

    /**
     * What Hibernate makes of classes.
     *
     * @throws MappingException if it refuses them, or if nobody could create the tables that it makes of them
     */
    public Metadata metadata(Collection<Class<?>> entities) {
        MetadataSources sources = new MetadataSources(registry);
        entities.forEach(sources::addAnnotatedClass);
        Metadata metadata = sources.buildMetadata();
        metadata.getEntityBindings().forEach(entity -> check(entity.getTable()));
        return metadata;
    }

    /**
     * Goes on to the session factory, which may still refuse the classes.
     *
     * @param columns those that were read from the metadata; fails where they are others at run time
     */
    public static void run(Metadata metadata, SortedMap<String, List<String>> columns) {
        if (Versions.isJavax()) {
            metadata.buildSessionFactory().close();
        } else {
            RuntimeColumns.check(metadata, columns);
        }
    }

    private static void check(Table table) {
        List<Column> columns = Mapped.columns(table);
        for (Column column : table.getPrimaryKey().getColumns()) {
            if (!columns.contains(column)) {
                throw new MappingException("The primary key of the table '%s' has a column that the table has not, '%s'"
                        .formatted(table.getName(), column.getName()));
            }
        }
    }

    @Override
    public void close() {
        StandardServiceRegistryBuilder.destroy(registry);
    }
}
