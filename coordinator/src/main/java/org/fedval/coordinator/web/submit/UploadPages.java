package org.fedval.coordinator.web.submit;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.desk.PackageIntake;
import org.fedval.coordinator.desk.StudySubmission;
import org.fedval.coordinator.desk.Submission;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Upload;
import org.fedval.crypto.primitive.Sha256Digest;

/** Takes the signed package of a study and goes on to the study's page. */
public final class UploadPages {
  private final PackageIntake intake;
  private final Submitter submitter;
  private final DraftPages start;
  private final long maxUploadBytes;

  /** Locks a study, or says why not. */
  @FunctionalInterface
  public interface Submitter {
    StudySubmission.Outcome submit(Submission submission);
  }

  /**
   * An address that takes packages.
   *
   * @param start the page that says what was refused
   */
  public UploadPages(
      PackageIntake intake, Submitter submitter, DraftPages start, long maxUploadBytes) {
    this.intake = intake;
    this.submitter = submitter;
    this.start = start;
    this.maxUploadBytes = maxUploadBytes;
  }

  /** Its address. */
  public List<Route> routes() {
    return List.of(
        Route.upload(
            DraftPages.START + "/packages",
            Permission.SUBMIT_STUDIES,
            new Upload(maxUploadBytes, this::take)));
  }

  private void take(Context request, Visitor visitor, InputStream file) throws IOException {
    StudySubmission.Outcome outcome =
        intake.take(
            file, visitor.actsFor().orElseThrow(UploadPages::actsForNobody), submitter::submit);
    if (outcome instanceof StudySubmission.Outcome.Locked locked) {
      request.redirect("/studies/" + Sha256Digest.of(locked.study().digest()).hex());
    } else if (outcome instanceof StudySubmission.Outcome.Refused refused) {
      request.status(409);
      start.start(request, visitor, refused.sentence());
    }
  }

  private static Problem actsForNobody() {
    return Problem.conflict(
        "NO_PARTY",
        "Your account acts for no vendor yet; a consortium administrator can say which under Accounts.");
  }
}
