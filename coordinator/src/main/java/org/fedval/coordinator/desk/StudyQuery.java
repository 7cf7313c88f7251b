package org.fedval.coordinator.desk;

import java.util.Set;
import org.fedval.coordinator.study.StudyState;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the list of studies somebody wants.
 *
 * @param states only these; empty for all
 * @param text only those whose id, title, findings or models contain it, in any case; empty for all
 * @param limit entries of a page, 1 to {@link #MAX_LIMIT}
 * @param cursor of an earlier page with the same sort; null for the first page
 */
public record StudyQuery(
    Set<StudyState> states, String text, Sort sort, int limit, @Nullable String cursor) {
  public static final int MAX_LIMIT = 200;

  /** In which order; ties go by the study's digest, so that paging never loses one. */
  public enum Sort {
    NEWEST,
    OLDEST,
    CHANGED,
    TITLE,
    STATE
  }

  public StudyQuery {
    states = Set.copyOf(states);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: a page has 1 to " + MAX_LIMIT + " studies.");
    }
  }

  /** The first page of all studies, newest first. */
  public static StudyQuery first(int limit) {
    return new StudyQuery(Set.of(), "", Sort.NEWEST, limit, null);
  }

  /** The same from another place on; null for the beginning. */
  public StudyQuery from(@Nullable String place) {
    return new StudyQuery(states, text, sort, limit, place);
  }
}
