package org.fedval.coordinator.web.api;

import io.javalin.http.Context;
import org.fedval.coordinator.desk.StudyBoard;
import org.fedval.coordinator.web.Problem;
import org.fedval.crypto.primitive.Sha256Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the process lives, and whether it can work; says nothing of any study. */
final class HealthApi {
  private static final Logger log = LoggerFactory.getLogger(HealthApi.class);

  private final StudyBoard board;

  HealthApi(StudyBoard board) {
    this.board = board;
  }

  static void live(Context request) {
    request.result("live\n");
  }

  /** Ready means that the database answers. */
  void ready(Context request) {
    try {
      var unused = board.detail(Sha256Digest.ZERO);
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("The database is silent");
      throw Problem.unavailable("The database does not answer; try again later.");
    }
    request.result("ready\n");
  }
}
