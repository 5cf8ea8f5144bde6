import dev.compositeindex.CompositeIndex;

@CompositeIndex(fields = "name")
class Thing {
    String name;
}
