package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.HybridSeal;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * What a dealer sends to one holder beside its signed {@link ShareKeys}: the root over the share
 * leaves, the mask encapsulation (only if dealer &lt; holder) and the sealed shares (empty for the
 * dealer itself).
 */
public record ShareRow(Sha256Digest shareRoot, Octets kemCiphertext, Octets box) {
  private static final int MAX_BOX_BYTES =
      HybridSeal.OVERHEAD_BYTES + 256 + 32 * (Canonical.MAX_UNITS + 1);

  public ShareRow {
    Canonical.require(
        kemCiphertext.isEmpty() || kemCiphertext.size() == MlKem.CIPHERTEXT_BYTES,
        "An encapsulation has 1088 bytes or none.");
    Canonical.require(box.size() <= MAX_BOX_BYTES, "A share box is larger than its limit.");
  }

  /** {@code H(L("share-row"), row)}, which the dealer signs. */
  public Sha256Digest hash() {
    return FvcWriter.labelled("share-row").raw(encode()).hash();
  }

  /** The row, which carries no label. */
  public byte[] encode() {
    return new FvcWriter()
        .digest(shareRoot)
        .vec(kemCiphertext.toByteArray())
        .vec(box.toByteArray())
        .toByteArray();
  }

  /** Reads a row. */
  public static ShareRow decode(byte[] row) {
    FvcReader in = FvcReader.unlabelled(row);
    ShareRow decoded =
        new ShareRow(
            in.digest(),
            Octets.of(in.vec(MlKem.CIPHERTEXT_BYTES)),
            Octets.of(in.vec(MAX_BOX_BYTES)));
    in.end();
    return decoded;
  }
}
