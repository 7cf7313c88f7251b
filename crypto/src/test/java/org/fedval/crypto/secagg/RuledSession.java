package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One session between the coordinator and sites that keep their slot rule. */
final class RuledSession {
  final TestFederation federation;
  final SessionTerms terms;
  final Map<Integer, RuledSite> sites;
  final Set<Integer> members;
  final BySite<SiteContext> corrupt = new BySite<>();
  final BySite<AdvertisedClient> advertised = new BySite<>();
  final BySite<SharedClient> shared = new BySite<>();
  final BySite<MaskedClient> masked = new BySite<>();
  final BySite<VotedClient> voted = new BySite<>();
  final BySite<RevealedClient> revealed = new BySite<>();

  RuledSession(
      TestFederation federation,
      SessionTerms terms,
      Map<Integer, RuledSite> sites,
      Set<Integer> members) {
    this.federation = federation;
    this.terms = terms;
    this.sites = sites;
    this.members = members;
  }

  static Map<Integer, RuledSite> sites(TestFederation federation) {
    BySite<RuledSite> sites = new BySite<>();
    for (int i = 0; i < federation.roster.size(); i++) {
      sites.put(i, new RuledSite(i));
    }
    return sites;
  }

  private RuledSite site(int i) {
    return java.util.Objects.requireNonNull(sites.get(i));
  }

  SharePhase advertise() {
    Set<Integer> leftOut = new TreeSet<>(sites.keySet());
    leftOut.removeAll(members);
    AdvertisePhase phase =
        SecAggServer.open(
            terms, federation.coordinator, TestFederation.RULE, new InMemoryVectorStore(), leftOut);
    for (int i : members) {
      if (corrupt.containsKey(i)) {
        SecAggRun.taken(phase.accept(i, new Forgery(federation).falseCommit(corrupt.at(i))));
        continue;
      }
      advertised.put(i, site(i).advertise(federation, terms));
      SecAggRun.taken(phase.accept(i, advertised.at(i).advertise()));
    }
    assertThat(phase.missing()).isEmpty();
    return phase.close();
  }

  /** From now on this member commits to another gate secret than it deals. */
  RuledSession spoiledBy(int site) {
    corrupt.put(site, new Forgery(federation).corrupt(terms, site));
    return this;
  }

  MaskPhase share(SharePhase phase) {
    corrupt.forEach(
        (i, context) -> {
          shared.put(i, Forgery.deal(context, phase));
          SecAggRun.taken(phase.accept(i, shared.at(i).message(), shared.at(i).rows()));
        });
    advertised.forEach(
        (i, client) -> {
          shared.put(i, site(i).share(terms, client, phase));
          SecAggRun.taken(phase.accept(i, shared.at(i).message(), shared.at(i).rows()));
        });
    return phase.close();
  }

  VotePhase mask(MaskPhase phase, Set<Integer> lost) {
    shared.forEach((i, client) -> maskOne(phase, i, lost.contains(i)));
    return phase.close();
  }

  void maskOne(MaskPhase phase, int i, boolean lost) {
    MaskedClient next =
        site(i).mask(terms, shared.at(i), phase, federation.frozen(i), shared.keySet());
    masked.put(i, next);
    if (!lost) {
      SecAggRun.taken(phase.accept(i, next.manifest(), next.maskedVector(), next.confirmList()));
    }
  }

  RevealAPhase vote(VotePhase phase) {
    for (int i : phase.survivors()) {
      voted.put(i, site(i).vote(terms, masked.at(i), phase));
      SecAggRun.taken(phase.accept(i, voted.at(i).vote()));
    }
    RevealAPhase next = phase.close();
    masked.forEach(
        (i, client) -> {
          RevealedClient holder =
              phase.survivors().contains(i)
                  ? voted.at(i).reveal(next.certificate())
                  : client.help(phase.survivorSet()).reveal(next.certificate());
          revealed.put(i, holder);
          site(i).committed(holder.committed());
        });
    return next;
  }

  /** Everything up to the opened sums. */
  PooledVector finish(Set<Integer> lost) {
    return open(vote(mask(share(advertise()), lost)));
  }

  PooledVector open(RevealAPhase phase) {
    revealed.forEach((i, client) -> SecAggRun.taken(phase.accept(i, client.revealA())));
    RevealBPhase b = phase.close();
    revealed.forEach(
        (i, client) ->
            SecAggRun.taken(
                b.accept(i, client.revealGate(b.gateTranscript(), b.gateResult()).revealB())));
    return b.close().pooled();
  }
}
