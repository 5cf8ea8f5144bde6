package dev.compositeindex.oracle;

import java.util.Collection;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;

/** Hibernate of the version that the run has, without a database. */
public final class HibernateBoot implements AutoCloseable {
    /** Held, because the log manager does not. */
    private static final Logger HIBERNATE = Logger.getLogger("org.hibernate");

    private final StandardServiceRegistry registry;

    public HibernateBoot(Strategy naming) {
        HIBERNATE.setLevel(Level.OFF);
        registry = new StandardServiceRegistryBuilder()
                .disableAutoClose()
                .applySetting("hibernate.dialect", "org.hibernate.dialect.PostgreSQLDialect")
                .applySetting("hibernate.boot.allow_jdbc_metadata_access", "false")
                .applySetting("hibernate.temp.use_jdbc_metadata_defaults", "false")
                .applySetting("hibernate.physical_naming_strategy", naming.className())
                .build();
    }

    /** What Hibernate makes of classes. */
    public Metadata metadata(Collection<Class<?>> entities) {
        MetadataSources sources = new MetadataSources(registry);
        entities.forEach(sources::addAnnotatedClass);
        return sources.buildMetadata();
    }

    @Override
    public void close() {
        StandardServiceRegistryBuilder.destroy(registry);
    }
}
