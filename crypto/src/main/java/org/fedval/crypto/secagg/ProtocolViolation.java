package org.fedval.crypto.secagg;

import java.util.OptionalInt;
import java.util.function.Supplier;
import org.fedval.crypto.primitive.MalformedBody;

/**
 * A message or a proposal failed a check that protects a site. Nothing was sent and the step may be
 * tried again with another message. The sentence is static; {@link #site()} names the peer.
 */
public final class ProtocolViolation extends RuntimeException {
  /** Which check failed. */
  public enum Code {
    MALFORMED,
    BAD_SIGNATURE,
    WRONG_SESSION,
    WRONG_STUDY,
    WRONG_ROSTER,
    WRONG_LAYOUT,
    WEAK_PARAMETERS,
    UNSUPPORTED,
    TOO_FEW_SITES,
    UNTRUSTED_ROSTER,
    OWN_ENTRY_CHANGED,
    BAD_PEER_KEY,
    MISSING_BODY,
    BAD_SHARES,
    BAD_MANIFEST,
    INPUT_OUT_OF_RANGE,
    NOT_A_SURVIVOR,
    BAD_CERTIFICATE,
    FALSE_GATE,
    BAD_RESULT,
    BAD_BLAME,
    SLOT_PENDING,
    SLOT_LOCKED,
    DATASET_DIFFERENCING,
    COHORT_DIFFERENCING,
    COHORT_CHANGED,
    SLOT_SKIPPED,
    FALSE_TABLES,
    VECTOR_CHANGED,
    DAMAGED_RECORD,
    NOT_EXPECTED,
    ALREADY_DONE
  }

  private final Code code;
  private final int site;

  public ProtocolViolation(Code code, String sentence) {
    this(code, sentence, -1);
  }

  public ProtocolViolation(Code code, String sentence, int site) {
    super(sentence);
    this.code = code;
    this.site = site;
  }

  /** Which check failed. */
  public Code code() {
    return code;
  }

  /** The roster index of the site that the message was about, if there is one. */
  public OptionalInt site() {
    return site < 0 ? OptionalInt.empty() : OptionalInt.of(site);
  }

  static void require(boolean holds, Code code, String sentence) {
    if (!holds) {
      throw new ProtocolViolation(code, sentence);
    }
  }

  static void require(boolean holds, Code code, String sentence, int site) {
    if (!holds) {
      throw new ProtocolViolation(code, sentence, site);
    }
  }

  static <T> T decoding(Supplier<T> decoder) {
    return decoding(Code.MALFORMED, -1, decoder);
  }

  static <T> T decoding(Code code, int site, Supplier<T> decoder) {
    try {
      return decoder.get();
    } catch (MalformedBody e) {
      throw new ProtocolViolation(code, String.valueOf(e.getMessage()), site);
    }
  }
}
