package org.fedval.agent.preview;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.fedval.agent.receipts.EgressReceipt;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * The masked vector as it leaves.
 *
 * @param stage how far it is
 * @param bytes its length, the same whatever the numbers are
 * @param sha256 of its bytes; empty while it is not masked, and where it left in several pieces,
 *     each of which has its receipt
 * @param begins its first bytes in hexadecimal while its session is open; empty otherwise
 */
public record LeavingBytes(Stage stage, long bytes, String sha256, String begins) {
  private static final int PREFIX = 32;

  /** How far a vector is. */
  public enum Stage {
    NOT_MASKED,
    MASKED,
    LEFT
  }

  /** Nothing is masked yet. */
  public static LeavingBytes notMasked(long bytes) {
    return new LeavingBytes(Stage.NOT_MASKED, bytes, "", "");
  }

  /** Of an open session. */
  public static LeavingBytes of(byte[] vector) {
    return new LeavingBytes(
        Stage.MASKED,
        vector.length,
        Sha256Digest.hash(vector).hex(),
        HexFormat.of().formatHex(Arrays.copyOf(vector, Math.min(PREFIX, vector.length))));
  }

  /**
   * Of a session that is over.
   *
   * @param pieces receipts of its pieces, one or more
   */
  public static LeavingBytes left(List<EgressReceipt> pieces) {
    return new LeavingBytes(
        Stage.LEFT,
        pieces.stream().mapToLong(EgressReceipt::bytes).sum(),
        pieces.size() == 1 ? pieces.get(0).sha256().hex() : "",
        "");
  }
}
