package org.fedval.cli.simulate;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fedval.cli.simulate.PhaseTimes.Phase;
import org.fedval.crypto.secagg.AdvertisePhase;
import org.fedval.crypto.secagg.AdvertisedClient;
import org.fedval.crypto.secagg.FinishedSession;
import org.fedval.crypto.secagg.MaskPhase;
import org.fedval.crypto.secagg.MaskedClient;
import org.fedval.crypto.secagg.OpenedClient;
import org.fedval.crypto.secagg.Outcome;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.RevealAPhase;
import org.fedval.crypto.secagg.RevealBPhase;
import org.fedval.crypto.secagg.RevealedClient;
import org.fedval.crypto.secagg.SecAggServer;
import org.fedval.crypto.secagg.SharePhase;
import org.fedval.crypto.secagg.SharedClient;
import org.fedval.crypto.secagg.VectorStore;
import org.fedval.crypto.secagg.VotePhase;
import org.fedval.crypto.secagg.VotedClient;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * One session, site after site on one thread. Lost sites deal their shares and are never heard of
 * again.
 */
final class Simulation {
  private final SimulatedStudy study;
  private final int sites;
  private final Set<Integer> lost;
  private final Wire wire;
  private final PhaseTimes times;
  private final Consumer<String> progress;

  Simulation(
      SimulatedStudy study,
      int sites,
      Set<Integer> lost,
      Wire wire,
      PhaseTimes times,
      Consumer<String> progress) {
    this.study = study;
    this.sites = sites;
    this.lost = Set.copyOf(lost);
    this.wire = wire;
    this.times = times;
    this.progress = progress;
  }

  /** Runs every phase; what the coordinator learns. */
  PooledVector run(VectorStore store) {
    AdvertisePhase advertise =
        SecAggServer.open(study.terms(), study.coordinator(), study.rule(), store);
    SortedMap<Integer, AdvertisedClient> advertised = advertise(advertise);
    SharePhase share = times.coordinator(Phase.ADVERTISE, advertise::close);
    SortedMap<Integer, SharedClient> shared = share(share, advertised);
    MaskPhase mask = times.coordinator(Phase.SHARE_KEYS, share::close);
    SortedMap<Integer, MaskedClient> masked = mask(mask, shared);
    VotePhase vote = times.coordinator(Phase.MASK, mask::close);
    SortedMap<Integer, VotedClient> voted = vote(vote, masked);
    RevealAPhase gate = times.coordinator(Phase.VOTE, vote::close);
    SortedMap<Integer, RevealedClient> revealed = revealGate(gate, voted);
    RevealBPhase units = times.coordinator(Phase.REVEAL_GATE, gate::close);
    SortedMap<Integer, OpenedClient> opened = revealUnits(units, revealed);
    FinishedSession finished = times.coordinator(Phase.REVEAL_UNITS, units::close);
    finish(finished, opened);
    return finished.pooled();
  }

  /** Whether the opened sums are all there and are the plaintext sums over the others. */
  boolean isExact(PooledVector pooled) {
    long[][] sums = new long[study.layout().units().size()][];
    for (int site = 0; site < sites; site++) {
      if (lost.contains(site)) {
        continue;
      }
      int unit = 0;
      for (long[] words : study.plain(site)) {
        long[] sum = sums[unit] == null ? new long[words.length] : sums[unit];
        for (int e = 0; e < sum.length; e++) {
          sum[e] += words[e];
        }
        sums[unit++] = sum;
      }
    }
    boolean exact =
        Arrays.equals(pooled.gateSums(), sums[0]) && pooled.survivors().size() == survivors();
    for (int unit = 1; unit < sums.length; unit++) {
      exact &= Arrays.equals(pooled.sums(unit).orElse(null), sums[unit]);
    }
    return exact;
  }

  private int survivors() {
    return sites - lost.size();
  }

  private SortedMap<Integer, AdvertisedClient> advertise(AdvertisePhase phase) {
    SortedMap<Integer, AdvertisedClient> next = new TreeMap<>();
    for (int site = 0; site < sites; site++) {
      int index = site;
      SignedBody proposal = wire.deliver(site, study.terms().signedProposal());
      AdvertisedClient client = times.site(Phase.ADVERTISE, () -> study.client(index, proposal));
      next.put(site, client);
      SignedBody sent = wire.send(site, client.advertise());
      take(Phase.ADVERTISE, () -> phase.accept(index, sent));
      report(Phase.ADVERTISE, next.size(), sites);
    }
    return next;
  }

  private SortedMap<Integer, SharedClient> share(
      SharePhase phase, SortedMap<Integer, AdvertisedClient> before) {
    SortedMap<Integer, SharedClient> next = new TreeMap<>();
    before.forEach(
        (site, client) -> {
          SignedBody set = wire.deliver(site, phase.advertiseSet());
          Map<Integer, byte[]> bodies = wire.deliverBodies(site, phase.advertiseBodies());
          SharedClient dealer = times.site(Phase.SHARE_KEYS, () -> client.shareKeys(set, bodies));
          SignedBody sent = wire.send(site, dealer.message());
          Map<Integer, ShareRow> rows = wire.send(site, dealer.rows());
          take(Phase.SHARE_KEYS, () -> phase.accept(site, sent, rows));
          next.put(site, dealer);
          report(Phase.SHARE_KEYS, next.size(), sites);
        });
    next.keySet().removeAll(lost);
    return next;
  }

  private SortedMap<Integer, MaskedClient> mask(
      MaskPhase phase, SortedMap<Integer, SharedClient> before) {
    SortedMap<Integer, MaskedClient> next = new TreeMap<>();
    before.forEach(
        (site, client) -> {
          var frozen = study.frozen(site);
          SignedBody delivery = wire.deliver(site, phase.shareDelivery());
          var dealt = wire.deliverShares(site, phase.dealtTo(site));
          MaskedClient masked = times.site(Phase.MASK, () -> client.mask(delivery, dealt, frozen));
          SignedBody manifest = wire.send(site, masked.manifest());
          byte[] vector = wire.send(site, masked.maskedVector());
          byte[] confirms = wire.send(site, masked.confirmList());
          take(Phase.MASK, () -> phase.accept(site, manifest, vector, confirms));
          next.put(site, masked);
          report(Phase.MASK, next.size(), survivors());
        });
    return next;
  }

  private SortedMap<Integer, VotedClient> vote(
      VotePhase phase, SortedMap<Integer, MaskedClient> before) {
    SortedMap<Integer, VotedClient> next = new TreeMap<>();
    before.forEach(
        (site, client) -> {
          SignedBody set = wire.deliver(site, phase.survivorSet());
          VotedClient voted = times.site(Phase.VOTE, () -> client.vote(set));
          SignedBody sent = wire.send(site, voted.vote());
          take(Phase.VOTE, () -> phase.accept(site, sent));
          next.put(site, voted);
          report(Phase.VOTE, next.size(), survivors());
        });
    return next;
  }

  private SortedMap<Integer, RevealedClient> revealGate(
      RevealAPhase phase, SortedMap<Integer, VotedClient> before) {
    SortedMap<Integer, RevealedClient> next = new TreeMap<>();
    before.forEach(
        (site, client) -> {
          SignedBody certificate = wire.deliver(site, phase.certificate());
          RevealedClient revealed = times.site(Phase.REVEAL_GATE, () -> client.reveal(certificate));
          SignedBody sent = wire.send(site, revealed.revealA());
          take(Phase.REVEAL_GATE, () -> phase.accept(site, sent));
          next.put(site, revealed);
          report(Phase.REVEAL_GATE, next.size(), survivors());
        });
    return next;
  }

  private SortedMap<Integer, OpenedClient> revealUnits(
      RevealBPhase phase, SortedMap<Integer, RevealedClient> before) {
    SortedMap<Integer, OpenedClient> next = new TreeMap<>();
    before.forEach(
        (site, client) -> {
          SignedBody transcript = wire.deliver(site, phase.gateTranscript());
          SignedBody result = wire.deliver(site, phase.gateResult());
          OpenedClient opened =
              times.site(Phase.REVEAL_UNITS, () -> client.revealGate(transcript, result));
          SignedBody sent = wire.send(site, opened.revealB());
          take(Phase.REVEAL_UNITS, () -> phase.accept(site, sent));
          next.put(site, opened);
          report(Phase.REVEAL_UNITS, next.size(), survivors());
        });
    return next;
  }

  private void finish(FinishedSession finished, SortedMap<Integer, OpenedClient> opened) {
    SignedBody result = times.coordinator(Phase.FINISH, () -> finished.result(0));
    opened.forEach(
        (site, client) -> {
          SignedBody delivered = wire.deliver(site, result);
          var unused = times.site(Phase.FINISH, () -> client.finish(delivered));
        });
  }

  private void take(Phase phase, Supplier<Outcome> step) {
    if (!times.coordinator(phase, step).counts()) {
      throw new IllegalStateException("The coordinator refused an honest message.");
    }
  }

  private void report(Phase phase, int done, int of) {
    progress.accept(phase.key() + ": " + done + " of " + of + " sites");
  }
}
