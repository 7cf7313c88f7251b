package org.fedval.crypto.secagg.slot;

import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.body.StudyDefinition;

/** One session over one frozen cohort, as far as the slot rule needs it. */
public record Attempt(
    Sha256Digest sid,
    Sha256Digest studyHash,
    int minSites,
    int f,
    long minCell,
    boolean privacy,
    CohortRecord cohort) {

  /** The attempt of a session whose terms were checked. */
  public static Attempt of(SessionTerms terms, CohortRecord cohort) {
    StudyDefinition study = terms.study();
    return new Attempt(
        terms.sid(),
        study.hash(),
        study.minSites(),
        study.f(),
        study.minCell(),
        study.privacy().on(),
        cohort);
  }

  /** {@code max(minSites, f + 2)}: fewest sites in a difference that hides each of them. */
  int differenceFloor() {
    return Math.max(minSites, f + 2);
  }
}
