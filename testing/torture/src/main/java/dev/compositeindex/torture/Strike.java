package dev.compositeindex.torture;

/** A fault and when it happens. */
record Strike(Fault fault, Moment moment) {

    @Override
    public String toString() {
        return fault.kind() + " " + moment;
    }
}
