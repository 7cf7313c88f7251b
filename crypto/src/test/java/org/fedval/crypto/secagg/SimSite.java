package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.slot.DataSetLedger;
import org.jspecify.annotations.Nullable;

/**
 * One honest site of the simulator in one session. It keeps its inputs as records; a restart throws
 * every object away, replays the records and must say again exactly what it said before.
 */
final class SimSite {
  private final TestFederation federation;
  private final SessionTerms terms;
  private final RuledSite ruled;
  private final FrozenVector frozen;
  private final long seed;
  private final List<Supplier<SignedBody>> records = new ArrayList<>();
  private final List<SignedBody> said = new ArrayList<>();
  private @Nullable AdvertisedClient advertised;
  private @Nullable SharedClient shared;
  private @Nullable MaskedClient masked;
  private @Nullable VotedClient voted;
  private @Nullable HelpingClient helping;
  private @Nullable RevealedClient revealed;
  private @Nullable AbortedClient aborted;

  SimSite(TestFederation federation, SessionTerms terms, RuledSite ruled, long seed) {
    this.federation = federation;
    this.terms = terms;
    this.ruled = ruled;
    this.frozen = federation.frozen(ruled.index);
    this.seed = seed;
  }

  SignedBody advertise() {
    return record(
        () -> {
          ruled.rule.mayAdvertise(ruled.ledger, ruled.attempt(terms));
          advertised =
              AdvertisedClient.open(
                  terms,
                  ruled.index,
                  federation.identities.get(ruled.index),
                  federation.trustAll(),
                  TestFederation.RULE,
                  new SeededRandom(seed));
          return advertised.advertise();
        });
  }

  SharedClient share(SharePhase phase) {
    record(
        () -> {
          ruled.rule.mayShare(
              ruled.ledger,
              ruled.attempt(terms),
              terms.identities(phase.advertiseBodies().keySet()));
          shared =
              Objects.requireNonNull(advertised)
                  .shareKeys(phase.advertiseSet(), phase.advertiseBodies());
          return shared.message();
        });
    return Objects.requireNonNull(shared);
  }

  MaskedClient mask(MaskPhase phase, Set<Integer> u1) {
    record(
        () -> {
          ruled.ledger =
              ruled.rule.onMask(ruled.ledger, ruled.attempt(terms), terms.identities(u1));
          masked =
              Objects.requireNonNull(shared)
                  .mask(phase.shareDelivery(), phase.dealtTo(ruled.index), frozen);
          return masked.manifest();
        });
    return Objects.requireNonNull(masked);
  }

  /** Votes for a set that it is in, helps with another one. */
  Optional<SignedBody> decide(SignedBody survivorSet, Set<Integer> survivors) {
    MaskedClient client = Objects.requireNonNull(masked);
    if (!survivors.contains(ruled.index)) {
      return attempt(
          () -> {
            helping = Objects.requireNonNull(masked).help(survivorSet);
            return client.manifest();
          });
    }
    return attempt(
        () -> {
          ruled.rule.mayVote(
              ruled.ledger, ruled.attempt(terms), terms.identities(new TreeSet<>(survivors)));
          voted = Objects.requireNonNull(masked).vote(survivorSet);
          return voted.vote();
        });
  }

  Optional<SignedBody> pledge() {
    if (shared == null) {
      return Optional.empty();
    }
    return attempt(
        () -> {
          aborted = Objects.requireNonNull(shared).abort();
          return aborted.vote();
        });
  }

  Optional<SignedBody> reveal(SignedBody certificate) {
    if (voted == null && helping == null) {
      return Optional.empty();
    }
    return attempt(
        () -> {
          revealed =
              voted != null
                  ? voted.reveal(certificate)
                  : Objects.requireNonNull(helping).reveal(certificate);
          ruled.committed(revealed.committed());
          return revealed.revealA();
        });
  }

  void aborted(SignedBody certificate) {
    if (shared != null) {
      ruled.aborted(shared.aborted(certificate));
    }
  }

  boolean hasMasked() {
    return masked != null;
  }

  Optional<RevealedClient> revealedClient() {
    return Optional.ofNullable(revealed);
  }

  /** Loses everything but its records, its ledger and its frozen vector, and comes back. */
  void restart() {
    DataSetLedger stored = DataSetLedger.decode(ruled.ledger.encode());
    advertised = null;
    shared = null;
    masked = null;
    voted = null;
    helping = null;
    revealed = null;
    aborted = null;
    ruled.ledger = DataSetLedger.empty();
    for (int n = 0; n < records.size(); n++) {
      assertThat(records.get(n).get()).isEqualTo(said.get(n));
    }
    ruled.ledger = stored;
  }

  private Optional<SignedBody> attempt(Supplier<SignedBody> step) {
    try {
      return Optional.of(record(step));
    } catch (ProtocolViolation e) {
      return Optional.empty();
    }
  }

  private SignedBody record(Supplier<SignedBody> step) {
    SignedBody message = step.get();
    records.add(step);
    said.add(message);
    return message;
  }
}
