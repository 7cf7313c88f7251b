package org.fedval.evaluation.counters;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Numbers patients in order of appearance. It keeps the first 128 bits of HMAC-SHA256 of the
 * patient key, never the key itself; two patients share a number with a probability below 2^-80 for
 * a million patients.
 */
final class PatientRegister {
  private static final int LEAST_KEY_BYTES = 16;

  private final Mac mac;
  private final byte[] keyCheck;
  private final Map<Digest, Integer> numbers = new HashMap<>();

  private record Digest(long high, long low) {}

  PatientRegister(byte[] digestKey) {
    if (digestKey.length < LEAST_KEY_BYTES) {
      throw new IllegalArgumentException("The key of the patient digests needs 16 bytes or more.");
    }
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(digestKey, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("This Java runtime lacks HMAC-SHA256.", e);
    }
    keyCheck = mac.doFinal(new byte[0]);
  }

  int number(String patientKey) {
    ByteBuffer digest = ByteBuffer.wrap(mac.doFinal(patientKey.getBytes(StandardCharsets.UTF_8)));
    return number(new Digest(digest.getLong(), digest.getLong()));
  }

  private int number(Digest digest) {
    return numbers.computeIfAbsent(digest, d -> numbers.size());
  }

  boolean sharesKeyWith(PatientRegister other) {
    return Arrays.equals(keyCheck, other.keyCheck);
  }

  /** Takes over the patients of another register; entry i is the number of its patient i here. */
  int[] absorb(PatientRegister other) {
    int[] mapping = new int[other.numbers.size()];
    other.numbers.forEach((digest, number) -> mapping[number] = number(digest));
    return mapping;
  }
}
