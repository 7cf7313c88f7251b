package org.fedval.agent.study;

import java.nio.file.Path;

/** A process that counts the cohort of a {@link StoredCohort} and says what came of it. */
final class CohortChild {
  private CohortChild() {}

  public static void main(String[] args) throws Exception {
    System.out.println(StoredCohort.open(Path.of(args[0])).count());
  }
}
