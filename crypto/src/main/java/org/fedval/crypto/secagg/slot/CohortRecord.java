package org.fedval.crypto.secagg.slot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/**
 * A frozen cohort by keyed hashes: who is in it, and for every patient which images with which
 * labels. Without the site's key it tells counts only. Hashes are HMAC-SHA256 cut to 128 bits.
 * Immutable.
 */
public final class CohortRecord {
  private static final String TYPE = "CohortRecord";
  private static final int HASH_BYTES = 16;
  private static final int MAX_ITEMS = 1 << 24;
  private static final Comparator<Octets> ORDER =
      (a, b) -> Arrays.compareUnsigned(a.toByteArray(), b.toByteArray());

  private final SortedMap<Octets, Octets> contentByPatient;
  private final SortedSet<Octets> images;

  private CohortRecord(SortedMap<Octets, Octets> contentByPatient, SortedSet<Octets> images) {
    this.contentByPatient = contentByPatient;
    this.images = images;
  }

  /** Starts a record; {@code key} is the site's own and the same for all its records. */
  public static Builder keyedWith(SecretBytes key) {
    return new Builder(key);
  }

  /** Number of patients. */
  public int patients() {
    return contentByPatient.size();
  }

  /** Whether the two share a patient or an image, and so belong to one data set. */
  boolean sharesCaseWith(CohortRecord other) {
    return contentByPatient.keySet().stream().anyMatch(other.contentByPatient::containsKey)
        || images.stream().anyMatch(other.images::contains);
  }

  /** Patients in exactly one of the two cohorts. */
  long patientsApart(CohortRecord other) {
    return missingFrom(other) + other.missingFrom(this);
  }

  /** Patients in both whose images or labels differ. */
  long patientsChanged(CohortRecord other) {
    return contentByPatient.entrySet().stream()
        .filter(
            e -> {
              Octets theirs = other.contentByPatient.get(e.getKey());
              return theirs != null && !theirs.equals(e.getValue());
            })
        .count();
  }

  private long missingFrom(CohortRecord other) {
    return contentByPatient.keySet().stream()
        .filter(patient -> !other.contentByPatient.containsKey(patient))
        .count();
  }

  /** The bytes to persist: hashes only, but of patients, so they stay encrypted at rest. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE);
    write(out);
    return out.toByteArray();
  }

  /** Reads persisted bytes; throws {@code MalformedBody} for anything else. */
  public static CohortRecord decode(byte[] bytes) {
    FvcReader in = FvcReader.open(bytes, TYPE);
    CohortRecord record = read(in);
    in.end();
    return record;
  }

  void write(FvcWriter out) {
    out.list(contentByPatient.entrySet(), e -> out.raw(e.getKey()).raw(e.getValue()));
    out.list(images, out::raw);
  }

  static CohortRecord read(FvcReader in) {
    SortedMap<Octets, Octets> patients = new TreeMap<>(ORDER);
    var unused =
        in.list(
            MAX_ITEMS,
            2 * HASH_BYTES,
            () -> {
              patients.put(in.octets(HASH_BYTES), in.octets(HASH_BYTES));
              return true;
            });
    SortedSet<Octets> images = new TreeSet<>(ORDER);
    images.addAll(in.list(MAX_ITEMS, HASH_BYTES, () -> in.octets(HASH_BYTES)));
    return new CohortRecord(patients, images);
  }

  @Override
  public String toString() {
    return "CohortRecord[redacted]";
  }

  /** Collects the images of a cohort in any order. Not thread-safe. */
  public static final class Builder {
    private final Mac mac;
    private final SortedMap<Octets, List<Octets>> casesByPatient = new TreeMap<>(ORDER);
    private final SortedSet<Octets> images = new TreeSet<>(ORDER);

    private Builder(SecretBytes key) {
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
      images.add(hash(FvcWriter.labelled("cohort-image").vec(image)));
      casesByPatient
          .computeIfAbsent(
              hash(FvcWriter.labelled("cohort-patient").vec(patient)), p -> new ArrayList<>())
          .add(hash(FvcWriter.labelled("cohort-case").vec(image).vec(labels)));
      return this;
    }

    /** The record of everything added so far. */
    public CohortRecord build() {
      SortedMap<Octets, Octets> contents = new TreeMap<>(ORDER);
      casesByPatient.forEach(
          (patient, cases) -> {
            FvcWriter out = FvcWriter.labelled("cohort-content");
            contents.put(patient, hash(out.list(cases.stream().sorted(ORDER).toList(), out::raw)));
          });
      SortedSet<Octets> copy = new TreeSet<>(ORDER);
      copy.addAll(images);
      return new CohortRecord(contents, copy);
    }

    private Octets hash(FvcWriter message) {
      return Octets.of(Arrays.copyOf(mac.doFinal(message.toByteArray()), HASH_BYTES));
    }
  }
}
