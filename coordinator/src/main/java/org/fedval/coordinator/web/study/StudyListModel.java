package org.fedval.coordinator.web.study;

import java.time.Instant;
import java.util.List;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.desk.StudyEntry;
import org.fedval.coordinator.desk.StudyPage;
import org.fedval.coordinator.desk.StudyQuery;
import org.fedval.coordinator.study.StudyState;
import org.jspecify.annotations.Nullable;

/**
 * The page with the list of studies.
 *
 * @param next address of the next page; null when this is the last
 * @param first address of the first page; null when this is it
 * @param empty what to do where the list is empty; empty text where it is not
 */
public record StudyListModel(
    StudyListQuery query,
    List<Row> rows,
    String count,
    @Nullable String next,
    @Nullable String first,
    String empty,
    boolean maySubmit) {

  /**
   * One study.
   *
   * @param sites how many the roster has and, while recruiting, how many approved
   * @param step which step of its way the study is at, in words
   */
  public record Row(
      String address,
      String title,
      String studyId,
      String about,
      StateWords state,
      String sites,
      String step,
      List<Life.Step> steps,
      When submitted,
      When changed) {

    static Row of(StudyEntry entry, Instant now) {
      List<Life.Step> steps = Life.steps(entry.state());
      long done = steps.stream().filter(s -> !s.stage().equals("ahead")).count();
      boolean over = entry.state().isFinal();
      return new Row(
          StudyAddress.of(entry.digest()),
          entry.facts().title(),
          entry.studyId(),
          entry.facts().feasibility()
              ? "counts cases, runs no model"
              : String.join(", ", entry.facts().models()),
          StateWords.of(entry.state()),
          over
              ? Integer.toString(entry.sites())
              : "%d, %d approved".formatted(entry.sites(), entry.approved()),
          over ? "over" : "step %d of %d".formatted(done, steps.size()),
          over ? List.of() : steps,
          When.ago(entry.createdAt(), now),
          When.ago(entry.changedAt(), now));
    }
  }

  static StudyListModel of(StudyListQuery query, StudyPage page, Visitor visitor, Instant now) {
    int shown = page.studies().size();
    String count = page.total() == 1 ? "1 study" : page.total() + " studies";
    String cursor = page.next();
    return new StudyListModel(
        query,
        page.studies().stream().map(entry -> Row.of(entry, now)).toList(),
        shown < page.total() ? count + ", " + shown + " on this page" : count,
        cursor == null ? null : query.address(cursor),
        query.after() == null ? null : query.address(null),
        page.total() > 0 ? "" : query.plain() ? nothing(visitor) : "No study matches.",
        maySubmit(visitor));
  }

  private static boolean maySubmit(Visitor visitor) {
    return visitor.may(Permission.SUBMIT_STUDIES);
  }

  private static String nothing(Visitor visitor) {
    if (visitor.has(Role.ADMINISTRATOR)) {
      return "No study has been submitted yet. A vendor submits one; sites must be in a published"
          + " roster first.";
    }
    return visitor.has(Role.VENDOR)
        ? "You have not submitted a study yet."
        : "You are not a member of any study yet. The vendor of a study or a consortium"
            + " administrator can make you one.";
  }

  /** An order of the list in words. */
  public static String words(StudyQuery.Sort sort) {
    return switch (sort) {
      case NEWEST -> "Newest first";
      case OLDEST -> "Oldest first";
      case CHANGED -> "Last change first";
      case TITLE -> "By title";
      case STATE -> "By state";
    };
  }

  /** The states that the filter offers. */
  public List<StudyState> states() {
    return List.of(StudyState.values());
  }
}
