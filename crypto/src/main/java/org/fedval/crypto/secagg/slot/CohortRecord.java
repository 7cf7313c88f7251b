package org.fedval.crypto.secagg.slot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/**
 * A frozen cohort by keyed hashes: who is in it, and for every patient which images with which
 * labels. Without the site's key it tells counts only. Hashes are HMAC-SHA256 cut to 128 bits:
 * memory is 32 bytes a patient and 16 an image. Immutable.
 */
public final class CohortRecord {
  private static final String TYPE = "CohortRecord";
  private static final int HASH_BYTES = 16;
  private static final int MAX_ITEMS = 1 << 24;

  private final HashRows patients;
  private final HashRows images;

  /**
   * @param patients hash of the patient and hash of the images with their labels, in order
   * @param images their hashes, in order
   */
  private CohortRecord(HashRows patients, HashRows images) {
    this.patients = patients;
    this.images = images;
  }

  /** Starts a record; {@code key} is the site's own and the same for all its records. */
  public static Builder keyedWith(SecretBytes key) {
    return keyedWith(key, 0);
  }

  /** The same for about so many images, so that memory need not grow step by step. */
  public static Builder keyedWith(SecretBytes key, int images) {
    return new Builder(key, images);
  }

  /** Number of patients. */
  public int patients() {
    return patients.size();
  }

  /** Whether the two share a patient or an image, and so belong to one data set. */
  boolean sharesCaseWith(CohortRecord other) {
    return common(patients, other.patients, (mine, theirs) -> true) > 0
        || common(images, other.images, (mine, theirs) -> true) > 0;
  }

  /** Patients in exactly one of the two cohorts. */
  long patientsApart(CohortRecord other) {
    long both = common(patients, other.patients, (mine, theirs) -> true);
    return patients.size() + other.patients.size() - 2 * both;
  }

  /** Patients in both whose images or labels differ. */
  long patientsChanged(CohortRecord other) {
    return common(
        patients,
        other.patients,
        (mine, theirs) ->
            patients.compare(mine, other.patients, theirs, HASH_BYTES, 2 * HASH_BYTES) != 0);
  }

  private interface PairOfRows {
    boolean counts(int mine, int theirs);
  }

  /** Counts the pairs of rows with one key, which both have in order. */
  private static long common(HashRows mine, HashRows theirs, PairOfRows pair) {
    long found = 0;
    int m = 0;
    int t = 0;
    while (m < mine.size() && t < theirs.size()) {
      int order = mine.compare(m, theirs, t, HASH_BYTES);
      found += order == 0 && pair.counts(m, t) ? 1 : 0;
      m += order <= 0 ? 1 : 0;
      t += order >= 0 ? 1 : 0;
    }
    return found;
  }

  /** The bytes to persist: hashes only, but of patients, so they stay encrypted at rest. */
  public byte[] encode() {
    byte[] label = FvcWriter.labelOf(TYPE);
    int length = Math.addExact(patients.encodedLength(), images.encodedLength());
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(label.length, length)).put(label);
    patients.write(out);
    images.write(out);
    return out.array();
  }

  /** Reads persisted bytes; throws {@code MalformedBody} for anything else. */
  public static CohortRecord decode(byte[] bytes) {
    FvcReader in = FvcReader.open(bytes, TYPE);
    CohortRecord record = read(in);
    in.end();
    return record;
  }

  void write(FvcWriter out) {
    patients.write(out);
    images.write(out);
  }

  static CohortRecord read(FvcReader in) {
    HashRows patients = HashRows.read(in, MAX_ITEMS, 2 * HASH_BYTES, HASH_BYTES);
    return new CohortRecord(patients, HashRows.read(in, MAX_ITEMS, HASH_BYTES, HASH_BYTES));
  }

  @Override
  public String toString() {
    return "CohortRecord[redacted]";
  }

  /** Collects the images of a cohort in any order. Not thread-safe. */
  public static final class Builder {
    private final Mac mac;
    private final HashRows cases;
    private final HashRows images;

    private Builder(SecretBytes key, int expected) {
      cases = new HashRows(2 * HASH_BYTES, expected);
      images = new HashRows(HASH_BYTES, expected);
      byte[] bytes = key.open(InsecureSecretAccess.get());
      try {
        this.mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
      } catch (GeneralSecurityException e) {
        throw new AssertionError("Every JDK has HmacSHA256.", e);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    }

    /**
     * Adds one image.
     *
     * @param labels everything of this image that enters the counts beside its pixels: reference
     *     labels, strata, exclusions
     */
    public Builder add(String patientId, String imageUid, byte[] labels) {
      byte[] patient = patientId.getBytes(StandardCharsets.UTF_8);
      byte[] image = imageUid.getBytes(StandardCharsets.UTF_8);
      images.add(hash(FvcWriter.labelled("cohort-image").vec(image)), new byte[0]);
      cases.add(
          hash(FvcWriter.labelled("cohort-patient").vec(patient)),
          hash(FvcWriter.labelled("cohort-case").vec(image).vec(labels)));
      return this;
    }

    /** The record of everything added so far. */
    public CohortRecord build() {
      images.sort();
      cases.sort();
      HashRows patients = new HashRows(2 * HASH_BYTES, patients());
      for (int first = 0; first < cases.size(); ) {
        int end = endOfPatient(first);
        FvcWriter out = FvcWriter.labelled("cohort-content").u32(end - first);
        for (int row = first; row < end; row++) {
          out.raw(cases.part(row, HASH_BYTES, 2 * HASH_BYTES));
        }
        patients.add(cases.part(first, 0, HASH_BYTES), hash(out));
        first = end;
      }
      return new CohortRecord(patients, images.distinct());
    }

    private int patients() {
      int patients = 0;
      for (int first = 0; first < cases.size(); first = endOfPatient(first)) {
        patients++;
      }
      return patients;
    }

    private int endOfPatient(int first) {
      int end = first + 1;
      while (end < cases.size() && cases.compare(end, cases, first, HASH_BYTES) == 0) {
        end++;
      }
      return end;
    }

    private byte[] hash(FvcWriter message) {
      return Arrays.copyOf(mac.doFinal(message.toByteArray()), HASH_BYTES);
    }
  }
}
