package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;

/** Drives one session step by step through encoded bytes; a test stops where it wants to attack. */
final class SecAggRun {
  final TestFederation federation;
  final BySite<AdvertisedClient> advertised = new BySite<>();
  final BySite<SharedClient> shared = new BySite<>();
  final BySite<MaskedClient> masked = new BySite<>();
  final BySite<VotedClient> voted = new BySite<>();
  final BySite<RevealedClient> revealed = new BySite<>();
  final BySite<OpenedClient> opened = new BySite<>();

  SecAggRun(TestFederation federation) {
    this.federation = federation;
  }

  SharePhase advertise() {
    AdvertisePhase phase =
        SecAggServer.open(
            federation.proposed,
            federation.coordinator,
            TestFederation.RULE,
            new InMemoryVectorStore());
    for (int i = 0; i < federation.roster.size(); i++) {
      advertised.put(i, federation.client(i));
      taken(phase.accept(i, wire(advertised.at(i).advertise())));
    }
    assertThat(phase.missing()).isEmpty();
    return phase.close();
  }

  MaskPhase share(SharePhase phase) {
    advertised.forEach(
        (i, client) -> {
          SharedClient next = client.shareKeys(wire(phase.advertiseSet()), phase.advertiseBodies());
          shared.put(i, next);
          Map<Integer, ShareRow> rows = new HashMap<>();
          next.rows().forEach((j, row) -> rows.put(j, ShareRow.decode(row.encode())));
          taken(phase.accept(i, wire(next.message()), rows));
        });
    return phase.close();
  }

  /** Everybody masks; vectors of {@code lost} never arrive. */
  VotePhase mask(MaskPhase phase, Set<Integer> lost) {
    shared.forEach(
        (i, client) -> {
          MaskedClient next =
              client.mask(wire(phase.shareDelivery()), phase.dealtTo(i), federation.frozen(i));
          masked.put(i, next);
          if (!lost.contains(i)) {
            taken(phase.accept(i, wire(next.manifest()), next.maskedVector(), next.confirmList()));
          }
        });
    assertThat(phase.missing()).isEqualTo(lost);
    return phase.close();
  }

  /** Survivors vote, the others help. */
  RevealAPhase vote(VotePhase phase) {
    Map<Integer, HelpingClient> helping = new TreeMap<>();
    masked.forEach(
        (i, client) -> {
          if (phase.survivors().contains(i)) {
            voted.put(i, client.vote(wire(phase.survivorSet())));
            taken(phase.accept(i, wire(voted.at(i).vote())));
          } else {
            helping.put(i, client.help(wire(phase.survivorSet())));
          }
        });
    RevealAPhase next = phase.close();
    voted.forEach((i, client) -> revealed.put(i, client.reveal(wire(next.certificate()))));
    helping.forEach((i, client) -> revealed.put(i, client.reveal(wire(next.certificate()))));
    return next;
  }

  /** First reveals of everybody but {@code silent}. */
  RevealBPhase revealA(RevealAPhase phase, Set<Integer> silent) {
    revealed.forEach(
        (i, client) -> {
          if (!silent.contains(i)) {
            taken(phase.accept(i, wire(client.revealA())));
          }
        });
    return phase.close();
  }

  FinishedSession revealB(RevealBPhase phase, Set<Integer> silent) {
    revealed.forEach(
        (i, client) -> {
          if (!silent.contains(i)) {
            opened.put(
                i, client.revealGate(wire(phase.gateTranscript()), wire(phase.gateResult())));
            taken(phase.accept(i, wire(opened.at(i).revealB())));
          }
        });
    FinishedSession finished = phase.close();
    opened.forEach((i, client) -> client.finish(wire(finished.result(3))));
    return finished;
  }

  PooledVector all(Set<Integer> lost, Set<Integer> silent) {
    RevealAPhase a = vote(mask(share(advertise()), lost));
    return revealB(revealA(a, silent), silent).pooled();
  }

  static SignedBody wire(SignedBody signed) {
    return new SignedBody(signed.body(), signed.signature());
  }

  static void taken(Outcome outcome) {
    assertThat(outcome).isEqualTo(new Outcome.Accepted());
  }
}
