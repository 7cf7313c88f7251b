package org.fedval.coordinator.desk;

import java.time.Instant;
import java.util.Locale;
import org.fedval.coordinator.store.StudyIndex;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.StudyView;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * A study in a list.
 *
 * @param sentence what the state means now; for ABORTED the reason
 * @param changedAt when it came to this state
 * @param approved how many sites of the roster approved it
 */
public record StudyEntry(
    Sha256Digest digest,
    String studyId,
    StudyState state,
    String sentence,
    Instant createdAt,
    Instant changedAt,
    int approved,
    StudyFacts facts) {

  static StudyEntry of(StudyIndex.Row row, StudyFacts facts) {
    return new StudyEntry(
        row.digest(),
        row.studyId(),
        row.state(),
        row.sentence(),
        row.createdAt(),
        row.changedAt(),
        row.approved(),
        facts);
  }

  /** The same with what its running study says now. */
  StudyEntry says(StudyView view) {
    return new StudyEntry(
        digest, studyId, view.state(), view.sentence(), createdAt, changedAt, approved, facts);
  }

  /** How many sites its roster has. */
  public int sites() {
    return facts.siteIds().size();
  }

  boolean mentions(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    return wanted.isEmpty() || StudyFacts.has(studyId, wanted) || facts.mentions(wanted);
  }

  /** Its place in a list, as text that compares like the list is ordered. */
  String place(StudyQuery.Sort sort) {
    return key(sort) + "|" + digest.hex();
  }

  private String key(StudyQuery.Sort sort) {
    switch (sort) {
      case NEWEST:
        return digits(Long.MAX_VALUE - createdAt.toEpochMilli());
      case OLDEST:
        return digits(createdAt.toEpochMilli());
      case CHANGED:
        return digits(Long.MAX_VALUE - changedAt.toEpochMilli());
      case TITLE:
        return facts.title().toLowerCase(Locale.ROOT);
      case STATE:
        return digits(state.ordinal());
    }
    throw new AssertionError("a sort without a key");
  }

  private static String digits(long value) {
    return "%019d".formatted(value);
  }
}
