package org.fedval.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.agent.run.CaseOutcome;
import org.fedval.agent.run.OutcomeSink;
import org.fedval.agent.run.UnlabelledFeed.Image;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.wire.bundle.ModelSpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code scores.csv} and its companions in the making: {@code .excluded.csv}, {@code
 * .attributes.csv} and {@code .points.csv}. All are written beside their final names, for their
 * owner only, and appear only by {@link #publish}. Rows stand in the order of the cases.
 */
final class ScoresFile implements OutcomeSink<Image>, Closeable {
  private final CsvDraft scores;
  private final CsvDraft excluded;
  private final CsvDraft attributes;
  private final CsvDraft points;
  private final AttributeRows known;
  private final Set<String> described = new HashSet<>();

  ScoresFile(Path out, ModelSpec model, AttributeRows known) throws IOException {
    this.known = known;
    scores = new CsvDraft(out);
    excluded = new CsvDraft(excludedFile(out));
    attributes = new CsvDraft(companion(out, "attributes"));
    points = new CsvDraft(companion(out, "points"));
    List<@Nullable String> header = new ArrayList<>(List.of("sop_instance_uid"));
    header.addAll(model.findingNames());
    scores.row(header);
    excluded.row(List.of("file", "sop_instance_uid", "reason", "words"));
    attributes.row(known.header());
    points.row(List.of("name", "threshold"));
    for (OperatingPoint point : model.operatingPoints()) {
      points.row(List.of(point.name(), Double.toString(point.threshold())));
    }
  }

  static Path excludedFile(Path out) {
    return companion(out, "excluded");
  }

  static Path attributesFile(Path out) {
    return companion(out, "attributes");
  }

  private static Path companion(Path out, String what) {
    return out.resolveSibling(out.getFileName() + "." + what + ".csv");
  }

  @Override
  public void accept(CaseOutcome<Image> outcome) throws IOException {
    if (outcome instanceof CaseOutcome.Scored<Image> scored) {
      describe(scored.subject());
      List<@Nullable String> row = new ArrayList<>();
      row.add(scored.subject().sopInstanceUid());
      for (float score : scored.scores()) {
        row.add(Double.toString(score)); // widened, so that float32 and float64 read the same
      }
      scores.row(row);
    } else if (outcome instanceof CaseOutcome.Excluded<Image> out) {
      describe(out.subject());
      List<@Nullable String> row = new ArrayList<>();
      row.add(out.subject().place());
      row.add(out.subject().sopInstanceUid());
      row.add(out.reason().name());
      row.add(out.reason().words());
      excluded.row(row);
    }
  }

  /** Of two files with one UID the first is the image. */
  private void describe(Image image) throws IOException {
    SopInstance instance = image.attributes();
    if (instance != null && described.add(instance.sopInstanceUid())) {
      attributes.row(known.row(instance));
    }
  }

  /** Gives all files their names, the scores last. */
  void publish() throws IOException {
    excluded.publish();
    attributes.publish();
    points.publish();
    scores.publish();
  }

  @Override
  public void close() throws IOException {
    try (scores;
        points;
        attributes;
        excluded) {
      // each removes what was not published
    }
  }
}
