package org.fedval.cli;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.fedval.agent.run.CaseOutcome;
import org.fedval.agent.run.OutcomeSink;
import org.fedval.agent.run.UnlabelledFeed.Image;
import org.jspecify.annotations.Nullable;

/**
 * {@code scores.csv} and {@code scores.csv.excluded.csv} in the making: both are written beside
 * their final names and appear only by {@link #publish}. Rows stand in the order of the cases.
 */
final class ScoresFile implements OutcomeSink<Image>, Closeable {
  private final Path scores;
  private final Path excluded;
  private final BufferedWriter scoreRows;
  private final BufferedWriter excludedRows;

  ScoresFile(Path out, List<String> findings) throws IOException {
    this.scores = out;
    this.excluded = excludedFile(out);
    draft(scores).toFile().deleteOnExit(); // an interrupt from the terminal leaves nothing behind
    draft(excluded).toFile().deleteOnExit();
    this.scoreRows = Files.newBufferedWriter(draft(scores), StandardCharsets.UTF_8);
    this.excludedRows = Files.newBufferedWriter(draft(excluded), StandardCharsets.UTF_8);
    scoreRows.write("sop_instance_uid");
    for (String finding : findings) {
      scoreRows.write("," + finding);
    }
    scoreRows.write("\n");
    excludedRows.write("file,sop_instance_uid,reason,words\n");
  }

  static Path excludedFile(Path out) {
    return out.resolveSibling(out.getFileName() + ".excluded.csv");
  }

  @Override
  public void accept(CaseOutcome<Image> outcome) throws IOException {
    if (outcome instanceof CaseOutcome.Scored<Image> scored) {
      scoreRows.write(field(scored.subject().sopInstanceUid()));
      for (float score : scored.scores()) {
        scoreRows.write("," + score); // the shortest form that reads back to the same float32
      }
      scoreRows.write("\n");
    } else if (outcome instanceof CaseOutcome.Excluded<Image> out) {
      excludedRows.write(
          String.join(
              ",",
              field(out.subject().place()),
              field(out.subject().sopInstanceUid()),
              out.reason().name(),
              field(out.reason().words())));
      excludedRows.write("\n");
    }
  }

  /** Gives both files their names, the list of exclusions first. */
  void publish() throws IOException {
    excludedRows.close();
    scoreRows.close();
    move(excluded);
    move(scores);
  }

  @Override
  public void close() throws IOException {
    excludedRows.close();
    scoreRows.close();
    Files.deleteIfExists(draft(excluded));
    Files.deleteIfExists(draft(scores));
  }

  private static void move(Path file) throws IOException {
    Files.move(
        draft(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path draft(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".part");
  }

  /** A CSV field (RFC 4180), empty for null. */
  private static String field(@Nullable String text) {
    if (text == null) {
      return "";
    }
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
