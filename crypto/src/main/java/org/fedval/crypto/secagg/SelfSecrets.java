package org.fedval.crypto.secagg;

import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.shamir.FieldElement;

/** Reconstructs the survivors' self-mask secrets of a unit and holds them to their commitments. */
final class SelfSecrets {
  private SelfSecrets() {}

  static SortedMap<Integer, FieldElement> of(
      OpeningContext context, OpenedShares shares, int unit) {
    SortedMap<Integer, FieldElement> secrets = new TreeMap<>();
    for (int site : context.survivors.sites()) {
      FieldElement secret = shares.secret(site, 1 + unit);
      if (!ShareCommitments.selfCommit(context.server.terms.sid(), site, unit, secret)
          .equals(context.peers.advertise(site).selfCommits().get(unit))) {
        throw new SessionFailed(
            SessionFailed.Reason.BAD_DEALER,
            "A site's shares do not give the self-mask secret it committed to.",
            site,
            shares.blame(site, 1 + unit));
      }
      secrets.put(site, secret);
    }
    return secrets;
  }
}
