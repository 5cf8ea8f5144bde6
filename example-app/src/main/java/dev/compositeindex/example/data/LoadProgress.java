package dev.compositeindex.example.data;

/** Is told how far a load has come. */
public interface LoadProgress {

    /** The load begins: so many rows altogether will be made. */
    void begins(long rows);

    /** From here on, rows are made for this table. */
    void table(String name);

    /** So many more rows were made. */
    void made(long rows);
}
