package org.fedval.agent.receipts;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;

/**
 * One message that left, as a link of a chain.
 *
 * @param at when it was handed to the network, in Unix seconds; a message that was said again after
 *     a lost connection has a receipt each time
 * @param type of the message in capitals, such as {@code VOTE}
 * @param bytes of the message, or of the piece of a masked vector in it
 * @param sha256 of the same bytes
 * @param about whose it is
 * @param previous hash of the receipt before, zero for the first
 */
public record EgressReceipt(
    long at, String type, long bytes, Sha256Digest sha256, About about, Sha256Digest previous) {
  private static final int FIELDS = 8;
  private static final String NONE = "-";

  /**
   * The study and session of a message; {@link Sha256Digest#ZERO} and an empty slot where it has
   * none.
   */
  public record About(Sha256Digest study, String slot, Sha256Digest session) {
    /** Of a message that belongs to no study. */
    public static final About NOTHING = new About(Sha256Digest.ZERO, "", Sha256Digest.ZERO);
  }

  /** What the next receipt calls previous. */
  public Sha256Digest hash() {
    return FvcWriter.labelled("EgressReceipt")
        .u64(at)
        .text(type)
        .u64(bytes)
        .digest(sha256)
        .digest(about.study())
        .text(about.slot())
        .digest(about.session())
        .digest(previous)
        .hash();
  }

  /** One line of the file. */
  String line() {
    return "%s %s %d %s %s %s %s %s\n"
        .formatted(
            Instant.ofEpochSecond(at),
            type,
            bytes,
            sha256.hex(),
            shown(about.study()),
            about.slot().isEmpty() ? NONE : about.slot(),
            shown(about.session()),
            hash().hex());
  }

  /** Reads a line; throws {@link MalformedBody} unless it follows the receipt before. */
  static EgressReceipt parse(String line, @Nullable EgressReceipt before) {
    String[] fields = line.split(" ");
    if (fields.length != FIELDS) {
      throw new MalformedBody("A receipt is malformed.");
    }
    try {
      EgressReceipt receipt =
          new EgressReceipt(
              Instant.parse(fields[0]).getEpochSecond(),
              fields[1],
              Long.parseLong(fields[2]),
              Sha256Digest.parse(fields[3]),
              new About(
                  digest(fields[4]), fields[5].equals(NONE) ? "" : fields[5], digest(fields[6])),
              before == null ? Sha256Digest.ZERO : before.hash());
      if (receipt.line().equals(line + "\n")) {
        return receipt;
      }
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new MalformedBody("A receipt is malformed.");
    }
    throw new MalformedBody("A receipt does not follow the one before.");
  }

  private static String shown(Sha256Digest digest) {
    return digest.equals(Sha256Digest.ZERO) ? NONE : digest.hex();
  }

  private static Sha256Digest digest(String field) {
    return field.equals(NONE) ? Sha256Digest.ZERO : Sha256Digest.parse(field);
  }
}
