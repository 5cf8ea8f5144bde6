package dev.compositeindex.processor.migration;

/** What the ledger reads in a script: the header of a section of ours, or a statement of the team's own that it is about. */
public sealed interface RecordedPart permits RecordedHeader, Renaming, Dropping, Building {}
