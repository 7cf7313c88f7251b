package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.Set;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.SignedBody;
import org.junit.jupiter.api.Test;

/** Members that nobody vouched for are charged to f, and a victim is never alone. */
class SybilRosterTest {
  private final TestFederation federation = new TestFederation(5, 1000, 139);
  private final SignedBody signed = federation.proposed.signedProposal();

  @Test
  void a_roster_with_too_many_strangers_is_refused_once_they_advertise() {
    SecAggRun run = federation.run();
    SharePhase phase = run.advertise();
    TrustRules two = trusting(1, 2);
    refused(Code.UNTRUSTED_ROSTER, () -> AdvertisedClientWith.trust(federation, phase, run, two));
  }

  @Test
  void a_site_without_trusted_company_leaves() {
    SecAggRun run = federation.run();
    SharePhase phase = run.advertise();
    refused(
        Code.UNTRUSTED_ROSTER,
        () ->
            AdvertisedClientWith.trust(
                federation, phase, run, new TrustRules(trusting(1, 2, 3, 4).trusted(), 5)));
  }

  private TrustRules trusting(int... sites) {
    Set<org.fedval.crypto.primitive.VerifyingKey> keys = new java.util.HashSet<>();
    for (int site : sites) {
      keys.add(federation.identities.get(site).verifyingKey());
    }
    return new TrustRules(keys, 2);
  }

  @Test
  void a_survivor_set_that_leaves_a_site_among_strangers_gets_no_vote() {
    TrustRules friends = trusting(1, 2, 3);
    java.util.Set<org.fedval.crypto.primitive.VerifyingKey> all =
        federation.proposed.identities(Set.of(0, 1, 2, 3, 4));
    friends.checkCompany(all, federation.identities.get(0).verifyingKey());
    refused(
        Code.UNTRUSTED_ROSTER,
        () ->
            friends.checkCompany(
                federation.proposed.identities(Set.of(0, 3, 4)),
                federation.identities.get(0).verifyingKey()));
  }

  @Test
  void a_site_does_not_vote_for_survivors_without_its_trusted_company() {
    federation.minTrusted = 4;
    SecAggRun run = federation.run();
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of());
    SignedBody without = new Forgery(federation).survivorsWithout(vote, Set.of(4));
    refused(Code.UNTRUSTED_ROSTER, () -> run.masked.at(0).vote(without));
    run.masked.at(0).vote(vote.survivorSet());
  }

  /** Runs site 0's second step with the randomness of its first and other trust rules. */
  private static final class AdvertisedClientWith {
    static SharedClient trust(
        TestFederation federation, SharePhase phase, SecAggRun run, TrustRules rules) {
      SeededRandom random = new SeededRandom(77);
      AdvertisedClient client =
          AdvertisedClient.open(
              federation.check(federation.proposed.signedProposal()),
              0,
              federation.identities.get(0),
              rules,
              TestFederation.RULE,
              random);
      run.advertised.put(0, client);
      AdvertisePhase again =
          SecAggServer.open(
              federation.proposed,
              federation.coordinator,
              TestFederation.RULE,
              new InMemoryVectorStore());
      run.advertised.forEach((i, c) -> SecAggRun.taken(again.accept(i, c.advertise())));
      SharePhase next = again.close();
      assertThat(next.advertiseSet()).isNotEqualTo(phase.advertiseSet());
      return client.shareKeys(next.advertiseSet(), next.advertiseBodies());
    }
  }
}
