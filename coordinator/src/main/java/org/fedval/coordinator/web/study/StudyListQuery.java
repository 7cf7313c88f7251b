package org.fedval.coordinator.web.study;

import io.javalin.http.Context;
import java.util.Set;
import org.fedval.coordinator.desk.StudyQuery;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.web.ListFilter;
import org.jspecify.annotations.Nullable;

/**
 * Filter, order and place of the list as they stand in its address.
 *
 * @param state only this one; null for all
 * @param text only studies that mention it; may be empty
 * @param after where an earlier page ended; null for the first page
 */
public record StudyListQuery(
    @Nullable StudyState state, String text, StudyQuery.Sort sort, @Nullable String after) {
  private static final int ROWS = 25;

  static StudyListQuery of(Context request) {
    String state = ListFilter.given(request, "state");
    String sort = ListFilter.given(request, "sort");
    String after = ListFilter.given(request, "after");
    return new StudyListQuery(
        state.isEmpty() ? null : ListFilter.constant(StudyState.class, state),
        ListFilter.words(request, "q"),
        sort.isEmpty() ? StudyQuery.Sort.NEWEST : ListFilter.constant(StudyQuery.Sort.class, sort),
        after.isEmpty() ? null : after);
  }

  StudyQuery query() {
    return new StudyQuery(state == null ? Set.of() : Set.of(state), text, sort, ROWS, after);
  }

  /** Whether it leaves no study out. */
  public boolean plain() {
    return state == null && text.isEmpty();
  }

  /** The same list from another place on; null for the beginning. */
  String address(@Nullable String place) {
    return ListFilter.address(
        "/studies",
        "sort",
        ListFilter.code(sort),
        "state",
        state == null ? "" : ListFilter.code(state),
        "q",
        text,
        "after",
        place == null ? "" : place);
  }
}
