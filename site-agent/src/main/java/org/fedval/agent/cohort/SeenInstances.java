package org.fedval.agent.cohort;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Which SOP Instance UIDs a feed has seen, as {@link Fingerprints}. Not safe for threads. */
public final class SeenInstances {
  private final MessageDigest sha256;
  private final Fingerprints seen = new Fingerprints();

  public SeenInstances() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** True when this UID was not seen before. */
  public boolean first(String sopInstanceUid) {
    return first(sha256.digest(sopInstanceUid.getBytes(StandardCharsets.US_ASCII)));
  }

  /** The same for something that is known by its SHA-256. */
  boolean first(byte[] sha256Digest) {
    int before = seen.size();
    return seen.number(sha256Digest) == before;
  }
}
