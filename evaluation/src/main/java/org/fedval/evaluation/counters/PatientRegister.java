package org.fedval.evaluation.counters;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Numbers patients in order of appearance. It keeps the first 128 bits of HMAC-SHA256 of the
 * patient key, never the key itself; two patients share a number with a probability below 2^-80 for
 * a million patients. Keeps 26 to 33 bytes a patient in memory.
 */
final class PatientRegister {
  private static final int LEAST_KEY_BYTES = 16;

  private final Mac mac;
  private final byte[] keyCheck;

  /**
   * Open addressing: the patient's number and 1 in the low half, part of the digest in the high.
   */
  private long[] table = new long[16];

  /** The digests' halves, patient by patient. */
  private long[] digests = new long[32];

  private int size;

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
    return number(digest.getLong(), digest.getLong());
  }

  private int number(long high, long low) {
    int at = home(high, table.length);
    while (table[at] != 0) {
      int number = (int) table[at] - 1;
      if (digests[2 * number] == high && digests[2 * number + 1] == low) {
        return number;
      }
      at = next(at, table.length);
    }
    append(high, low);
    table[at] = high & ~0xFFFF_FFFFL | size;
    if (size > table.length / 5 * 4) {
      grow();
    }
    return size - 1;
  }

  private void append(long high, long low) {
    if (2 * size == digests.length) {
      digests = Arrays.copyOf(digests, 2 * Math.addExact(size, size / 4));
    }
    digests[2 * size] = high;
    digests[2 * size + 1] = low;
    size++;
  }

  private void grow() {
    long[] larger = new long[Math.addExact(table.length, table.length / 4)];
    for (long entry : table) {
      if (entry != 0) {
        int at = home(entry, larger.length);
        while (larger[at] != 0) {
          at = next(at, larger.length);
        }
        larger[at] = entry;
      }
    }
    table = larger;
  }

  private static int home(long high, int places) {
    return (int) ((high >>> 32) * places >>> 32);
  }

  private static int next(int at, int places) {
    return at + 1 == places ? 0 : at + 1;
  }

  boolean sharesKeyWith(PatientRegister other) {
    return Arrays.equals(keyCheck, other.keyCheck);
  }

  /** Takes over the patients of another register; entry i is the number of its patient i here. */
  int[] absorb(PatientRegister other) {
    int[] mapping = new int[other.size];
    for (int patient = 0; patient < mapping.length; patient++) {
      mapping[patient] = number(other.digests[2 * patient], other.digests[2 * patient + 1]);
    }
    return mapping;
  }
}
