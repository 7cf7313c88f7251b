package org.fedval.agent.approval;

import java.util.Locale;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * One decision of one person about one study; nothing of it leaves.
 *
 * @param kind what was decided
 * @param study digest of the study, 64 hexadecimal digits
 * @param slot the round whose numbers are released; empty for approval and denial
 * @param name who, as given
 * @param account who, as the operating system says
 * @param at Unix time in seconds
 * @param words a note or a reason, at most {@link #MAX_WORDS} characters
 */
public record Decision(
    Kind kind, String study, String slot, String name, String account, long at, String words) {
  public static final int MAX_WORDS = 200;

  /** What is decided. */
  public enum Kind {
    APPROVED(LogEvent.APPROVAL_GIVEN),
    DENIED(LogEvent.APPROVAL_REFUSED),
    RELEASED(LogEvent.RELEASE_GIVEN);

    private final LogEvent event;

    Kind(LogEvent event) {
      this.event = event;
    }

    LogEvent event() {
      return event;
    }
  }

  public Decision {
    if (words.length() > MAX_WORDS || words.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "A note or reason has at most 200 characters in one line.");
    }
  }

  /** What stands in the local log. */
  Sha256Digest hash() {
    return FvcWriter.labelled("LocalDecision")
        .u8(kind.ordinal())
        .digest(Sha256Digest.parse(study))
        .text(slot)
        .vec(utf8(name))
        .vec(utf8(account))
        .u64(at)
        .vec(utf8(words))
        .hash();
  }

  boolean isBy(Person person) {
    return name.toLowerCase(Locale.ROOT).equals(person.name().toLowerCase(Locale.ROOT));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
