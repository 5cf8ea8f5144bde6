package dev.compositeindex.processor.migration;

/**
 * Where a recorded index comes from, whatever it has been called since.
 *
 * @param path the script that builds it
 * @param created the index as that script builds it
 */
record Origin(String path, DeclaredIndex created) {}
