package org.fedval.agent.cohort;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fedval.agent.journal.ScratchFile;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a reference standard by SOP Instance UID, sealed on the disk while they are needed.
 * Of each row 10 to 13 bytes are in memory: 32 bits of the UID's SHA-256 and the place of the row,
 * which holds the UID itself. Filled by one thread, then safe for several.
 */
final class LabelRows implements Closeable {
  private static final int MOST_TEXT = 1 << 20;

  private final ScratchFile rows;
  private final int findings;
  private final List<String> further;
  private long[] table = new long[16];
  private int size;

  /**
   * @param further names of the other columns that every row has
   * @param scratch folder for the rows; null for the system's
   */
  LabelRows(int findings, List<String> further, @Nullable Path scratch) throws IOException {
    this.rows = ScratchFile.create(scratch);
    this.findings = findings;
    this.further = List.copyOf(further);
  }

  /** The row of an image, with its number; null when there is none. */
  ReferenceStandard.@Nullable Row find(String uid) throws IOException {
    int check = check(uid);
    for (int at = home(check, table.length); table[at] != 0; at = next(at, table.length)) {
      if ((int) (table[at] >>> 32) == check) {
        ReferenceStandard.Row row = row(rows.read((int) table[at] - 1), uid, at);
        if (row != null) {
          return row;
        }
      }
    }
    return null;
  }

  /** Adds the row of an image that has none. */
  void add(String uid, ReferenceStandard.Row row) throws IOException {
    FvcWriter out = new FvcWriter().vec(utf8(uid)).vec(utf8(row.patientKey()));
    row.labels().forEach(label -> out.u8(label.ordinal()));
    out.digest(row.content());
    further.forEach(name -> out.vec(utf8(row.further().getOrDefault(name, ""))));
    int place = rows.append(out.toByteArray());
    put(table, (long) check(uid) << 32 | (place + 1));
    if (++size > table.length / 5 * 4) {
      grow();
    }
  }

  int size() {
    return size;
  }

  private ReferenceStandard.@Nullable Row row(byte[] record, String uid, int number) {
    FvcReader in = FvcReader.unlabelled(record);
    if (!text(in).equals(uid)) {
      return null;
    }
    String patient = text(in);
    List<ReferenceLabel> labels = new ArrayList<>(findings);
    for (int f = 0; f < findings; f++) {
      labels.add(ReferenceLabel.values()[in.u8()]);
    }
    Sha256Digest content = in.digest();
    Map<String, String> others = new HashMap<>();
    further.forEach(name -> others.put(name, text(in)));
    in.end();
    return new ReferenceStandard.Row(number, patient, labels, content, others);
  }

  private void grow() {
    long[] larger = new long[Math.addExact(table.length, table.length / 4)];
    for (long entry : table) {
      if (entry != 0) {
        put(larger, entry);
      }
    }
    table = larger;
  }

  private static void put(long[] into, long entry) {
    int at = home((int) (entry >>> 32), into.length);
    while (into[at] != 0) {
      at = next(at, into.length);
    }
    into[at] = entry;
  }

  private static int home(int check, int places) {
    return (int) ((check & 0xFFFF_FFFFL) * places >>> 32);
  }

  private static int next(int at, int places) {
    return at + 1 == places ? 0 : at + 1;
  }

  private static int check(String uid) {
    return ByteBuffer.wrap(Sha256Digest.hash(utf8(uid)).toByteArray()).getInt();
  }

  private static String text(FvcReader in) {
    return new String(in.vec(MOST_TEXT), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
