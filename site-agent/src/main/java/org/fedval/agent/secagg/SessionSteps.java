package org.fedval.agent.secagg;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.AbortedClient;
import org.fedval.crypto.secagg.AdvertisedClient;
import org.fedval.crypto.secagg.CertifiedAbort;
import org.fedval.crypto.secagg.CertifiedCommit;
import org.fedval.crypto.secagg.DealtShare;
import org.fedval.crypto.secagg.FrozenVector;
import org.fedval.crypto.secagg.HelpingClient;
import org.fedval.crypto.secagg.MaskedClient;
import org.fedval.crypto.secagg.OpenedClient;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.RevealedClient;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SharedClient;
import org.fedval.crypto.secagg.VotedClient;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.Result;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.jspecify.annotations.Nullable;

/**
 * The path of a masked vector through one session: advertise, share, mask, vote or help, open the
 * gate, open the units; or complain; or pledge to open nothing. Each step checks what the
 * coordinator said and gives the answer; nothing is written or sent here. After a restart the same
 * steps are taken again over the stored inputs. Not thread-safe.
 */
final class SessionSteps {
  private final SessionTerms terms;
  private final AdvertisedClient advertised;
  private Set<Integer> u1 = Set.of();
  private @Nullable SharedClient shared;
  private @Nullable MaskedClient masked;
  private @Nullable VotedClient voted;
  private @Nullable HelpingClient helping;
  private @Nullable RevealedClient revealed;
  private @Nullable OpenedClient opened;
  private @Nullable AbortedClient pledged;

  SessionSteps(SessionTerms terms, AdvertisedClient advertised) {
    this.terms = terms;
    this.advertised = advertised;
  }

  SignedBody advertise() {
    return advertised.advertise();
  }

  /** Deals shares to U1, or takes the ones that were dealt before a restart. */
  SiteMessage share(
      SiteInstruction.AdvertiseSetClosed closed, SiteMessage.@Nullable SharesDealt before) {
    Map<Integer, byte[]> bodies = new TreeMap<>();
    closed.advertises().forEach((site, body) -> bodies.put(site, body.toByteArray()));
    SharedClient next =
        before == null
            ? advertised.shareKeys(closed.set(), bodies)
            : advertised.resumeShares(closed.set(), bodies, before.signed(), rows(before));
    shared = next;
    u1 = u1(closed);
    SortedMap<Integer, Octets> rows = new TreeMap<>();
    next.rows().forEach((holder, row) -> rows.put(holder, Octets.of(row.encode())));
    return new SiteMessage.SharesDealt(terms.sid(), next.message(), rows);
  }

  /** Masks for U2; a complaint about every dealer whose shares cannot be used comes instead. */
  List<SiteMessage> mask(
      SiteInstruction.SharesDelivered delivered,
      FrozenVector vector,
      SiteMessage.@Nullable Masked before) {
    SharedClient dealer = step(shared);
    Map<Integer, DealtShare> dealt = dealt(delivered);
    MaskedClient next;
    try {
      next =
          before == null
              ? dealer.mask(delivered.delivery(), dealt, vector)
              : dealer.maskAgain(delivered.delivery(), dealt, vector, before.signed());
    } catch (ProtocolViolation e) {
      List<SiteMessage> complaints = complaints(delivered);
      if (e.code() != ProtocolViolation.Code.BAD_SHARES || complaints.isEmpty()) {
        throw e;
      }
      return complaints;
    }
    masked = next;
    return List.of(
        new SiteMessage.Masked(terms.sid(), next.manifest(), Octets.of(next.confirmList())));
  }

  /** Complaints about the dealers of a delivery; empty when all shares are good. */
  List<SiteMessage> complaints(SiteInstruction.SharesDelivered delivered) {
    return step(shared).complaints(delivered.delivery(), dealt(delivered)).stream()
        .<SiteMessage>map(signed -> new SiteMessage.Complained(terms.sid(), signed))
        .toList();
  }

  /** The masked vector that {@link #mask} made. */
  byte[] maskedVector() {
    return step(masked).maskedVector();
  }

  /** Votes for U3 as its member, or makes ready to help as a site that is not in it. */
  Optional<SiteMessage> decide(SiteInstruction.SurvivorsNamed named, int own) {
    if (!survivors(named).contains(own)) {
      helping = step(masked).help(named.survivors());
      return Optional.empty();
    }
    VotedClient next = step(masked).vote(named.survivors());
    voted = next;
    return Optional.of(new SiteMessage.Voted(terms.sid(), next.vote()));
  }

  /** Opens the gate's shares once q survivors' votes are certified. */
  SiteMessage revealGate(SiteInstruction.Committed committed) {
    VotedClient voter = voted;
    RevealedClient next =
        voter != null
            ? voter.reveal(committed.certificate())
            : step(helping).reveal(committed.certificate());
    revealed = next;
    return new SiteMessage.RevealedA(terms.sid(), next.revealA());
  }

  /** The certified survivors, after {@link #revealGate}. */
  CertifiedCommit commit() {
    return step(revealed).committed();
  }

  /** Recomputes the gate and opens the units that it and the earlier sessions allow. */
  SiteMessage revealMetrics(SiteInstruction.GateOpened gate, List<BitSet> earlierAllowed) {
    OpenedClient next =
        step(revealed).revealGate(gate.transcript(), gate.gateResult(), earlierAllowed);
    opened = next;
    return new SiteMessage.RevealedB(terms.sid(), next.revealB());
  }

  /** Checks the signed result; of a session that went on without this site, who signed it. */
  void finish(SiteInstruction.ResultPublished published) {
    if (masked != null) {
      var unused = step(opened).finish(published.result());
      return;
    }
    if (!published
        .result()
        .isSignedBy(terms.roster().coordinator(), Result.TYPE, sid(), SigInput.COORDINATOR)) {
      throw new ProtocolViolation(
          ProtocolViolation.Code.BAD_SIGNATURE,
          "A result is not signed by the coordinator for this session.");
    }
  }

  /** Pledges to open nothing; throws when something was opened. */
  SiteMessage pledge() {
    AbortedClient next = step(shared).abort();
    pledged = next;
    return new SiteMessage.AbortVoted(terms.sid(), next.vote());
  }

  /** Checks an abort certificate. */
  CertifiedAbort aborted(SiteInstruction.Aborted certificate) {
    return step(shared).aborted(certificate.certificate());
  }

  /** The units that the checked gate allows; empty before. */
  Optional<BitSet> allowed() {
    return Optional.ofNullable(opened).map(OpenedClient::allowedUnits);
  }

  boolean hasShared() {
    return shared != null;
  }

  boolean hasMasked() {
    return masked != null;
  }

  boolean hasVoted() {
    return voted != null;
  }

  boolean hasDecided() {
    return voted != null || helping != null;
  }

  boolean hasRevealed() {
    return revealed != null;
  }

  boolean hasOpened() {
    return opened != null;
  }

  boolean hasPledged() {
    return pledged != null;
  }

  /** The keys of U1, after {@link #share}. */
  Set<VerifyingKey> advertisers() {
    return identities(u1);
  }

  /** The keys of the sites that an instruction names; its signature is checked by the step. */
  Set<VerifyingKey> advertisers(SiteInstruction.AdvertiseSetClosed closed) {
    return identities(u1(closed));
  }

  Set<VerifyingKey> survivorKeys(SiteInstruction.SurvivorsNamed named) {
    return identities(survivors(named));
  }

  static Set<Integer> survivors(SiteInstruction.SurvivorsNamed named) {
    return SurvivorSet.decode(named.survivors().body()).survivors().stream()
        .map(SurvivorSet.Survivor::index)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Integer> u1(SiteInstruction.AdvertiseSetClosed closed) {
    return AdvertiseSet.decode(closed.set().body()).sites().stream()
        .map(ref -> ref.index())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<VerifyingKey> identities(Set<Integer> sites) {
    Set<VerifyingKey> keys =
        sites.stream()
            .filter(site -> site < terms.roster().size())
            .map(terms.roster()::identity)
            .collect(Collectors.toSet());
    if (keys.size() != sites.size()) {
      throw new MalformedBody("A set names a site that is not in the roster.");
    }
    return keys;
  }

  private static Map<Integer, ShareRow> rows(SiteMessage.SharesDealt before) {
    Map<Integer, ShareRow> rows = new TreeMap<>();
    before.rows().forEach((holder, row) -> rows.put(holder, ShareRow.decode(row.toByteArray())));
    return rows;
  }

  /** A row that cannot be read is left out: that is the same as a missing one. */
  private static Map<Integer, DealtShare> dealt(SiteInstruction.SharesDelivered delivered) {
    Map<Integer, DealtShare> dealt = new TreeMap<>();
    delivered
        .shares()
        .forEach(
            (dealer, share) -> {
              try {
                dealt.put(
                    dealer,
                    new DealtShare(share.shareKeys(), ShareRow.decode(share.row().toByteArray())));
              } catch (MalformedBody e) {
                dealt.remove(dealer);
              }
            });
    return dealt;
  }

  private static <T> T step(@Nullable T state) {
    if (state == null) {
      throw new ProtocolViolation(
          ProtocolViolation.Code.NOT_EXPECTED, "The coordinator skipped a step of the session.");
    }
    return state;
  }

  /** The session that these steps are of. */
  Sha256Digest sid() {
    return terms.sid();
  }
}
