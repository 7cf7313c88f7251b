package org.fedval.agent.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fedval.agent.admin.LocalStatus;
import org.fedval.agent.admin.Told;
import org.fedval.agent.approval.StudyEntry;
import org.fedval.evaluation.counters.Exclusion;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows at one moment: phases, sentences and counts, nothing of a patient.
 *
 * @param site the site's id
 * @param home the agent's folder, for commands
 * @param at when this was so
 * @param status what the agent does
 * @param studyNow the study that it does it for; empty while it waits
 * @param studies in the order they were offered
 * @param told the last sentences, newest first
 * @param quarantine why the agent takes no step; empty when it is not in quarantine
 * @param answered when the coordinator answered last; null when it has not since the start
 * @param certificateEnds null when the certificate cannot be read
 * @param data of the studies that were counted last, newest first
 */
record PageFacts(
    String site,
    String home,
    Instant at,
    LocalStatus status,
    String studyNow,
    List<StudyEntry> studies,
    List<Told> told,
    List<String> quarantine,
    @Nullable Instant answered,
    @Nullable Instant certificateEnds,
    List<StudyData> data) {
  private static final Duration SILENCE = Duration.ofMinutes(1);

  PageFacts {
    studies = List.copyOf(studies);
    told = List.copyOf(told);
    quarantine = List.copyOf(quarantine);
    data = List.copyOf(data);
  }

  /**
   * What a study found of the site's data.
   *
   * @param id the study's own name
   * @param scored images
   * @param excluded images by reason, in order of precedence
   * @param quality lines of the data-quality record; empty while there is none
   */
  record StudyData(String id, long scored, Map<Exclusion, Long> excluded, List<String> quality) {
    long left() {
      return excluded.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Whether the coordinator has answered within the last minute; the agent asks all the time. */
  boolean isConnected() {
    return answered != null && !answered.plus(SILENCE).isBefore(at);
  }

  List<StudyEntry> in(StudyEntry.State state) {
    return studies.stream().filter(study -> study.state() == state).toList();
  }

  /** Approved studies that the agent is not busy with. */
  List<StudyEntry> queue() {
    return in(StudyEntry.State.APPROVED).stream()
        .filter(study -> !study.terms().id().equals(studyNow))
        .toList();
  }
}
