package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.Complaint;
import org.fedval.crypto.secagg.body.ShareDelivery;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.Transcript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Above 256 sites nobody can be cut off from the others by calling its neighbours dropped. */
class GraphIsolationTest {
  // 14 sites, each with 6 neighbours; of 3 consecutive ring positions at most one may be lost.
  private static final GraphRule SMALL =
      new GraphRule(6, List.of(new GraphRule.Row(40, 6, 5, 1, 1)));

  private final TestFederation federation = sparse();
  private final SecAggRun run = federation.run();

  private static TestFederation sparse() {
    TestFederation federation = new TestFederation(14, 1000, 151, 3);
    federation.proposed = federation.proposed.withGraph(SMALL);
    federation.graph = SMALL;
    return federation;
  }

  @Test
  void a_sparse_session_opens_the_exact_sum_of_the_survivors() {
    SharePhase share = run.advertise();
    Set<Integer> lost = Set.of(ring(share).get(0), ring(share).get(7));
    VotePhase vote = run.mask(run.share(share), lost);
    assertThat(run.shared.at(0).rows()).hasSize(7);
    RevealBPhase b = run.revealA(run.vote(vote), Set.of(ring(share).get(3)));
    PooledVector pooled = run.revealB(b, Set.of(ring(share).get(5))).pooled();

    Set<Integer> survivors = new TreeSet<>(run.shared.keySet());
    survivors.removeAll(lost);
    assertThat(pooled.survivors()).isEqualTo(survivors);
    assertThat(pooled.gateSums()).isEqualTo(federation.plainSum(survivors, 0));
    assertThat(pooled.sums(1)).contains(federation.plainSum(survivors, 1));
    assertThat(pooled.sums(2)).contains(federation.plainSum(survivors, 2));
  }

  @Test
  void a_survivor_set_that_isolates_one_site_gets_no_vote_and_no_help() {
    SharePhase share = run.advertise();
    VotePhase vote = run.mask(run.share(share), Set.of());
    List<Integer> ring = ring(share);
    SignedBody isolating =
        new Forgery(federation).survivorsWithout(vote, Set.of(ring.get(1), ring.get(2)));
    refused(Code.TOO_FEW_SITES, () -> run.masked.at(ring.get(0)).vote(isolating));
    refused(Code.TOO_FEW_SITES, () -> run.masked.at(ring.get(9)).vote(isolating));
    refused(Code.TOO_FEW_SITES, () -> run.masked.at(ring.get(1)).help(isolating));
    SignedBody spread =
        new Forgery(federation).survivorsWithout(vote, Set.of(ring.get(1), ring.get(8)));
    run.masked.at(ring.get(0)).vote(spread);
  }

  @Test
  void the_coordinator_does_not_close_a_phase_that_isolates_a_site() {
    SharePhase share = run.advertise();
    MaskPhase mask = run.share(share);
    List<Integer> ring = ring(share);
    Violations.failed(
        SessionFailed.Reason.TOO_FEW_SURVIVORS,
        () -> run.mask(mask, new TreeSet<>(Set.of(ring.get(1), ring.get(2)))));
    assertThat(mask.enough()).isFalse();
  }

  @Test
  void a_dealer_is_convicted_by_as_many_neighbours_as_open_a_secret() {
    TestFederation wide = new TestFederation(40, 1000, 152, 3);
    wide.proposed = wide.proposed.withGraph(SMALL);
    wide.graph = SMALL;
    SecAggRun session = wide.run();
    SharePhase share = session.advertise();
    List<Integer> ring = ring(wide, share);
    MaskPhase phase = session.share(share);
    assertThat(wide.study.f()).isGreaterThan(6);
    List<Integer> neighbours =
        IntStream.of(1, 2, 3, -1, -2).mapToObj(step -> ring.get(Math.floorMod(step, 40))).toList();
    for (int holder : neighbours) {
      assertThat(phase.faulty()).isEmpty();
      SecAggRun.taken(phase.complain(holder, complaint(wide, phase, holder, ring.get(0))));
    }

    assertThat(phase.faulty()).containsExactly(ring.get(0));
    int stranger = ring.get(20);
    refused(
        Code.NOT_EXPECTED, phase.complain(stranger, complaint(wide, phase, stranger, ring.get(0))));
  }

  private static SignedBody complaint(
      TestFederation federation, MaskPhase phase, int site, int dealer) {
    ShareDelivery delivery = ShareDelivery.decode(phase.shareDelivery().body());
    byte[] body =
        new Complaint(delivery.sid(), delivery.h1(), site, dealer, Complaint.Reason.BOX).encode();
    return SignedBody.sign(
        Complaint.TYPE, delivery.sid(), site, body, federation.identities.get(site));
  }

  @Test
  void above_256_sites_a_commit_vote_excludes_an_abort_vote() {
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of());
    VotedClient voted = run.masked.at(0).vote(vote.survivorSet());
    refused(Code.ALREADY_DONE, voted::abort);
    assertThat(run.masked.at(1).abort().vote()).isNotNull();
  }

  /** Roster size, degree, threshold and both rows of delta, as the design gives them. */
  @ParameterizedTest
  @CsvSource({
    "257,126,85,27,19",
    "300,126,85,27,19",
    "400,146,98,31,23",
    "512,162,109,34,25",
    "700,180,121,37,28",
    "1000,198,133,40,30",
    "2000,228,153,47,35"
  })
  void the_graph_is_symmetric_regular_and_has_the_parameters_of_the_table(
      int sites, int degree, int threshold, int lostQuarter, int lostThird) {
    for (int f : new int[] {sites / 4, sites / 3}) {
      ShareGraph graph = graph(sites, f);
      assertThat(graph.isComplete()).isFalse();
      assertThat(graph.threshold()).isEqualTo(threshold);
      for (int i = 0; i < sites; i += 37) {
        Set<Integer> holders = graph.holders(i);
        assertThat(holders).hasSize(degree + 1).contains(i);
        int site = i;
        holders.forEach(j -> assertThat(graph.holders(j)).contains(site));
      }
      List<Integer> ring = ringOf(sites, degree);
      int allowed = f == sites / 4 ? lostQuarter : lostThird;
      Set<Integer> all = IntStream.range(0, sites).boxed().collect(Collectors.toSet());
      assertThat(graph.hides(all)).isTrue();
      for (int start : new int[] {0, sites - 3}) {
        Set<Integer> atLimit = new TreeSet<>(all);
        for (int p = 0; p < allowed; p++) {
          atLimit.remove(ring.get((start + p) % sites));
        }
        assertThat(graph.hides(atLimit)).isTrue();
        atLimit.remove(ring.get((start + degree / 2 - 1) % sites));
        assertThat(graph.hides(atLimit)).isFalse();
      }
    }
  }

  @Test
  void calling_all_neighbours_of_a_victim_dropped_breaks_the_ring_rule() {
    ShareGraph graph = graph(1000, 250);
    for (int victim = 0; victim < 1000; victim += 91) {
      Set<Integer> rest = IntStream.range(0, 1000).boxed().collect(Collectors.toSet());
      rest.removeAll(graph.holders(victim));
      rest.add(victim);
      assertThat(graph.hides(rest)).as("victim %d", victim).isFalse();
    }
  }

  @Test
  void a_tenth_of_the_sites_lost_at_random_keeps_the_rule() {
    ShareGraph graph = graph(1000, 250);
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Set<Integer> rest =
          IntStream.range(0, 1000)
              .filter(i -> random.nextInt(10) > 0)
              .boxed()
              .collect(Collectors.toSet());
      assertThat(graph.hides(rest)).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void up_to_256_sites_everybody_holds_shares_of_everybody() {
    ShareGraph graph = graph(256, 64);
    assertThat(graph.isComplete()).isTrue();
    assertThat(graph.holders(7)).hasSize(256);
    assertThat(graph.threshold()).isEqualTo(new Quorum(256, 64).votes());
    assertThat(graph.hides(Set.of())).isTrue();
  }

  private static ShareGraph graph(int sites, int f) {
    Set<Integer> all = IntStream.range(0, sites).boxed().collect(Collectors.toSet());
    return ShareGraph.over(GraphRule.STANDARD, Sha256Digest.ZERO, Sha256Digest.ZERO, all, f);
  }

  private static List<Integer> ringOf(int sites, int degree) {
    TreeSet<Integer> all =
        IntStream.range(0, sites).boxed().collect(Collectors.toCollection(TreeSet::new));
    return HararyGraph.derive(Sha256Digest.ZERO, Sha256Digest.ZERO, all, degree).permutation();
  }

  private List<Integer> ring(SharePhase share) {
    return ring(federation, share);
  }

  private static List<Integer> ring(TestFederation of, SharePhase share) {
    AdvertiseSet set = AdvertiseSet.decode(share.advertiseSet().body());
    TreeMap<Integer, Sha256Digest> hashes = new TreeMap<>();
    set.sites().forEach(ref -> hashes.put(ref.index(), ref.bodyHash()));
    Sha256Digest h1 = Transcript.h1(of.proposed.sid(), hashes);
    return HararyGraph.derive(of.proposed.sid(), h1, new TreeSet<>(hashes.keySet()), 6)
        .permutation();
  }
}
