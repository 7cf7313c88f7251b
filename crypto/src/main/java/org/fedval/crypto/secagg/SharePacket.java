package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.HybridSeal;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Complaint;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.shamir.FieldElement;

/** Opens what a dealer sealed to a holder and holds it against the dealer's signed root. */
final class SharePacket {
  private SharePacket() {}

  static List<FieldElement> open(
      SessionTerms terms,
      SessionSecrets secrets,
      Sha256Digest h1,
      int dealer,
      int holder,
      ShareRow row) {
    List<FieldElement> shares =
        decoding(
            Code.BAD_SHARES,
            dealer,
            () ->
                decode(
                    terms, h1, dealer, holder, plaintext(terms, secrets, h1, dealer, holder, row)));
    require(
        ShareCommitments.rootOf(terms.sid(), dealer, holder, shares).equals(row.shareRoot()),
        Code.BAD_SHARES,
        "A dealer's shares do not match the root it signed.",
        dealer);
    return shares;
  }

  /** Why {@link #open} refuses a row, if it does. */
  static Optional<Complaint.Reason> fault(
      SessionTerms terms,
      SessionSecrets secrets,
      Sha256Digest h1,
      int dealer,
      int holder,
      ShareRow row) {
    byte[] packet;
    try {
      packet = plaintext(terms, secrets, h1, dealer, holder, row);
    } catch (MalformedBody e) {
      return Optional.of(Complaint.Reason.BOX);
    }
    try {
      List<FieldElement> shares = decode(terms, h1, dealer, holder, packet);
      return ShareCommitments.rootOf(terms.sid(), dealer, holder, shares).equals(row.shareRoot())
          ? Optional.empty()
          : Optional.of(Complaint.Reason.SHARE_ROOT);
    } catch (MalformedBody e) {
      return Optional.of(Complaint.Reason.FIELD_RANGE);
    }
  }

  private static byte[] plaintext(
      SessionTerms terms,
      SessionSecrets secrets,
      Sha256Digest h1,
      int dealer,
      int holder,
      ShareRow row) {
    return HybridSeal.open(
            secrets.encX(),
            secrets.encKem(),
            ShareCommitments.sealInfo(terms.sid(), h1, dealer, holder),
            row.shareRoot().toByteArray(),
            row.box().toByteArray())
        .open(InsecureSecretAccess.get());
  }

  private static List<FieldElement> decode(
      SessionTerms terms, Sha256Digest h1, int dealer, int holder, byte[] packet) {
    try {
      FvcReader in = FvcReader.open(packet, "SharePacket");
      boolean mine =
          in.digest().equals(terms.sid())
              && in.digest().equals(h1)
              && in.u16() == dealer
              && in.u16() == holder;
      List<FieldElement> shares =
          in.list(terms.units() + 1, FieldElement.BYTES, () -> FieldElement.decode(in.raw(32)));
      in.end();
      if (!mine || shares.size() != terms.units() + 1) {
        throw new MalformedBody("A share packet is for another session or has missing shares.");
      }
      return shares;
    } finally {
      Arrays.fill(packet, (byte) 0);
    }
  }
}
