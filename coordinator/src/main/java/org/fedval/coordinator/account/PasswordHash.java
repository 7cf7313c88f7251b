package org.fedval.coordinator.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords by Argon2id (RFC 9106), kept as PHC strings with their own salt and costs: {@code
 * $argon2id$v=19$m=32768,t=3,p=1$salt$hash}.
 *
 * @param memoryKib at least 19 MiB
 * @param passes at least 2
 */
record PasswordHash(int memoryKib, int passes) {
  /** A tenth of a second, twice what OWASP's password storage cheat sheet asks at least. */
  static final PasswordHash NOW = new PasswordHash(32 * 1024, 3);

  /** Of the form and the costs of a real one; no password is known for it. */
  static final String NOBODYS = NOW.phc(new byte[16], new byte[32]);

  private static final int MIN_MEMORY_KIB = 19 * 1024;
  private static final int MAX_MEMORY_KIB = 1024 * 1024;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=1\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

  PasswordHash {
    if (memoryKib < MIN_MEMORY_KIB || memoryKib > MAX_MEMORY_KIB || passes < 2) {
      throw new IllegalArgumentException("A password hash takes 19 MiB to 1 GiB and two passes.");
    }
  }

  /** A new hash with a salt of its own. */
  String of(String password, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return phc(salt, derive(password, salt));
  }

  private String phc(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
        .formatted(memoryKib, passes, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /** Whether the password is the one of the hash; false for a hash of another form. */
  static boolean matches(String password, String phc) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      return false;
    }
    PasswordHash costs =
        new PasswordHash(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    byte[] expected = Base64.getDecoder().decode(parts.group(4));
    byte[] actual = costs.derive(password, Base64.getDecoder().decode(parts.group(3)));
    return MessageDigest.isEqual(expected, actual);
  }

  private byte[] derive(String password, byte[] salt) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] utf8 = password.getBytes(StandardCharsets.UTF_8);
    byte[] hash = new byte[HASH_BYTES];
    argon2.generateBytes(utf8, hash);
    Arrays.fill(utf8, (byte) 0);
    return hash;
  }
}
