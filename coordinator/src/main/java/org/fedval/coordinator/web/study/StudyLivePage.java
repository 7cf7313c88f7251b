package org.fedval.coordinator.web.study;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.desk.CancelOutcome;
import org.fedval.coordinator.desk.StudyBoard;
import org.fedval.coordinator.desk.StudyDesk;
import org.fedval.coordinator.desk.StudyDetail;
import org.fedval.coordinator.desk.StudyEntry;
import org.fedval.coordinator.study.Canceller;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.web.NavItem;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;
import org.fedval.crypto.primitive.Sha256Digest;

/** The page of one study, its event stream, and how to cancel it. */
public final class StudyLivePage {
  private final StudyBoard board;
  private final StudyDesk desk;
  private final StudyVisibility visibility;
  private final StudyStreams streams;
  private final Function<Sha256Digest, String> attrition;
  private final Clock clock;

  /**
   * @param attrition the flow of images of a published study as an SVG picture
   */
  public StudyLivePage(
      StudyBoard board,
      StudyDesk desk,
      StudyVisibility visibility,
      StudyStreams streams,
      Function<Sha256Digest, String> attrition,
      Clock clock) {
    this.board = board;
    this.desk = desk;
    this.visibility = visibility;
    this.streams = streams;
    this.attrition = attrition;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(StudyAddress.PATTERN, Permission.READ_STUDIES, this::show),
        Route.get(StudyAddress.PATTERN + "/events", Permission.READ_STUDIES, this::events),
        Route.get(StudyAddress.PATTERN + "/cancel", Permission.CANCEL_STUDIES, this::ask),
        Route.post(StudyAddress.PATTERN + "/cancel", Permission.CANCEL_STUDIES, this::cancel));
  }

  /**
   * What the page's template takes beside the part that changes.
   *
   * @param attrition the flow of images as an SVG picture; empty before a report is published
   */
  public record Model(
      StudyEntry entry,
      StudyModel live,
      When submitted,
      String attrition,
      boolean mayCancel,
      boolean mayShare) {}

  /** What the page that asks before a study is cancelled takes. */
  public record Question(StudyEntry entry, String address) {}

  private void show(Context request, Visitor visitor) {
    StudyDetail study = found(request, visitor);
    StudyEntry entry = study.entry();
    boolean published = entry.state() == StudyState.PUBLISHED;
    boolean running = !entry.state().isFinal();
    Pages.show(
        request,
        "study.jte",
        shell(entry, visitor),
        new Model(
            entry,
            StudyModel.of(study, clock.instant()),
            When.ago(entry.createdAt(), clock.instant()),
            published ? attrition.apply(entry.digest()) : "",
            running && visitor.may(Permission.CANCEL_STUDIES),
            visitor.may(Permission.SHARE_STUDIES)));
  }

  private void events(Context request, Visitor visitor) {
    streams.open(request, visitor.accountId(), found(request, visitor).entry().digest());
  }

  private void ask(Context request, Visitor visitor) {
    StudyEntry entry = found(request, visitor).entry();
    if (entry.state().isFinal()) {
      throw Problem.conflict("STUDY_OVER", "This study is over; there is nothing to cancel.");
    }
    Pages.show(
        request,
        "study-cancel.jte",
        Shell.of("Cancel " + entry.facts().title(), visitor).at(NavItem.STUDIES),
        new Question(entry, StudyAddress.of(entry.digest())));
  }

  private void cancel(Context request, Visitor visitor) {
    Sha256Digest study = found(request, visitor).entry().digest();
    Canceller who = visitor.has(Role.ADMINISTRATOR) ? Canceller.ADMINISTRATOR : Canceller.VENDOR;
    CancelOutcome outcome = desk.cancel(study, who);
    if (outcome instanceof CancelOutcome.Published published) {
      throw Problem.conflict("STUDY_PUBLISHED", published.sentence());
    }
    if (outcome instanceof CancelOutcome.Unknown) {
      throw Problem.notFound();
    }
    request.redirect(StudyAddress.of(study), HttpStatus.SEE_OTHER);
  }

  private StudyDetail found(Context request, Visitor visitor) {
    return board
        .detail(StudyAddress.visible(request, visitor, visibility))
        .orElseThrow(Problem::notFound);
  }

  private static Shell shell(StudyEntry entry, Visitor visitor) {
    return Shell.of(entry.facts().title(), visitor).at(NavItem.STUDIES);
  }
}
