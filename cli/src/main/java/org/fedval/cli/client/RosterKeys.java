package org.fedval.cli.client;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.proto.v1.GetRosterReply;
import org.fedval.wire.session.SignedBlobWire;
import org.jspecify.annotations.Nullable;

/**
 * A roster with its sites' whole sealing keys. An object exists only when the roster is signed by
 * the coordinator that it names and every key is the one that the roster holds by its hash.
 *
 * @param keys one a member, in roster order
 */
record RosterKeys(Roster roster, List<SealingKey> keys) {
  private static final String UNUSABLE =
      "The coordinator's roster or a site's sealing key in it is not sound; ask its operator to"
          + " publish the roster again.";

  /** Refuses any roster but the pinned one; null pins none. */
  void require(@Nullable Sha256Digest expected) throws RefusedException {
    if (expected != null && !roster.hash().equals(expected)) {
      throw new RefusedException(
          "The current roster is "
              + roster.hash().hex()
              + " and not the one of --roster; nothing was sent.");
    }
  }

  static RosterKeys of(GetRosterReply reply) throws RefusedException {
    try {
      SignedBody signed = SignedBlobWire.fromProto(reply.getRoster());
      Roster roster = Roster.decode(signed.body());
      List<ByteString> kems = reply.getSealKemKeysList();
      if (!roster
              .coordinator()
              .verifies(
                  SigInput.outsideByCoordinator(Roster.TYPE, signed.body()),
                  signed.signatureOctets())
          || kems.size() != roster.size()) {
        throw new RefusedException(UNUSABLE);
      }
      List<SealingKey> keys = new ArrayList<>();
      for (int site = 0; site < kems.size(); site++) {
        Roster.Member member = roster.members().get(site);
        SealingKey key = new SealingKey(member.sealX(), Octets.of(kems.get(site).toByteArray()));
        if (!key.isRosterKey(member.sealX(), member.sealKemHash())) {
          throw new RefusedException(UNUSABLE);
        }
        keys.add(key);
      }
      return new RosterKeys(roster, List.copyOf(keys));
    } catch (MalformedBody e) {
      throw new RefusedException(UNUSABLE);
    }
  }
}
