package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.fedval.crypto.secagg.body.Vote;
import org.fedval.crypto.secagg.body.VoteKind;

/**
 * One or two sessions of one study in a random order of events: dropouts, restarts, survivor sets
 * that differ from site to site, votes of the f corrupt sites for everything, and certificates for
 * whatever has the votes. The last f sites are corrupt: they take part honestly and then sign
 * anything.
 */
final class SimRun {
  private final Random dice;
  private final TestFederation federation;
  private final int honest;
  private final int f;
  private final Map<Integer, RuledSite> ruled;
  private final Set<Integer> learned = new HashSet<>();
  int committed;
  int voided;

  SimRun(long seed) {
    this.dice = new Random(seed);
    int sites = dice.nextInt(16) == 0 ? 5 : 3 + Math.min(1, dice.nextInt(3));
    this.federation = new TestFederation(sites, 1000, seed, 3);
    this.f = federation.study.f();
    this.honest = sites - f;
    this.ruled = RuledSession.sites(federation);
  }

  void go() {
    int attempts = 1 + dice.nextInt(2);
    for (int attempt = 0; attempt < attempts; attempt++) {
      federation.reproposed();
      session(federation.proposed);
      assertThat(ModelSpan.leaks(learned, honest)).as("sums of %s", learned).isFalse();
    }
  }

  private void session(SessionTerms terms) {
    Map<Integer, SimSite> sites = new TreeMap<>();
    Set<Integer> members = chosen(federation.roster.size(), 8);
    Set<Integer> leftOut = new TreeSet<>(ruled.keySet());
    leftOut.removeAll(members);
    AdvertisePhase advertise =
        SecAggServer.open(
            terms, federation.coordinator, TestFederation.RULE, new InMemoryVectorStore(), leftOut);
    for (int i : members) {
      SimSite site =
          new SimSite(federation, terms, Objects.requireNonNull(ruled.get(i)), dice.nextLong());
      unlessRefused(
          () -> {
            SecAggRun.taken(advertise.accept(i, site.advertise()));
            sites.put(i, site);
          });
    }
    if (!advertise.enough()) {
      return;
    }
    SharePhase share = advertise.close();
    Set<Integer> u1 = Set.copyOf(share.advertiseBodies().keySet());
    sites.forEach(
        (i, site) ->
            unlessRefused(
                () -> {
                  SharedClient client = site.share(share);
                  SecAggRun.taken(share.accept(i, client.message(), client.rows()));
                }));
    if (share.enough()) {
      mask(terms, share.close(), sites, u1);
    }
  }

  private void mask(
      SessionTerms terms, MaskPhase phase, Map<Integer, SimSite> sites, Set<Integer> u1) {
    sites.forEach(
        (i, site) -> {
          if (dice.nextInt(10) > 0) {
            unlessRefused(
                () -> {
                  MaskedClient client = site.mask(phase, u1);
                  maybeRestart(site);
                  if (dice.nextInt(8) > 0) {
                    SecAggRun.taken(
                        phase.accept(
                            i, client.manifest(), client.maskedVector(), client.confirmList()));
                  }
                });
          }
        });
    Ballots ballots = new Ballots(u1.size(), phase.dealtTo(u1.iterator().next()).keySet());
    if (phase.enough()) {
      decide(phase.close(), sites, ballots);
    }
    schedule(terms, sites, ballots);
  }

  /** What C holds: survivor sets, votes by h3, pledges, and which secrets were opened. */
  private final class Ballots {
    final Quorum quorum;
    final Set<Integer> dealers;
    final Map<Sha256Digest, SortedMap<Integer, SignedBody>> votes = new HashMap<>();
    final Map<Sha256Digest, Vote> parts = new HashMap<>();
    final Map<Sha256Digest, Set<Integer>> sets = new HashMap<>();
    final SortedMap<Integer, SignedBody> pledges = new TreeMap<>();
    final Map<Integer, Set<Integer>> seeds = new HashMap<>();
    final Map<Integer, Set<Integer>> gates = new HashMap<>();
    boolean voided;

    Ballots(int sites, Set<Integer> dealers) {
      this.quorum = new Quorum(sites, f);
      this.dealers = dealers;
    }
  }

  private void decide(VotePhase phase, Map<Integer, SimSite> sites, Ballots ballots) {
    SurvivorSet all = SurvivorSet.decode(phase.survivorSet().body());
    for (Map.Entry<Integer, SimSite> entry : sites.entrySet()) {
      SimSite site = entry.getValue();
      if (!site.hasMasked() || dice.nextInt(8) == 0) {
        continue;
      }
      Set<Integer> out = dice.nextInt(3) == 0 ? chosen(federation.roster.size(), 2) : Set.of();
      SignedBody set = new Forgery(federation).survivorsWithout(phase, out);
      Set<Integer> kept =
          all.survivors().stream()
              .map(SurvivorSet.Survivor::index)
              .filter(i -> !out.contains(i))
              .collect(Collectors.toCollection(TreeSet::new));
      Optional<SignedBody> answer = site.decide(set, kept);
      if (answer.isPresent() && kept.contains(entry.getKey())) {
        Vote vote = Vote.decode(answer.get().body());
        ballots.parts.put(vote.h3(), vote);
        ballots.sets.put(vote.h3(), kept);
        ballots
            .votes
            .computeIfAbsent(vote.h3(), h -> new TreeMap<>())
            .put(entry.getKey(), answer.get());
      }
      maybeRestart(site);
    }
    ballots.votes.forEach(
        (h3, votes) ->
            corrupt()
                .filter(i -> Objects.requireNonNull(ballots.sets.get(h3)).contains(i))
                .forEach(
                    i ->
                        votes.put(
                            i, corruptVote(Objects.requireNonNull(ballots.parts.get(h3)), i))));
  }

  private void schedule(SessionTerms terms, Map<Integer, SimSite> sites, Ballots ballots) {
    List<Integer> order = new ArrayList<>(sites.keySet());
    boolean asksAbort = dice.nextInt(2) == 0;
    for (int round = 0; round < 2; round++) {
      java.util.Collections.shuffle(order, dice);
      for (int i : order) {
        SimSite site = Objects.requireNonNull(sites.get(i));
        if (asksAbort && dice.nextInt(2) == 0) {
          site.pledge().ifPresent(vote -> ballots.pledges.put(i, vote));
        } else {
          ballots.votes.forEach(
              (h3, votes) -> {
                boolean worthIt = votes.size() >= ballots.quorum.votes() || dice.nextInt(16) == 0;
                if (worthIt && site.revealedClient().isEmpty()) {
                  site.reveal(commit(ballots, h3, votes))
                      .ifPresent(reveal -> open(ballots, i, reveal));
                }
              });
        }
        maybeRestart(site);
      }
    }
    conclude(terms, sites, ballots);
  }

  private void conclude(SessionTerms terms, Map<Integer, SimSite> sites, Ballots ballots) {
    Quorum quorum = ballots.quorum;
    corrupt().filter(sites::containsKey).forEach(i -> pledgeOfCorrupt(sites, ballots, i));
    if (ballots.pledges.size() >= quorum.abortVotes()) {
      SignedBody certificate = abort(terms, ballots);
      sites.forEach(
          (i, site) -> {
            if (dice.nextInt(4) > 0) {
              site.aborted(certificate);
            }
          });
      ballots.voided = true;
      voided++;
    }
    check(quorum, ballots);
  }

  private void check(Quorum quorum, Ballots ballots) {
    for (int k = 0; k < honest; k++) {
      int seeds = count(ballots.seeds, k);
      int gates = count(ballots.gates, k);
      assertThat(seeds >= quorum.votes() && gates >= quorum.votes())
          .as("both secrets of site %d", k)
          .isFalse();
      if (gates >= quorum.votes()) {
        assertThat(ballots.voided).as("an abort beside an opened unit").isFalse();
      }
    }
    ballots.sets.forEach(
        (h3, set) -> {
          boolean opened =
              ballots.dealers.stream()
                  .filter(k -> k < honest)
                  .allMatch(
                      k ->
                          count(set.contains(k) ? ballots.gates : ballots.seeds, k)
                              >= quorum.votes());
          if (opened) {
            learned.add(set.stream().filter(k -> k < honest).mapToInt(k -> 1 << k).sum());
            committed++;
          }
        });
  }

  // Honest holders that opened, and every corrupt site, which opens both.
  private int count(Map<Integer, Set<Integer>> opened, int dealer) {
    Set<Integer> holders = new HashSet<>(opened.getOrDefault(dealer, Set.of()));
    corrupt().forEach(holders::add);
    return holders.size();
  }

  private void open(Ballots ballots, int holder, SignedBody signed) {
    for (Reveal.DealerRow row : Reveal.decode(RevealStage.A, signed.body()).rows()) {
      assertThat(row.cells().get(0).opened() && row.cells().get(1).opened()).isFalse();
      (row.cells().get(0).opened() ? ballots.seeds : ballots.gates)
          .computeIfAbsent(row.dealer(), d -> new HashSet<>())
          .add(holder);
    }
  }

  private SignedBody commit(
      Ballots ballots, Sha256Digest h3, SortedMap<Integer, SignedBody> votes) {
    Vote vote = Objects.requireNonNull(ballots.parts.get(h3));
    List<Certificate.Ballot> cast =
        votes.entrySet().stream().map(e -> Forgery.ballot(e.getKey(), e.getValue())).toList();
    return new Forgery(federation)
        .certificate(
            VoteKind.COMMIT,
            new Certificate(VoteKind.COMMIT, vote.sid(), vote.h1(), vote.h2(), h3, cast),
            cast);
  }

  private SignedBody abort(SessionTerms terms, Ballots ballots) {
    List<Certificate.Ballot> cast =
        ballots.pledges.entrySet().stream()
            .map(e -> Forgery.ballot(e.getKey(), e.getValue()))
            .toList();
    Sha256Digest h1 = Vote.decode(ballots.pledges.values().iterator().next().body()).h1();
    return new Forgery(federation)
        .certificate(
            VoteKind.ABORT,
            new Certificate(
                VoteKind.ABORT, terms.sid(), h1, Sha256Digest.ZERO, Sha256Digest.ZERO, cast),
            cast);
  }

  private void pledgeOfCorrupt(Map<Integer, SimSite> sites, Ballots ballots, int i) {
    ballots.pledges.values().stream()
        .findFirst()
        .ifPresent(
            any -> {
              Vote like = Vote.decode(any.body());
              Vote own = new Vote(like.sid(), like.h1(), like.h2(), like.h3(), i, VoteKind.ABORT);
              ballots.pledges.put(i, federation.signAs(i, Vote.TYPE, own.encode()));
            });
  }

  private SignedBody corruptVote(Vote like, int i) {
    return federation.signAs(
        i,
        Vote.TYPE,
        new Vote(like.sid(), like.h1(), like.h2(), like.h3(), i, VoteKind.COMMIT).encode());
  }

  private java.util.stream.Stream<Integer> corrupt() {
    return IntStream.range(honest, honest + f).boxed();
  }

  private Set<Integer> chosen(int sites, int inTen) {
    return IntStream.range(0, sites)
        .filter(i -> inTen >= 8 ? dice.nextInt(10) > 0 : dice.nextInt(10) < inTen)
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void maybeRestart(SimSite site) {
    if (dice.nextInt(16) == 0) {
      site.restart();
    }
  }

  private static void unlessRefused(Runnable step) {
    try {
      step.run();
    } catch (ProtocolViolation e) {
      assertThat(e.code())
          .isIn(
              ProtocolViolation.Code.SLOT_PENDING,
              ProtocolViolation.Code.SLOT_LOCKED,
              ProtocolViolation.Code.UNTRUSTED_ROSTER,
              ProtocolViolation.Code.TOO_FEW_SITES);
    }
  }
}
