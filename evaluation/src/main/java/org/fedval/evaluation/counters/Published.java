package org.fedval.evaluation.counters;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.calib.LogisticFit;
import org.fedval.evaluation.score.EdgeTable;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a later slot: a pure function of the plan and of the opened sums of the earlier
 * slots. Coordinator and sites derive it each for themselves; its bytes are under the layout hash
 * of the proposal, so that they all work with the same tables or not at all. Everything in it comes
 * from integers, the four operations, square roots and {@link StrictMath}, so that every platform
 * derives the same bytes. Immutable.
 */
public final class Published {
  private final int slot;
  private final List<@Nullable Tables> findings;

  /**
   * What is published of one finding.
   *
   * @param edges of the histogram that the placements are of
   * @param ofPositive R_b
   * @param ofNegative Q_b
   * @param other placements of the score that this one is compared with, over the same edges; null
   *     without a comparison and in the third slot
   * @param refined edges of the balanced grid; null in the third slot
   * @param equalMass edges of the bins of equal mass; null in the third slot
   * @param fit calibration intercept and slope; null where they do not exist
   * @param influences four numbers an estimator and point, of true positives, false negatives,
   *     false positives and true negatives; empty in the third slot
   * @param sensitivityWeights variances between sites, one list a point; empty where sums over
   *     sites are withheld
   * @param specificityWeights likewise
   */
  record Tables(
      EdgeTable edges,
      long[] ofPositive,
      long[] ofNegative,
      @Nullable Other other,
      @Nullable EdgeTable refined,
      @Nullable EdgeTable equalMass,
      @Nullable LogisticFit fit,
      double[][] influences,
      double[][] sensitivityWeights,
      double[][] specificityWeights) {}

  /** Placements of another score of the same images. */
  record Other(long[] ofPositive, long[] ofNegative) {}

  Published(int slot, List<@Nullable Tables> findings) {
    this.slot = slot;
    this.findings = new ArrayList<>(findings);
  }

  /** The slot that these tables are for, 1 or 2. */
  public int slot() {
    return slot;
  }

  /** The tables of a finding; null where its sums are withheld. */
  @Nullable Tables of(int finding) {
    return findings.get(finding);
  }

  /** The exact bytes under the layout hash. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(slot);
      out.writeInt(findings.size());
      for (Tables tables : findings) {
        out.writeBoolean(tables != null);
        if (tables != null) {
          write(out, tables);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Tables t) throws IOException {
    writeEdges(out, t.edges());
    for (int b = 0; b < t.ofPositive().length; b++) {
      out.writeLong(t.ofPositive()[b]);
      out.writeLong(t.ofNegative()[b]);
    }
    Other other = t.other();
    out.writeBoolean(other != null);
    for (int b = 0; other != null && b < other.ofPositive().length; b++) {
      out.writeLong(other.ofPositive()[b]);
      out.writeLong(other.ofNegative()[b]);
    }
    writeEdges(out, t.refined());
    writeEdges(out, t.equalMass());
    LogisticFit fit = t.fit();
    out.writeBoolean(fit != null);
    if (fit != null) {
      out.writeDouble(fit.intercept());
      out.writeDouble(fit.slope());
    }
    writeRows(out, t.influences());
    writeRows(out, t.sensitivityWeights());
    writeRows(out, t.specificityWeights());
  }

  private static void writeEdges(DataOutputStream out, @Nullable EdgeTable edges)
      throws IOException {
    double[] all = edges == null ? new double[0] : edges.edges().toArray();
    out.writeInt(all.length);
    for (double edge : all) {
      out.writeDouble(edge);
    }
  }

  private static void writeRows(DataOutputStream out, double[][] rows) throws IOException {
    out.writeInt(rows.length);
    for (double[] row : rows) {
      out.writeInt(row.length);
      for (double x : row) {
        out.writeDouble(x);
      }
    }
  }
}
