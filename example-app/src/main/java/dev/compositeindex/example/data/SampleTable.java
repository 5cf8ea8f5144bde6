package dev.compositeindex.example.data;

/**
 * How one table is filled.
 *
 * @param name the table
 * @param rows how many rows are made, from 1; where pairs are unique, those drawn twice are left out
 * @param insert the statement that makes row {@code i} for each {@code i} of {@code {series}}
 */
record SampleTable(String name, int rows, String insert) {}
