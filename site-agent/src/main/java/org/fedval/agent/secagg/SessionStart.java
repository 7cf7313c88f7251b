package org.fedval.agent.secagg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.AdvertisedClient;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SitePolicy;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteInstructionWire;
import org.fedval.wire.study.EarlierGate;
import org.fedval.wire.study.SuppressionGate;

/**
 * Everything that a session began with, which is all that a site needs to take it up again: the
 * offer, the proposal, the approved roster and layout, whom this site trusted at that moment, and
 * the root of the session's secrets. The first record of a journal. Prints nothing.
 */
public final class SessionStart {
  private static final String TYPE = "SessionStart";
  private static final int MAX_PART_BYTES = 1 << 26;
  private static final int MAX_SITES = 2000;

  private final SiteInstruction.StudyOffered offer;
  private final SiteInstruction.SessionProposed proposed;
  private final Roster roster;
  private final Layout layout;
  private final SitePolicy policy;
  private final TrustRules trust;
  private final SecretBytes root;
  private final Optional<EarlierGate> earlier;

  /** Of a first slot's session; {@code root} is drawn for this session alone. */
  public SessionStart(
      SiteInstruction.StudyOffered offer,
      SiteInstruction.SessionProposed proposed,
      Roster roster,
      Layout layout,
      SitePolicy policy,
      TrustRules trust,
      SecretBytes root) {
    this(offer, proposed, roster, layout, policy, trust, root, Optional.empty());
  }

  /**
   * @param layout of the session's slot
   * @param root drawn for this session alone
   * @param earlier what the gate of a later slot must repeat; empty for the first
   */
  public SessionStart(
      SiteInstruction.StudyOffered offer,
      SiteInstruction.SessionProposed proposed,
      Roster roster,
      Layout layout,
      SitePolicy policy,
      TrustRules trust,
      SecretBytes root,
      Optional<EarlierGate> earlier) {
    this.earlier = earlier;
    this.offer = offer;
    this.proposed = proposed;
    this.roster = roster;
    this.layout = layout;
    this.policy = policy;
    this.trust = trust;
    this.root = root;
  }

  /** The offer of the study. */
  public SiteInstruction.StudyOffered offer() {
    return offer;
  }

  public Roster roster() {
    return roster;
  }

  public TrustRules trust() {
    return trust;
  }

  SecretBytes root() {
    return root;
  }

  /** What may be opened. */
  SuppressionGate gateRule() {
    SuppressionGate rule =
        SuppressionGate.of(StudyDefinition.decode(offer.definition().body()), layout);
    return earlier.map(rule::after).orElse(rule);
  }

  /** The terms, after every check of a proposal; throws {@code ProtocolViolation}. */
  SessionTerms terms(VerifyingKey coordinatorKey) {
    return SessionTerms.check(
        proposed.proposal(),
        coordinatorKey,
        roster,
        roster.hash(),
        StudyDefinition.decode(offer.definition().body()),
        layout,
        proposed.published().toByteArray(),
        policy);
  }

  byte[] encode() {
    byte[] secret = root.open(InsecureSecretAccess.get());
    List<VerifyingKey> trusted =
        trust.trusted().stream().sorted(Comparator.comparing(VerifyingKey::hex)).toList();
    FvcWriter out =
        FvcWriter.labelled(TYPE)
            .vec(SiteInstructionWire.encode(offer))
            .vec(SiteInstructionWire.encode(proposed))
            .vec(roster.encode())
            .vec(layout.encode())
            .u16(policy.minSites())
            .u16(policy.minFaults())
            .u64(policy.minCell())
            .u16(trust.minTrusted());
    out.list(trusted, key -> out.raw(key.toByteArray()));
    out.list(earlier.stream().toList(), gate -> out.vec(gate.encode())).raw(secret);
    Arrays.fill(secret, (byte) 0);
    return out.toByteArray();
  }

  static SessionStart decode(byte[] bytes) {
    FvcReader in = FvcReader.open(bytes, TYPE);
    SiteInstruction.StudyOffered offer =
        (SiteInstruction.StudyOffered) SiteInstructionWire.decode(in.vec(MAX_PART_BYTES));
    SiteInstruction.SessionProposed proposed =
        (SiteInstruction.SessionProposed) SiteInstructionWire.decode(in.vec(MAX_PART_BYTES));
    Roster roster = Roster.decode(in.vec(MAX_PART_BYTES));
    Layout layout = Layout.decode(in.vec(MAX_PART_BYTES));
    SitePolicy policy = new SitePolicy(in.u16(), in.u16(), in.u64());
    int minTrusted = in.u16();
    TrustRules trust =
        new TrustRules(
            Set.copyOf(in.list(MAX_SITES, VerifyingKey.BYTES, in::verifyingKey)), minTrusted);
    Optional<EarlierGate> earlier =
        in.list(1, Integer.BYTES, () -> EarlierGate.decode(in.vec(MAX_PART_BYTES))).stream()
            .findFirst();
    byte[] secret = in.raw(AdvertisedClient.ROOT_BYTES);
    in.end();
    SecretBytes root = SecretBytes.copyOf(secret);
    Arrays.fill(secret, (byte) 0);
    return new SessionStart(offer, proposed, roster, layout, policy, trust, root, earlier);
  }

  @Override
  public String toString() {
    return "SessionStart[redacted]";
  }
}
