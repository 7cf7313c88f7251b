package org.fedval.cli.simulate;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.AbortPhase;
import org.fedval.crypto.secagg.AdvertisePhase;
import org.fedval.crypto.secagg.DealtShare;
import org.fedval.crypto.secagg.FinishedSession;
import org.fedval.crypto.secagg.GateRule;
import org.fedval.crypto.secagg.MaskPhase;
import org.fedval.crypto.secagg.Outcome;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.RevealAPhase;
import org.fedval.crypto.secagg.RevealBPhase;
import org.fedval.crypto.secagg.SecAggServer;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SharePhase;
import org.fedval.crypto.secagg.VectorStore;
import org.fedval.crypto.secagg.VotePhase;
import org.fedval.crypto.secagg.body.SignedBody;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's phases of one attempt behind one door. It holds the phase that is open and lets
 * go of the one before. Not thread-safe.
 */
final class CoordinatorSide {
  private Phase phase = Phase.ADVERTISE;
  private @Nullable AdvertisePhase advertise;
  private @Nullable SharePhase share;
  private @Nullable MaskPhase mask;
  private @Nullable VotePhase vote;
  private @Nullable RevealAPhase revealA;
  private @Nullable RevealBPhase revealB;
  private @Nullable FinishedSession finished;
  private @Nullable AbortPhase abort;

  CoordinatorSide(
      SessionTerms terms, SigningKey key, GateRule rule, VectorStore store, Set<Integer> leftOut) {
    this.advertise = SecAggServer.open(terms, key, rule, store, leftOut);
  }

  Phase phase() {
    return phase;
  }

  /** Hands a message to the phase that it is for. */
  Outcome take(Submission said) {
    int site = said.site();
    SignedBody signed = said.signed();
    return switch (said.kind()) {
      case ADVERTISE -> open(advertise).accept(site, signed);
      case SHARE_KEYS -> open(share).accept(site, signed, said.rows());
      case MASKED -> open(mask).accept(site, signed, said.vector(), said.confirms());
      case COMPLAINT -> open(mask).complain(site, signed);
      case VOTE -> open(vote).accept(site, signed);
      case REVEAL_GATE -> open(revealA).accept(site, signed);
      case REVEAL_UNITS -> open(revealB).accept(site, signed);
      case ABORT_VOTE -> open(abort).accept(site, signed);
    };
  }

  /** Who has not answered. */
  Set<Integer> missing() {
    return switch (phase) {
      case ADVERTISE -> open(advertise).missing();
      case SHARE_KEYS -> open(share).missing();
      case MASK -> open(mask).missing();
      case VOTE -> open(vote).missing();
      case REVEAL_GATE -> open(revealA).missing();
      case REVEAL_UNITS -> open(revealB).missing();
      case FINISH -> Set.of();
    };
  }

  /** Closes the open phase into the next; throws {@code SessionFailed}. */
  void close() {
    switch (phase) {
      case ADVERTISE -> {
        share = open(advertise).close();
        advertise = null;
      }
      case SHARE_KEYS -> {
        mask = open(share).close();
        share = null;
      }
      case MASK -> {
        vote = open(mask).close();
        mask = null;
      }
      case VOTE -> {
        revealA = open(vote).close();
        vote = null;
      }
      case REVEAL_GATE -> {
        revealB = open(revealA).close();
        revealA = null;
      }
      case REVEAL_UNITS -> {
        finished = open(revealB).close();
        revealB = null;
      }
      case FINISH -> throw new IllegalStateException("The session is over.");
    }
    phase = phase.next();
  }

  /** Asks for an abort, if nothing was certified and U1 is fixed. */
  boolean abort() {
    abort =
        switch (phase) {
          case SHARE_KEYS -> open(share).abort();
          case MASK -> open(mask).abort();
          case VOTE -> open(vote).abort();
          default -> null;
        };
    return abort != null;
  }

  /** The abort certificate, if enough sites pledged. */
  Optional<SignedBody> abortCertificate() {
    AbortPhase asked = open(abort);
    return asked.enough() ? Optional.of(asked.close()) : Optional.empty();
  }

  SignedBody advertiseSet() {
    return open(share).advertiseSet();
  }

  Map<Integer, byte[]> advertiseBodies() {
    return open(share).advertiseBodies();
  }

  SignedBody shareDelivery() {
    return open(mask).shareDelivery();
  }

  Map<Integer, DealtShare> dealtTo(int holder) {
    return open(mask).dealtTo(holder);
  }

  /** Dealers and complainers that the counted complaints convict. */
  Set<Integer> faulty() {
    return mask == null ? Set.of() : mask.faulty();
  }

  SignedBody survivorSet() {
    return open(vote).survivorSet();
  }

  Set<Integer> survivors() {
    return new TreeSet<>(open(vote).survivors());
  }

  SignedBody certificate() {
    return open(revealA).certificate();
  }

  SignedBody gateTranscript() {
    return open(revealB).gateTranscript();
  }

  SignedBody gateResult() {
    return open(revealB).gateResult();
  }

  SignedBody result() {
    return open(finished).result(0);
  }

  PooledVector pooled() {
    return open(finished).pooled();
  }

  private static <T> T open(@Nullable T part) {
    return Objects.requireNonNull(part, "A message came for a phase that is not open.");
  }
}
