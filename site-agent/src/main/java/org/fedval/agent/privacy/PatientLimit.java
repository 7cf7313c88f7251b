package org.fedval.agent.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.fedval.agent.cohort.CohortCase;

/**
 * Keeps at most c images of each patient: those whose SOP Instance UIDs come first under a keyed
 * hash of this site. The choice depends on the patient's own images and the key alone, so it is the
 * same in every pass, and no patient's images move another's in or out. Holds one action an image
 * kept. Not thread-safe.
 */
public final class PatientLimit {
  private final Mac mac;
  private final int most;
  private final Map<String, TreeMap<String, Runnable>> kept = new HashMap<>();

  /**
   * @param key 16 random bytes or more, the same for every pass of this site
   * @param most c, 1 or more
   */
  public PatientLimit(byte[] key, int most) {
    if (key.length < 16 || most < 1) {
      throw new IllegalArgumentException("A limit needs a key and one image a patient or more.");
    }
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("This Java runtime lacks HMAC-SHA256.", e);
    }
    this.most = most;
  }

  /** An image of a patient, and how to count it should it be kept. */
  public void offer(CohortCase image, Runnable count) {
    TreeMap<String, Runnable> images =
        kept.computeIfAbsent(image.patientKey(), patient -> new TreeMap<>());
    images.put(rank(image.sopInstanceUid()), count);
    if (images.size() > most) {
      images.pollLastEntry();
    }
  }

  /** Counts what was kept and forgets it. */
  public void count() {
    kept.values().forEach(images -> images.values().forEach(Runnable::run));
    kept.clear();
  }

  private String rank(String uid) {
    return HexFormat.of().formatHex(mac.doFinal(uid.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return "PatientLimit[redacted]";
  }
}
