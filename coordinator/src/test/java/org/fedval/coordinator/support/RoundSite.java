package org.fedval.coordinator.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.AdvertisedClient;
import org.fedval.crypto.secagg.CertifiedAbort;
import org.fedval.crypto.secagg.DealtShare;
import org.fedval.crypto.secagg.FrozenVector;
import org.fedval.crypto.secagg.HelpingClient;
import org.fedval.crypto.secagg.MaskedClient;
import org.fedval.crypto.secagg.OpenedClient;
import org.fedval.crypto.secagg.OpenedSums;
import org.fedval.crypto.secagg.RevealedClient;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SharedClient;
import org.fedval.crypto.secagg.SitePolicy;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.VotedClient;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Published;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.study.EarlierGate;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.PooledSlots;
import org.fedval.wire.study.SuppressionGate;
import org.jspecify.annotations.Nullable;

/** A site of a round: holds its secrets and answers instructions with the client's steps. */
public final class RoundSite {
  private final Roster roster;
  private final LockedStudy study;
  private final int index;
  private final SigningKey identity;
  private final CaseTable cases;
  private final Map<Integer, CounterVector> frozen = new HashMap<>();
  private int slot;
  private final SecureRandom random;
  private @Nullable SessionTerms terms;
  private @Nullable AdvertisedClient advertised;
  private @Nullable SharedClient shared;
  private @Nullable MaskedClient masked;
  private @Nullable VotedClient voted;
  private @Nullable RevealedClient revealed;
  private @Nullable OpenedClient opened;
  private @Nullable HelpingClient helping;
  private @Nullable CertifiedAbort voided;
  private final Set<Sha256Digest> finished = new HashSet<>();
  private final Map<String, Optional<SiteMessage.SessionStep>> answers = new HashMap<>();

  public RoundSite(
      Roster roster,
      LockedStudy study,
      int index,
      SigningKey identity,
      CaseTable cases,
      SecureRandom random) {
    this.roster = roster;
    this.study = study;
    this.index = index;
    this.identity = identity;
    this.cases = cases;
    this.random = random;
  }

  public int index() {
    return index;
  }

  /** The masked vector of the step that {@link #answer} gave for the delivered shares. */
  public byte[] vector() {
    return masked.maskedVector();
  }

  /** The site's step, the same one for a repeated instruction; null when it asks for none. */
  public SiteMessage.@Nullable SessionStep answer(SiteInstruction instruction) {
    if (instruction instanceof SiteInstruction.SessionInstruction step
        && (finished.contains(step.sid()) || terms == null || !terms.sid().equals(step.sid()))) {
      return null;
    }
    String kind = instruction.getClass().getSimpleName();
    if (instruction instanceof SiteInstruction.SessionProposed proposed
        && (terms == null || !terms.sid().equals(proposed.proposal().hash()))) {
      answers.clear();
    }
    if (!answers.containsKey(kind)) {
      answers.put(kind, Optional.ofNullable(step(instruction)));
    }
    return answers.get(kind).orElse(null);
  }

  private SiteMessage.@Nullable SessionStep step(SiteInstruction instruction) {
    if (instruction instanceof SiteInstruction.SessionProposed i) {
      return advertise(i);
    } else if (instruction instanceof SiteInstruction.AdvertiseSetClosed i) {
      return share(i);
    } else if (instruction instanceof SiteInstruction.SharesDelivered i) {
      return mask(i);
    } else if (instruction instanceof SiteInstruction.SurvivorsNamed i) {
      return vote(i);
    } else if (instruction instanceof SiteInstruction.Committed i) {
      revealed = voted == null ? helping.reveal(i.certificate()) : voted.reveal(i.certificate());
      return new SiteMessage.RevealedA(i.sid(), revealed.revealA());
    } else if (instruction instanceof SiteInstruction.GateOpened i) {
      opened = revealed.revealGate(i.transcript(), i.gateResult());
      return new SiteMessage.RevealedB(i.sid(), opened.revealB());
    } else if (instruction instanceof SiteInstruction.ResultPublished i) {
      opened.finish(i.result());
      finished.add(i.sid());
    } else if (instruction instanceof SiteInstruction.AbortAsked i) {
      return new SiteMessage.AbortVoted(i.sid(), abortVote());
    } else if (instruction instanceof SiteInstruction.Aborted i) {
      voided = masked == null ? shared.aborted(i.certificate()) : masked.aborted(i.certificate());
    }
    return null;
  }

  /** The site answers anew, as one that lost what it had stored. */
  public void forget() {
    answers.clear();
  }

  /** What the abort certificate proved to this site; null before it came. */
  public @Nullable CertifiedAbort voided() {
    return voided;
  }

  private SignedBody abortVote() {
    if (voted != null) {
      return voted.abort().vote();
    }
    return masked == null ? shared.abort().vote() : masked.abort().vote();
  }

  /** A survivor votes, another dealer only checks, so that it can help. */
  private SiteMessage.@Nullable SessionStep vote(SiteInstruction.SurvivorsNamed i) {
    boolean survives =
        SurvivorSet.decode(i.survivors().body()).survivors().stream()
            .anyMatch(s -> s.index() == index);
    if (!survives) {
      helping = masked.help(i.survivors());
      return null;
    }
    voted = masked.vote(i.survivors());
    return new SiteMessage.Voted(i.sid(), voted.vote());
  }

  /** What this site counts in a slot; a later one from the tables that it derives itself. */
  private SuppressionGate count(SiteInstruction.SessionProposed i) {
    slot = study.slotOf(SessionProposal.decode(i.proposal().body()).slot());
    if (slot == 0) {
      frozen.putIfAbsent(0, SlotCounts.first(study.counters(), cases));
      return new SuppressionGate(study.counters());
    }
    PooledStudy earlier =
        PooledSlots.of(
            study,
            i.earlier().stream().map(sums -> OpenedSums.decode(sums.toByteArray())).toList(),
            0);
    Published published = earlier.next();
    assertThat(Octets.of(published.encode())).isEqualTo(i.published());
    frozen.putIfAbsent(slot, SlotCounts.later(study.counters(slot), cases, published, random));
    return new SuppressionGate(study.counters(slot))
        .after(EarlierGate.of(earlier, study.counters(slot)));
  }

  private SiteMessage.SessionStep advertise(SiteInstruction.SessionProposed i) {
    SuppressionGate gate = count(i);
    terms =
        SessionTerms.check(
            i.proposal(),
            roster.coordinator(),
            roster,
            roster.hash(),
            study.definition(),
            study.layout(slot),
            i.published().toByteArray(),
            SitePolicy.defaults());
    Set<VerifyingKey> peers = new HashSet<>();
    roster.members().forEach(m -> peers.add(m.identity()));
    peers.remove(identity.verifyingKey());
    shared = null;
    masked = null;
    voted = null;
    helping = null;
    advertised =
        AdvertisedClient.open(terms, index, identity, new TrustRules(peers, 2), gate, random);
    return new SiteMessage.Advertised(terms.sid(), advertised.advertise());
  }

  private SiteMessage.SessionStep share(SiteInstruction.AdvertiseSetClosed i) {
    Map<Integer, byte[]> bodies = new TreeMap<>();
    i.advertises().forEach((site, body) -> bodies.put(site, body.toByteArray()));
    shared = advertised.shareKeys(i.set(), bodies);
    SortedMap<Integer, Octets> rows = new TreeMap<>();
    shared.rows().forEach((holder, row) -> rows.put(holder, Octets.of(row.encode())));
    return new SiteMessage.SharesDealt(i.sid(), shared.message(), rows);
  }

  private SiteMessage.SessionStep mask(SiteInstruction.SharesDelivered i) {
    Map<Integer, DealtShare> dealt = new TreeMap<>();
    i.shares()
        .forEach(
            (dealer, share) ->
                dealt.put(
                    dealer,
                    new DealtShare(share.shareKeys(), ShareRow.decode(share.row().toByteArray()))));
    List<long[]> units = Arrays.asList(frozen.get(slot).units());
    masked =
        shared.mask(
            i.delivery(),
            dealt,
            FrozenVector.freeze(terms.layout(), units, SecretBytes.random(32, random), index));
    return new SiteMessage.Masked(i.sid(), masked.manifest(), Octets.of(masked.confirmList()));
  }
}
