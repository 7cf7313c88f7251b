package org.fedval.agent.cohort;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts the patients of a pass, and those whose images state different values of what a patient
 * has once. Keeps 23 to 30 bytes a patient and no name. Not thread-safe.
 */
final class PatientFacts {
  private static final int UNSAID = 0;

  private final MessageDigest sha256;
  private final Fingerprints patients = new Fingerprints();
  private final BitSet withCases = new BitSet();
  private final BitSet conflictingSex = new BitSet();
  private final BitSet conflictingBirthDate = new BitSet();
  private int[] sexes = new int[16];
  private int[] birthDates = new int[16];

  PatientFacts() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * What one image of a patient says.
   *
   * @param sex null where the image does not say
   * @param birthDate null where the image does not say
   */
  void see(String patient, @Nullable String sex, @Nullable LocalDate birthDate) {
    int number = number(patient);
    if (number >= sexes.length) {
      int more = number + number / 4;
      sexes = Arrays.copyOf(sexes, more);
      birthDates = Arrays.copyOf(birthDates, more);
    }
    see(sexes, conflictingSex, number, sex == null ? UNSAID : code(sex));
    see(
        birthDates,
        conflictingBirthDate,
        number,
        birthDate == null ? UNSAID : code(birthDate.toString()));
  }

  private static void see(int[] first, BitSet conflicting, int number, int value) {
    if (value != UNSAID && first[number] == UNSAID) {
      first[number] = value;
    } else if (value != UNSAID && first[number] != value) {
      conflicting.set(number);
    }
  }

  /** The patient has a case. */
  void include(String patient) {
    withCases.set(number(patient));
  }

  long patientsWithCases() {
    return withCases.cardinality();
  }

  long conflictingSex() {
    return conflictingSex.cardinality();
  }

  long conflictingBirthDate() {
    return conflictingBirthDate.cardinality();
  }

  private int number(String patient) {
    return patients.number(digest(patient));
  }

  /** 32 bits that tell the values of one patient apart. */
  private int code(String value) {
    byte[] digest = digest(value);
    int code =
        digest[0] << 24 | (digest[1] & 0xFF) << 16 | (digest[2] & 0xFF) << 8 | digest[3] & 0xFF;
    return code == UNSAID ? 1 : code;
  }

  private byte[] digest(String text) {
    return sha256.digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
