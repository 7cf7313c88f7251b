package org.fedval.coordinator.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.fedval.coordinator.access.Account;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.files.PrivateFiles;

/**
 * A link that signs somebody in once, made on the coordinator's own computer. Its hash is in a file
 * of the home that the operator alone can write; there is one link at most, and the next one ends
 * it. Thread-safe.
 */
public final class SignInLink {
  /** For how long a link that nobody used is good. */
  public static final Duration LIFE = Duration.ofHours(12);

  /** What stands before the secret in the link's path. */
  public static final String PATH = "/sign-in/link/";

  private final Path file;
  private final Clock clock;

  /**
   * The link of a home.
   *
   * @param file where its hash is
   */
  public SignInLink(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Makes a new link, and ends the one before; the path to open on the pages' address. */
  public String make(Account account, SecureRandom random) throws IOException {
    Secret secret = Secret.draw("", random);
    PrivateFiles.write(
        file,
        "%s %s %s%n"
            .formatted(secret.hash().hex(), account.id(), clock.instant().plus(LIFE))
            .getBytes(StandardCharsets.UTF_8));
    return PATH + secret.reveal();
  }

  /** A password that nobody knows, for an account that links alone open. */
  public static String password(SecureRandom random) {
    return Secret.draw("", random).reveal();
  }

  /** Whether this is the secret of the link, which is still good. */
  public boolean isGood(Secret sent) throws IOException {
    return accountOf(sent).isPresent();
  }

  /** The id of the account that the link opens; it never opens it again. */
  public synchronized Optional<String> use(Secret sent) throws IOException {
    Optional<String> account = accountOf(sent);
    return account.isPresent() && Files.deleteIfExists(file) ? account : Optional.empty();
  }

  private Optional<String> accountOf(Secret sent) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] parts = Files.readString(file).strip().split(" ", -1);
    try {
      boolean good =
          parts.length == 3
              && Sha256Digest.parse(parts[0]).equals(sent.hash())
              && clock.instant().isBefore(Instant.parse(parts[2]));
      return good ? Optional.of(parts[1]) : Optional.empty();
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
