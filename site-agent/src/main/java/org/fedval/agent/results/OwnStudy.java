package org.fedval.agent.results;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.fedval.agent.cases.CaseJournals;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.plan.OperatingPoint;

/**
 * One study as this site counted it. Patient data: it stays here, and its text form is empty of it.
 *
 * @param study digest of the study's definition
 * @param id the study's own name
 * @param expires end of the study, Unix time in seconds
 * @param sites in the roster that the study is over, 1 or more
 * @param plan the exact bytes of the plan file
 * @param points the locked operating points
 * @param cases as they were counted in the first round
 */
public record OwnStudy(
    Sha256Digest study,
    String id,
    long expires,
    int sites,
    Octets plan,
    List<OperatingPoint> points,
    CaseTable cases) {
  private static final String TYPE = "OwnStudy";
  private static final int MAX_NAME = 1 << 12;
  private static final int MAX_PLAN = 1 << 18;
  private static final int MAX_POINTS = 1 << 10;
  private static final int MAX_CASES = 1 << 30;

  public OwnStudy {
    points = List.copyOf(points);
  }

  /** Whether it has been kept long enough; as long as the record of cases. */
  boolean isOver(Instant now) {
    return now.isAfter(Instant.ofEpochSecond(expires).plus(CaseJournals.RETENTION));
  }

  byte[] encode() {
    byte[] table = cases.encode();
    try {
      FvcWriter out = FvcWriter.labelled(TYPE).digest(study).vec(utf8(id)).u64(expires).u32(sites);
      out.vec(plan.toByteArray());
      out.list(
          points,
          point -> out.vec(utf8(point.name())).vec(utf8(Double.toString(point.threshold()))));
      return out.vec(table).toByteArray();
    } finally {
      Arrays.fill(table, (byte) 0);
    }
  }

  /**
   * Throws {@link IllegalArgumentException}, or a subtype, for what {@link #encode} did not make.
   */
  static OwnStudy decode(byte[] plain) {
    FvcReader in = FvcReader.open(plain, TYPE);
    Sha256Digest study = in.digest();
    String id = text(in);
    long expires = in.u64();
    int sites = Math.toIntExact(in.u32());
    Octets plan = Octets.of(in.vec(MAX_PLAN));
    List<OperatingPoint> points =
        in.list(
            MAX_POINTS,
            2 * Integer.BYTES,
            () -> new OperatingPoint(text(in), Double.parseDouble(text(in))));
    byte[] table = in.vec(MAX_CASES);
    in.end();
    try {
      return new OwnStudy(study, id, expires, sites, plan, points, CaseTable.decode(table));
    } finally {
      Arrays.fill(table, (byte) 0);
    }
  }

  private static String text(FvcReader in) {
    return new String(in.vec(MAX_NAME), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "OwnStudy[redacted]";
  }
}
