package org.fedval.agent.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.fedval.agent.cases.CaseJournals;
import org.fedval.agent.cases.JournalHead;
import org.fedval.agent.journal.JournalDamaged;
import org.fedval.agent.page.PageFacts.StudyData;
import org.fedval.agent.results.QualityLines;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.Exclusion;

/**
 * Counts how the cases of the last studies ended, from their journals. A journal may be long, so
 * this is done at most once a minute, however often the page is asked for.
 */
final class DataTally {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final int MOST_STUDIES = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CaseJournals journals;
  private final Path quality;
  private final Clock clock;
  private Instant counted = Instant.MIN;
  private List<StudyData> last = List.of();

  /**
   * @param quality folder of the data-quality records
   */
  DataTally(CaseJournals journals, Path quality, Clock clock) {
    this.journals = journals;
    this.quality = quality;
    this.clock = clock;
  }

  /** The studies that were counted last, newest first. */
  synchronized List<StudyData> studies() throws IOException {
    Instant now = clock.instant();
    if (counted.plus(FRESH).isBefore(now)) {
      List<StudyData> studies = new ArrayList<>();
      for (JournalHead head : journals.heads().stream().limit(MOST_STUDIES).toList()) {
        studies.add(count(head));
      }
      last = List.copyOf(studies);
      counted = now;
    }
    return last;
  }

  private StudyData count(JournalHead head) throws IOException {
    Map<Exclusion, Long> excluded = new EnumMap<>(Exclusion.class);
    long[] scored = {0};
    try {
      journals.read(
          head.study(),
          one -> {
            if (one.reason() == null) {
              scored[0]++;
            } else {
              excluded.merge(one.reason(), 1L, Long::sum);
            }
          });
    } catch (JournalDamaged e) {
      // the cases before the damage stand, and the run tells of it
    }
    return new StudyData(head.studyId(), scored[0], excluded, quality(head.study()));
  }

  private List<String> quality(Sha256Digest study) throws IOException {
    Path file = quality.resolve(study.hex() + ".json");
    if (!Files.exists(file)) {
      return List.of();
    }
    ObjectNode record = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
    record.remove("excluded");
    return QualityLines.of(record).stream().skip(2).map(String::strip).toList();
  }
}
