package org.fedval.evaluation.counters;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The cases of one site, frozen: of every analysed image the number of its patient, its scores,
 * labels and levels; of every reason to leave an image out the patients and images. It names
 * nobody, yet it is patient data: it stays at the site, encrypted, so that later slots count
 * exactly the cases of the first. Memory an image: 4 bytes, 9 a finding and 2 a subgroup, and up to
 * a quarter more while it grows. It has no text form. Not thread-safe while it grows.
 */
public final class CaseTable {
  private static final int FORMAT = 2;

  private final int findings;
  private final int subgroups;
  private int size;
  private int patients;
  private int[] patientOf = new int[64];
  private double[] scores;
  private byte[] labels;
  private short[] levels;
  private final Map<Exclusion, long[]> excluded = new EnumMap<>(Exclusion.class);

  CaseTable(int findings, int subgroups) {
    this.findings = findings;
    this.subgroups = subgroups;
    scores = new double[64 * findings];
    labels = new byte[64 * findings];
    levels = new short[64 * subgroups];
  }

  void add(int patient, CaseRecord image) {
    grow();
    patientOf[size] = patient;
    patients = Math.max(patients, patient + 1);
    for (int f = 0; f < findings; f++) {
      scores[size * findings + f] = image.score(f);
      labels[size * findings + f] = (byte) image.label(f).ordinal();
    }
    for (int a = 0; a < subgroups; a++) {
      levels[size * subgroups + a] = (short) image.level(a);
    }
    size++;
  }

  /**
   * @param mapping the number here of each patient there
   */
  void addAll(CaseTable other, int[] mapping) {
    for (int i = 0; i < other.size; i++) {
      grow();
      patientOf[size] = mapping[other.patientOf[i]];
      patients = Math.max(patients, patientOf[size] + 1);
      System.arraycopy(other.scores, i * findings, scores, size * findings, findings);
      System.arraycopy(other.labels, i * findings, labels, size * findings, findings);
      System.arraycopy(other.levels, i * subgroups, levels, size * subgroups, subgroups);
      size++;
    }
  }

  private void grow() {
    if (size == patientOf.length) {
      int more = Math.addExact(size, size / 4);
      patientOf = Arrays.copyOf(patientOf, more);
      scores = Arrays.copyOf(scores, Math.multiplyExact(more, findings));
      labels = Arrays.copyOf(labels, more * findings);
      levels = Arrays.copyOf(levels, Math.multiplyExact(more, subgroups));
    }
  }

  void setExcluded(Exclusion reason, long patientCount, long images) {
    excluded.put(reason, new long[] {patientCount, images});
  }

  /** Patients left out for a reason. */
  long excludedPatients(Exclusion reason) {
    return excluded.getOrDefault(reason, new long[2])[0];
  }

  /** Images left out for a reason. */
  long excludedImages(Exclusion reason) {
    return excluded.getOrDefault(reason, new long[2])[1];
  }

  /** Analysed images. */
  public int size() {
    return size;
  }

  /** One more than the largest patient number of an analysed image. */
  int patients() {
    return patients;
  }

  int patient(int image) {
    return patientOf[image];
  }

  double score(int image, int finding) {
    return scores[image * findings + finding];
  }

  boolean isMissing(int image, int finding) {
    return labels[image * findings + finding] == ReferenceLabel.MISSING.ordinal();
  }

  boolean isPositive(int image, int finding) {
    return labels[image * findings + finding] == ReferenceLabel.POSITIVE.ordinal();
  }

  int level(int image, int subgroup) {
    return levels[image * subgroups + subgroup];
  }

  boolean hasShape(int expectedFindings, int expectedSubgroups) {
    return findings == expectedFindings && subgroups == expectedSubgroups;
  }

  /** The bytes to keep, secret as the cases themselves; the caller encrypts and erases them. */
  public byte[] encode() {
    int image = Integer.BYTES + findings * (Double.BYTES + 1) + subgroups * Short.BYTES;
    int end = Exclusion.values().length * 2 * Long.BYTES;
    ByteBuffer out =
        ByteBuffer.allocate(
            Math.addExact(4 * Integer.BYTES + end, Math.multiplyExact(size, image)));
    out.putInt(FORMAT).putInt(findings).putInt(subgroups).putInt(size);
    for (int i = 0; i < size; i++) {
      out.putInt(patientOf[i]);
      for (int f = 0; f < findings; f++) {
        out.putDouble(scores[i * findings + f]).put(labels[i * findings + f]);
      }
      for (int a = 0; a < subgroups; a++) {
        out.putShort(levels[i * subgroups + a]);
      }
    }
    for (Exclusion reason : Exclusion.values()) {
      out.putLong(excludedPatients(reason)).putLong(excludedImages(reason));
    }
    return out.array();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the bytes are no table of this version
   */
  public static CaseTable decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != FORMAT) {
        throw new IllegalArgumentException("The case table has another version.");
      }
      CaseTable table = new CaseTable(in.readInt(), in.readInt());
      int size = in.readInt();
      for (int i = 0; i < size; i++) {
        table.readCase(in);
      }
      for (Exclusion reason : Exclusion.values()) {
        table.setExcluded(reason, in.readLong(), in.readLong());
      }
      if (in.read() >= 0) {
        throw new IllegalArgumentException("The case table has bytes after its end.");
      }
      return table;
    } catch (IOException | NegativeArraySizeException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("The case table is damaged.", e);
    }
  }

  private void readCase(DataInputStream in) throws IOException {
    int patient = in.readInt();
    double[] s = new double[findings];
    ReferenceLabel[] l = new ReferenceLabel[findings];
    int[] v = new int[subgroups];
    for (int f = 0; f < findings; f++) {
      s[f] = in.readDouble();
      l[f] = ReferenceLabel.values()[in.readByte()];
    }
    for (int a = 0; a < subgroups; a++) {
      v[a] = in.readShort();
    }
    add(patient, new CaseRecord("frozen", s, l, v));
  }
}
