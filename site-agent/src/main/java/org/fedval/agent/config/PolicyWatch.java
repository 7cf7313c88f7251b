package org.fedval.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Reads {@code policy.yaml} and tells whether it still is what was read. It compares bytes, not
 * times; a file that vanished or cannot be read any more is another one. For one thread.
 */
public final class PolicyWatch {
  /** How long a file must lie still before it is read; an editor may save in several steps. */
  public static final Duration LOOK = Duration.ofSeconds(1);

  /** More than the reader of the file takes. */
  private static final int MOST_BYTES = 1 << 17;

  private static final String ABSENT = "absent";
  private static final String UNREADABLE = "unreadable";

  private final AgentHome home;
  private String taken = "";

  public PolicyWatch(AgentHome home) {
    this.home = home;
  }

  /**
   * The policy as the file is now.
   *
   * @throws ConfigException with one sentence when there is a file and it is no policy
   */
  public ApprovalPolicy read() throws ConfigException {
    while (true) {
      taken = look();
      ApprovalPolicy policy = PolicyFile.read(home);
      if (!hasChanged()) {
        return policy;
      }
    }
  }

  /** Whether the file is another one than {@link #read} found last. */
  public boolean hasChanged() {
    return !look().equals(taken);
  }

  /**
   * Waits until the file lies still and is a policy, and reads it; without a limit, because nothing
   * may take its place.
   *
   * @param refused gets one sentence when the file is no policy, once for each such sentence
   * @throws InterruptedException when the wait was ended
   */
  public ApprovalPolicy next(Consumer<String> refused) throws InterruptedException {
    String told = "";
    String before = look();
    while (true) {
      Thread.sleep(LOOK.toMillis());
      String now = look();
      if (now.equals(before)) {
        try {
          return read();
        } catch (ConfigException e) {
          String sentence = String.valueOf(e.getMessage());
          if (!sentence.equals(told)) {
            refused.accept(sentence);
            told = sentence;
          }
        }
      }
      before = now;
    }
  }

  private String look() {
    Path file = home.policyFile();
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return ABSENT;
    }
    if (!Files.isRegularFile(file)) {
      return UNREADABLE;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256Digest.hash(in.readNBytes(MOST_BYTES)).hex();
    } catch (IOException e) {
      return UNREADABLE;
    }
  }
}
