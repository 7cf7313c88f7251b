package org.fedval.crypto.secagg.body;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * Who may take part: 1 to 2000 members by ascending siteId bytes, with distinct ids, organisations
 * and identity keys. A site's index everywhere is its 0-based position here.
 */
public record Roster(
    String rosterId, long version, VerifyingKey coordinator, List<Member> members) {
  public static final String TYPE = "Roster";
  private static final int MIN_MEMBER_BYTES = 104;

  public Roster {
    FvcText.check(rosterId);
    Canonical.require(
        !members.isEmpty() && members.size() <= Canonical.MAX_SITES,
        "A roster has 1 to 2000 members.");
    members = List.copyOf(members);
    Set<String> organisations = new HashSet<>();
    Set<VerifyingKey> keys = new HashSet<>();
    for (int i = 0; i < members.size(); i++) {
      Canonical.require(
          i == 0 || ascending(members.get(i - 1).siteId(), members.get(i).siteId()),
          "Roster members must be in ascending order of siteId, each once.");
      Canonical.require(
          organisations.add(members.get(i).orgName()) && keys.add(members.get(i).identity()),
          "Two roster members share an organisation or an identity key.");
    }
  }

  /** One site: its id, organisation, identity key and sealing keys. */
  public record Member(
      String siteId,
      String orgName,
      VerifyingKey identity,
      Octets sealX,
      Sha256Digest sealKemHash) {
    public Member {
      FvcText.check(siteId);
      FvcText.check(orgName);
      sealX.requireSize(32, "A sealing key");
    }
  }

  /** The identity key of the member at {@code index}. */
  public VerifyingKey identity(int index) {
    return members.get(index).identity();
  }

  /** Number of members. */
  public int size() {
    return members.size();
  }

  /** The index of a site, if it is a member. */
  public OptionalInt indexOf(String siteId) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).siteId().equals(siteId)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** SHA-256 of the body. */
  public Sha256Digest hash() {
    return Sha256Digest.hash(encode());
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).text(rosterId).u32(version);
    out.raw(coordinator.toByteArray());
    return out.list(
            members,
            m ->
                out.text(m.siteId())
                    .text(m.orgName())
                    .raw(m.identity().toByteArray())
                    .raw(m.sealX())
                    .digest(m.sealKemHash()))
        .toByteArray();
  }

  /** Reads a body. */
  public static Roster decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    Roster roster =
        new Roster(
            in.text(),
            in.u32(),
            in.verifyingKey(),
            in.list(
                Canonical.MAX_SITES,
                MIN_MEMBER_BYTES,
                () ->
                    new Member(
                        in.text(), in.text(), in.verifyingKey(), in.octets(32), in.digest())));
    in.end();
    return roster;
  }

  private static boolean ascending(String a, String b) {
    return Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8))
        < 0;
  }
}
