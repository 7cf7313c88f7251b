package org.fedval.coordinator.store;

/**
 * The right to write to a shared database. Terms count up; every connection of the process that
 * leads is of its term, and the database itself refuses what an older one writes.
 *
 * @param number 1 for the first
 */
public record Term(long number) {
  /** Beginning of the name of every connection that may write. */
  static final String NAME = "fedval-term-";

  /** The name that the server shows for the connections of this term. */
  String applicationName() {
    return NAME + number;
  }

  /** What a new connection says first; it fails when the term is over. */
  String claim() {
    return ("DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM leader WHERE term = %d) THEN RAISE EXCEPTION"
            + " 'fedval: term %d is over'; END IF; END $$; SET fedval.term = '%d'")
        .formatted(number, number, number);
  }
}
