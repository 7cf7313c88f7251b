package org.fedval.coordinator.web.api;

import io.javalin.http.Context;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.desk.CancelOutcome;
import org.fedval.coordinator.desk.StudyBoard;
import org.fedval.coordinator.desk.StudyDesk;
import org.fedval.coordinator.desk.StudyQuery;
import org.fedval.coordinator.study.Canceller;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.web.Problem;
import org.fedval.crypto.primitive.Sha256Digest;

/** Studies: list, one of them, cancel. */
final class StudiesApi {
  static final int PAGE = 50;

  private final StudyBoard board;
  private final StudyDesk desk;
  private final StudyVisibility visibility;

  StudiesApi(StudyBoard board, StudyDesk desk, StudyVisibility visibility) {
    this.board = board;
    this.desk = desk;
    this.visibility = visibility;
  }

  void list(Context request, Visitor visitor) {
    Query query = new Query(request);
    StudyQuery wanted =
        new StudyQuery(
            query.choices("state", StudyState.class),
            query.text("text"),
            query.choice("sort", StudyQuery.Sort.NEWEST),
            (int) query.number("limit", PAGE, 1, StudyQuery.MAX_LIMIT),
            query.cursor());
    try {
      JsonAnswer.send(
          request, StudyJson.page(board.list(wanted, study -> visibility.sees(visitor, study))));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(
          "CURSOR", "The cursor is not one of this list in this order; begin again without it.");
    }
  }

  void get(Context request, Visitor visitor) {
    Sha256Digest study = visible(request, visitor);
    JsonAnswer.send(request, StudyJson.detail(board.detail(study).orElseThrow(Problem::notFound)));
  }

  void cancel(Context request, Visitor visitor) {
    Sha256Digest study = visible(request, visitor);
    CancelOutcome outcome =
        desk.cancel(
            study, visitor.has(Role.ADMINISTRATOR) ? Canceller.ADMINISTRATOR : Canceller.VENDOR);
    if (outcome instanceof CancelOutcome.Published published) {
      throw Problem.conflict("PUBLISHED", published.sentence());
    }
    get(request, visitor);
  }

  /** The study that the path names, if this visitor may know of it. */
  Sha256Digest visible(Context request, Visitor visitor) {
    Sha256Digest study = new Query(request).digest("study");
    if (!visibility.sees(visitor, study)) {
      throw Problem.notFound();
    }
    return study;
  }
}
