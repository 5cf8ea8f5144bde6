package dev.compositeindex.oracle;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.Value;

/** What the boot model of Hibernate 5 has under other names, or as iterators. All else is called as it is. */
final class Mapped {

    private Mapped() {}

    static List<Property> properties(Component component) {
        return list(Property.class, component, "getProperties", "getPropertyIterator");
    }

    /** Those of the class and of all above. */
    static List<Property> properties(PersistentClass entity) {
        return list(Property.class, entity, "getPropertyClosure", "getPropertyClosureIterator");
    }

    static List<Selectable> columns(Value value) {
        return list(Selectable.class, value, "getSelectables", "getColumnIterator");
    }

    static List<Column> columns(Table table) {
        return list(Column.class, table, "getColumns", "getColumnIterator");
    }

    /** The one column of an embeddable that is stored as JSON or the like, from Hibernate 6 on. */
    static Optional<Selectable> aggregateColumn(Component component) {
        return method(component, "getAggregateColumn").map(method -> (Selectable) call(component, method)).stream()
                .findFirst();
    }

    private static <T> List<T> list(Class<T> type, Object of, String name, String olderName) {
        Object found = call(
                of,
                method(of, name)
                        .filter(method -> Collection.class.isAssignableFrom(method.getReturnType()))
                        .or(() -> method(of, olderName))
                        .orElseThrow());
        List<T> list = new ArrayList<>();
        Iterator<?> elements = found instanceof Collection<?> all ? all.iterator() : (Iterator<?>) found;
        elements.forEachRemaining(element -> list.add(type.cast(element)));
        return list;
    }

    private static Optional<Method> method(Object of, String name) {
        return Stream.of(of.getClass().getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 0)
                .findFirst();
    }

    private static Object call(Object of, Method method) {
        try {
            return method.invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
