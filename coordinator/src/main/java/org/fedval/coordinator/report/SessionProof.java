package org.fedval.coordinator.report;

import java.util.List;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * What stands behind the sums of one slot.
 *
 * @param slot its name
 * @param layout the body that the proposal's layout hash covers
 * @param published SHA-256 of the tables that the slot used; of no bytes for the first
 * @param opened names of the units that were opened, in the layout's order
 * @param resultDigest {@code signedHash} of the session's result, which sites have
 * @param logEntry the result's entry
 * @param logProof C2SP tlog-proof of that entry, with its cosigned checkpoint
 * @param cosignatures how many of the witnesses cosigned that checkpoint
 * @param quorum how many make it final
 * @param witnesses how many could: the sites that advertised
 */
public record SessionProof(
    String slot,
    Octets layout,
    Sha256Digest published,
    SignedBody proposal,
    SignedBody advertiseSet,
    SignedBody shareDelivery,
    SignedBody survivorSet,
    SignedBody commitCertificate,
    List<String> opened,
    Sha256Digest resultDigest,
    Octets logEntry,
    String logProof,
    int cosignatures,
    int quorum,
    int witnesses) {
  public SessionProof {
    opened = List.copyOf(opened);
  }

  /** Whether no other view of the log can have as many cosignatures. */
  public boolean isFinal() {
    return cosignatures >= quorum;
  }
}
