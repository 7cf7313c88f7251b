package org.fedval.cli.simulate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.AdvertisedClient;
import org.fedval.crypto.secagg.CertifiedAbort;
import org.fedval.crypto.secagg.DealtShare;
import org.fedval.crypto.secagg.HelpingClient;
import org.fedval.crypto.secagg.MaskedClient;
import org.fedval.crypto.secagg.OpenedClient;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.ProvenBad;
import org.fedval.crypto.secagg.PublicChecks;
import org.fedval.crypto.secagg.RevealedClient;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SharedClient;
import org.fedval.crypto.secagg.VotedClient;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.slot.Attempt;
import org.fedval.crypto.secagg.slot.CohortRecord;
import org.fedval.crypto.secagg.slot.DataSetLedger;
import org.fedval.crypto.secagg.slot.SlotRule;
import org.jspecify.annotations.Nullable;

/**
 * One honest site: the real client of every phase under the real slot rule, with its ledger from
 * attempt to attempt. Each step answers what the site sends, or throws {@link ProtocolViolation} if
 * the site refuses. Not thread-safe.
 */
final class SimulatedSite {
  private final int index;
  private final SimulatedStudy study;
  private final PublicChecks checks;
  private final CohortRecord cohort;
  private final SlotRule rule = SlotRule.defaults();
  private DataSetLedger ledger = DataSetLedger.empty();
  private @Nullable SessionTerms terms;
  private @Nullable AdvertisedClient advertised;
  private @Nullable SharedClient shared;
  private @Nullable MaskedClient masked;
  private @Nullable VotedClient voted;
  private @Nullable HelpingClient helping;
  private @Nullable RevealedClient revealed;
  private @Nullable OpenedClient opened;

  SimulatedSite(int index, SimulatedStudy study, PublicChecks checks) {
    this.index = index;
    this.study = study;
    this.checks = checks;
    this.cohort = study.cohort(index);
  }

  Submission advertise(SignedBody proposal, int attempt) {
    SessionTerms checked = study.check(proposal);
    rule.mayAdvertise(ledger, Attempt.of(checked, cohort));
    AdvertisedClient client = study.client(index, checked, attempt, checks);
    terms = checked;
    advertised = client;
    return Submission.of(index, Submission.Kind.ADVERTISE, client.advertise());
  }

  Submission share(SignedBody set, Map<Integer, byte[]> bodies, Set<Integer> u1) {
    rule.mayShare(ledger, attempt(), identities(u1));
    SharedClient client = Objects.requireNonNull(advertised).shareKeys(set, bodies);
    advertised = null;
    shared = client;
    return Submission.shares(index, client.message(), client.rows());
  }

  /** The masked vector, or complaints if a dealer's shares cannot be used. */
  List<Submission> mask(SignedBody delivery, Map<Integer, DealtShare> dealt, Set<Integer> u1) {
    SharedClient dealer = Objects.requireNonNull(shared);
    rule.mayMask(ledger, attempt(), identities(u1));
    MaskedClient client;
    try {
      client = dealer.mask(delivery, dealt, study.frozen(index));
    } catch (ProtocolViolation e) {
      if (e.code() != ProtocolViolation.Code.BAD_SHARES) {
        throw e;
      }
      return dealer.complaints(delivery, dealt).stream()
          .map(complaint -> Submission.of(index, Submission.Kind.COMPLAINT, complaint))
          .toList();
    }
    ledger = rule.onMask(ledger, attempt(), identities(u1));
    masked = client;
    return List.of(
        Submission.masked(index, client.manifest(), client.maskedVector(), client.confirmList()));
  }

  /** A commit vote, if this site is a survivor; another one that masked will help to open. */
  Optional<Submission> vote(SignedBody survivorSet, Set<Integer> survivors) {
    MaskedClient client = Objects.requireNonNull(masked);
    if (!survivors.contains(index)) {
      helping = client.help(survivorSet);
      masked = null;
      return Optional.empty();
    }
    rule.mayVote(ledger, attempt(), identities(survivors));
    VotedClient next = client.vote(survivorSet);
    masked = null;
    voted = next;
    return Optional.of(Submission.of(index, Submission.Kind.VOTE, next.vote()));
  }

  Submission reveal(SignedBody certificate) {
    RevealedClient client =
        voted != null
            ? voted.reveal(certificate)
            : Objects.requireNonNull(helping).reveal(certificate);
    ledger = rule.onCommit(ledger, client.committed());
    revealed = client;
    return Submission.of(index, Submission.Kind.REVEAL_GATE, client.revealA());
  }

  Submission open(SignedBody transcript, SignedBody result) {
    OpenedClient client = Objects.requireNonNull(revealed).revealGate(transcript, result);
    revealed = null;
    opened = client;
    return Submission.of(index, Submission.Kind.REVEAL_UNITS, client.revealB());
  }

  void finish(SignedBody result) {
    var unused = Objects.requireNonNull(opened).finish(result);
  }

  int index() {
    return index;
  }

  boolean canAnswer(Phase phase) {
    return switch (phase) {
      case ADVERTISE -> true;
      case SHARE_KEYS -> advertised != null;
      case MASK -> shared != null;
      case VOTE -> masked != null;
      case REVEAL_GATE -> voted != null || helping != null;
      case REVEAL_UNITS -> revealed != null;
      case FINISH -> opened != null;
    };
  }

  /** A pledge to open nothing; a site without a fixed U1 has none to give. */
  Optional<Submission> pledge() {
    if (shared == null) {
      return Optional.empty();
    }
    SignedBody vote;
    if (voted != null) {
      vote = voted.abort().vote();
    } else if (helping != null) {
      vote = helping.abort().vote();
    } else {
      vote = shared.abort().vote();
    }
    return Optional.of(Submission.of(index, Submission.Kind.ABORT_VOTE, vote));
  }

  /** Frees the data set of an attempt that is certainly void. */
  void aborted(SignedBody certificate) {
    if (shared != null) {
      CertifiedAbort abort = shared.aborted(certificate);
      ledger = rule.onAbort(ledger, abort);
    }
  }

  void blamed(ProvenBad bad) {
    ledger = rule.onBlame(ledger, bad);
  }

  /** Forgets the attempt, but not the ledger. */
  void forget() {
    terms = null;
    advertised = null;
    shared = null;
    masked = null;
    voted = null;
    helping = null;
    revealed = null;
    opened = null;
  }

  private Attempt attempt() {
    return Attempt.of(Objects.requireNonNull(terms), cohort);
  }

  private Set<VerifyingKey> identities(Set<Integer> sites) {
    return sites.stream().map(study.roster()::identity).collect(Collectors.toSet());
  }
}
