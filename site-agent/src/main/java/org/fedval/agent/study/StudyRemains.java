package org.fedval.agent.study;

import java.io.IOException;
import org.fedval.crypto.primitive.Sha256Digest;

/** Erases what a study that is over here leaves among the site's sealed files. */
final class StudyRemains {
  private final SiteState state;
  private final StatusBoard status;

  StudyRemains(SiteState state, StatusBoard status) {
    this.state = state;
    this.status = status;
  }

  /** No further round follows here. */
  void eraseCases(Sha256Digest study) {
    try {
      state.cases().erase(study);
    } catch (IOException e) {
      status.say("The frozen cases of a study could not be erased; they stay sealed.");
    }
  }

  /** A site that withdrew keeps nothing of the study. */
  void eraseAll(Sha256Digest study) {
    eraseCases(study);
    try {
      state.journals().erase(study);
      state.own().erase(study);
    } catch (IOException e) {
      status.say("The record of cases of a study could not be erased; it stays sealed.");
    }
  }
}
