package org.fedval.crypto.secagg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SlotLayout;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secagg.body.UnitKind;
import org.fedval.crypto.secret.SecretBytes;

/** A coordinator and n sites with keys, roster, study, layout and vectors, all from one seed. */
final class TestFederation {
  static final GateRule RULE = new ThresholdGateRule(7);
  static final int GATE_LENGTH = 6;

  final SeededRandom random;
  final PrivacyTerms privacy;
  final SigningKey coordinator;
  final List<SigningKey> identities = new ArrayList<>();
  final Roster roster;
  final Layout layout;
  final StudyDefinition study;
  SessionTerms proposed;
  GraphRule graph = GraphRule.STANDARD;
  int minTrusted = TrustRules.DEFAULT_MIN_TRUSTED;
  final List<List<long[]>> plain = new ArrayList<>();

  TestFederation(int sites, long bound, long seed) {
    this(sites, bound, seed, 2051);
  }

  /** The same with another length of the long unit. */
  TestFederation(int sites, long bound, long seed, int length) {
    this(sites, bound, seed, layout(bound, length, UnitKind.SIGNED), PrivacyTerms.off());
  }

  /** The same with a layout of four units, the third one signed. */
  TestFederation(int sites, long bound, long seed, Layout units) {
    this(sites, bound, seed, units, PrivacyTerms.off());
  }

  /** With differential privacy every unit holds counts, and every cell is well filled. */
  TestFederation(int sites, long bound, long seed, int length, PrivacyTerms privacy) {
    this(
        sites,
        bound,
        seed,
        layout(bound, length, privacy.on() ? UnitKind.UNSIGNED : UnitKind.SIGNED),
        privacy);
  }

  private TestFederation(int sites, long bound, long seed, Layout units, PrivacyTerms privacy) {
    this.privacy = privacy;
    this.random = new SeededRandom(seed);
    this.coordinator = SigningKey.generate(random);
    List<Roster.Member> members = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      identities.add(SigningKey.generate(random));
      members.add(
          new Roster.Member(
              "site-%03d".formatted(i),
              "Hospital %03d".formatted(i),
              identities.get(i).verifyingKey(),
              Octets.of(new byte[32]),
              Sha256Digest.ZERO));
    }
    this.roster = new Roster("roster", 1, coordinator.verifyingKey(), members);
    this.layout = units;
    this.study = study(Quorum.defaultFaults(sites), 3, 10);
    this.proposed = propose(study, layout, roster);
    for (int i = 0; i < sites; i++) {
      plain.add(vector(i, bound));
    }
  }

  static Layout layout(long bound) {
    return layout(bound, 2051, UnitKind.SIGNED);
  }

  static Layout layout(long bound, int length, UnitKind kind) {
    return new Layout(
        List.of(
            new Layout.Unit("gate", GATE_LENGTH, UnitKind.GATE, List.of(), Layout.ROOT, bound),
            new Layout.Unit("a", 5, UnitKind.UNSIGNED, List.of(), Layout.ROOT, bound),
            new Layout.Unit("b", length, kind, List.of(1), Layout.ROOT, bound),
            new Layout.Unit("c", 3, UnitKind.UNSIGNED, List.of(1), Layout.ROOT, bound)));
  }

  StudyDefinition study(int f, int minSites, long minCell) {
    return new StudyDefinition(
        "study",
        1,
        coordinator.verifyingKey(),
        identities.get(0).verifyingKey(),
        Sha256Digest.ZERO,
        0,
        0,
        RULE.id(),
        List.of(
            new StudyDefinition.Model(
                identities.get(0).verifyingKey(), Sha256Digest.ZERO, Sha256Digest.ZERO)),
        Sha256Digest.ZERO,
        SlotLayout.hash("slot-0", layout, new byte[0]),
        List.of("slot-0"),
        minSites,
        f,
        minCell,
        Math.max(3, f + 2),
        privacy,
        Sha256Digest.ZERO,
        0,
        false,
        1);
  }

  /** The same keys and documents with a further proposal as the session to run. */
  TestFederation reproposed() {
    proposed = session(study);
    return this;
  }

  /** Another study over the same layout. */
  StudyDefinition otherStudy(String id) {
    return like(study, id, study.slots());
  }

  /** A study with a later slot. */
  StudyDefinition twoSlots() {
    return like(study, "later", List.of("slot-0", "slot-1"));
  }

  private static StudyDefinition like(StudyDefinition s, String id, List<String> slots) {
    return new StudyDefinition(
        id,
        s.version(),
        s.coordinator(),
        s.owner(),
        s.planHash(),
        s.task(),
        s.unitOfAnalysis(),
        s.gateRule(),
        s.models(),
        s.datasetCriteriaHash(),
        s.layoutHash(),
        slots,
        s.minSites(),
        s.f(),
        s.minCell(),
        s.minContributors(),
        s.privacy(),
        s.teePolicyHash(),
        s.datasetRule(),
        s.postQuantumSignatures(),
        s.expires());
  }

  /** A further session of a study. */
  SessionTerms session(StudyDefinition definition) {
    return propose(definition, layout, roster);
  }

  AdvertisedClient client(int site, SessionTerms terms) {
    return AdvertisedClient.open(
        SessionTerms.check(
            terms.signedProposal(),
            coordinator.verifyingKey(),
            roster,
            roster.hash(),
            terms.study(),
            layout,
            new byte[0],
            SitePolicy.defaults()),
        site,
        identities.get(site),
        trustAll(),
        RULE,
        random);
  }

  SignedBody signAs(int site, String type, byte[] body) {
    return SignedBody.sign(type, proposed.sid(), site, body, identities.get(site));
  }

  SessionTerms propose(StudyDefinition definition, Layout units, Roster members) {
    return SessionTerms.propose(
        coordinator,
        members,
        definition,
        "slot-0",
        1,
        units,
        new byte[0],
        new SessionProposal.Deadlines(1, 2, 3, 4),
        random);
  }

  SessionTerms check(SignedBody proposal) {
    return SessionTerms.check(
        proposal,
        coordinator.verifyingKey(),
        roster,
        roster.hash(),
        study,
        layout,
        new byte[0],
        SitePolicy.defaults());
  }

  TrustRules trustAll() {
    Set<VerifyingKey> keys = new HashSet<>();
    identities.forEach(key -> keys.add(key.verifyingKey()));
    return new TrustRules(keys, minTrusted);
  }

  FrozenVector frozen(int site) {
    SecretBytes salt = SecretBytes.random(32, random);
    return SlotNoise.of(study)
        .map(
            noise ->
                FrozenVector.freezeWithNoise(
                    layout, plain.get(site), salt, site, noise, SecretBytes.random(32, random)))
        .orElseGet(() -> FrozenVector.freeze(layout, plain.get(site), salt, site));
  }

  AdvertisedClient client(int site) {
    return AdvertisedClient.open(
        check(proposed.signedProposal()).withGraph(graph),
        site,
        identities.get(site),
        trustAll(),
        RULE,
        random);
  }

  /** Signs as the coordinator of the proposed session, truthful or not. */
  SignedBody sign(String type, byte[] body) {
    return SignedBody.sign(type, proposed.sid(), SigInput.COORDINATOR, body, coordinator);
  }

  SecAggRun run() {
    return new SecAggRun(this);
  }

  /** Unit-wise plaintext sum over the given sites. */
  long[] plainSum(Set<Integer> sites, int unit) {
    long[] sum = new long[(int) layout.units().get(unit).length()];
    for (int site : sites) {
      long[] numbers = plain.get(site).get(unit);
      for (int e = 0; e < sum.length; e++) {
        sum[e] += numbers[e];
      }
    }
    return sum;
  }

  // Cell a is well filled, b too, c has one patient at one site: its unit must stay closed.
  private List<long[]> vector(int site, long bound) {
    long[] gate =
        privacy.on()
            ? new long[] {bound, bound, bound, bound, bound, bound}
            : new long[] {40 + site, 1, 20, 1, site == 0 ? 1 : 0, site == 0 ? 1 : 0};
    long[] b = new long[(int) layout.units().get(2).length()];
    for (int e = 0; e < b.length; e++) {
      long magnitude = bound - random.nextInt(50);
      b[e] = e % 2 == 0 ? magnitude : privacy.on() ? 0 : -magnitude;
    }
    return List.of(gate, new long[] {bound, 0, site, 3, 4}, b, new long[] {1, 2, site});
  }

  static <V> Map<Integer, V> without(Map<Integer, V> map, int key) {
    Map<Integer, V> rest = new HashMap<>(map);
    rest.remove(key);
    return new TreeMap<>(rest);
  }
}
