package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * An endorsing office vouches that {@code identity} is the key of this site of this organisation
 * (section 2). Signed outside any session by the office's key, which is not named here: a site
 * tries the keys that its own operator pinned.
 *
 * @param expires Unix time in seconds; from then on the member is a stranger again
 */
public record Endorsement(String siteId, String orgName, VerifyingKey identity, long expires) {
  public static final String TYPE = "Endorsement";

  public Endorsement {
    FvcText.check(siteId);
    FvcText.check(orgName);
  }

  /** Whether this is about exactly this member and has not expired at {@code now}. */
  public boolean vouchesFor(Roster.Member member, long now) {
    return now < expires
        && siteId.equals(member.siteId())
        && orgName.equals(member.orgName())
        && identity.equals(member.identity());
  }

  /** The body. */
  public byte[] encode() {
    return FvcWriter.labelled(TYPE)
        .text(siteId)
        .text(orgName)
        .raw(identity.toByteArray())
        .u64(expires)
        .toByteArray();
  }

  /** Reads a body. */
  public static Endorsement decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    Endorsement endorsement = new Endorsement(in.text(), in.text(), in.verifyingKey(), in.u64());
    in.end();
    return endorsement;
  }
}
