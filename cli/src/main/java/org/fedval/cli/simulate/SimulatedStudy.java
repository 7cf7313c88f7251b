package org.fedval.cli.simulate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.AdvertisedClient;
import org.fedval.crypto.secagg.FrozenVector;
import org.fedval.crypto.secagg.PublicChecks;
import org.fedval.crypto.secagg.Quorum;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SimulatedClients;
import org.fedval.crypto.secagg.SitePolicy;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SlotLayout;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secagg.body.UnitKind;
import org.fedval.crypto.secagg.slot.CohortRecord;
import org.fedval.crypto.secret.SecretBytes;

/**
 * Keys, roster, study, layout, cohorts and the sites' vectors, all from the seed. The layout is a
 * gate of six words and three units whose lengths sum to the given length, with a bound that needs
 * 64-bit ring words.
 */
final class SimulatedStudy {
  static final int MIN_SITES = 3;
  static final int CELLS = 3;

  private static final long BOUND = 1L << 40;
  private static final int PATIENTS = 20;
  private static final long MIN_CELL = 10;
  private static final String SLOT = "slot-0";
  private static final int KEY_BYTES = 32;

  private final long seed;
  private final UnaryOperator<SessionTerms> graph;
  private final SigningKey coordinator;
  private final List<SigningKey> identities = new ArrayList<>();
  private final Set<VerifyingKey> trusted = new HashSet<>();
  private final FilledCells rule = new FilledCells(1);
  private final Roster roster;
  private final Layout layout;
  private final StudyDefinition definition;

  /**
   * @param graph the standard share graph, or in a test a smaller one
   */
  SimulatedStudy(int sites, int length, long seed, UnaryOperator<SessionTerms> graph) {
    this.seed = seed;
    this.graph = graph;
    this.coordinator = SigningKey.generate(new SeededBytes(seed, "coordinator"));
    SeededBytes keys = new SeededBytes(seed, "identities");
    List<Roster.Member> members = new ArrayList<>();
    for (int site = 0; site < sites; site++) {
      SigningKey identity = SigningKey.generate(keys);
      identities.add(identity);
      trusted.add(identity.verifyingKey());
      members.add(
          new Roster.Member(
              "site-%04d".formatted(site),
              "Simulated hospital %04d".formatted(site),
              identity.verifyingKey(),
              Octets.of(new byte[KEY_BYTES]),
              Sha256Digest.ZERO));
    }
    this.roster = new Roster("simulated", 1, coordinator.verifyingKey(), members);
    this.layout = layout(length);
    this.definition = study(faults(sites));
  }

  /** Corrupt sites that a roster of this size tolerates by default. */
  static int faults(int sites) {
    return Quorum.defaultFaults(sites);
  }

  /** Fewest survivors of a session. */
  static int floor(int sites) {
    return new Quorum(sites, faults(sites)).survivorFloor(MIN_SITES);
  }

  SigningKey coordinator() {
    return coordinator;
  }

  FilledCells rule() {
    return rule;
  }

  Roster roster() {
    return roster;
  }

  SigningKey identity(int site) {
    return identities.get(site);
  }

  Layout layout() {
    return layout;
  }

  /** The coordinator's proposal of one attempt. */
  SessionTerms propose(int attempt, Schedule schedule) {
    return graph.apply(
        SessionTerms.propose(
            coordinator,
            roster,
            definition,
            SLOT,
            attempt,
            layout,
            new byte[0],
            schedule.deadlines(),
            new SeededBytes(seed, "proposal " + attempt)));
  }

  /** What a site makes of a proposal. */
  SessionTerms check(SignedBody proposal) {
    return graph.apply(
        SessionTerms.check(
            proposal,
            coordinator.verifyingKey(),
            roster,
            roster.hash(),
            definition,
            layout,
            new byte[0],
            SitePolicy.defaults()));
  }

  /** A site that checked the proposal. */
  AdvertisedClient client(int site, SessionTerms checked, int attempt, PublicChecks checks) {
    return SimulatedClients.open(
        checked,
        site,
        identities.get(site),
        new TrustRules(trusted, TrustRules.DEFAULT_MIN_TRUSTED),
        rule,
        new SeededBytes(seed, "site " + site + " attempt " + attempt),
        checks);
  }

  FrozenVector frozen(int site) {
    SecretBytes salt = SecretBytes.random(KEY_BYTES, new SeededBytes(seed, "salt " + site));
    return FrozenVector.freeze(layout, plain(site), salt, site);
  }

  /** A site's patients, of whom nobody else has one. */
  CohortRecord cohort(int site) {
    CohortRecord.Builder builder =
        CohortRecord.keyedWith(
            SecretBytes.random(KEY_BYTES, new SeededBytes(seed, "cohort " + site)));
    for (int p = 0; p < PATIENTS; p++) {
      String patient = "site" + site + "-" + p;
      builder.add(patient, patient + "-image", new byte[1]);
    }
    return builder.build();
  }

  /** The vector of a site, the same at every call. */
  List<long[]> plain(int site) {
    Random numbers = new Random(31 * seed + site);
    List<long[]> units = new ArrayList<>();
    for (Layout.Unit unit : layout.units()) {
      long[] words = new long[(int) unit.length()];
      for (int e = 0; e < words.length; e++) {
        words[e] =
            switch (unit.kind()) {
              case GATE -> e % 2 == 0 ? PATIENTS + numbers.nextInt(PATIENTS) : 1;
              case SIGNED -> numbers.nextLong() % BOUND;
              default -> numbers.nextLong() & (BOUND - 1);
            };
      }
      units.add(words);
    }
    return units;
  }

  private static Layout layout(int length) {
    int third = length / CELLS;
    return new Layout(
        List.of(
            unit("gate", 2 * CELLS, UnitKind.GATE),
            unit("a", third, UnitKind.UNSIGNED),
            unit("b", third, UnitKind.SIGNED),
            unit("c", length - 2 * third, UnitKind.UNSIGNED)));
  }

  private static Layout.Unit unit(String name, int length, UnitKind kind) {
    return new Layout.Unit(name, length, kind, List.of(), Layout.ROOT, BOUND);
  }

  private StudyDefinition study(int faults) {
    VerifyingKey owner = identities.get(0).verifyingKey();
    return new StudyDefinition(
        "simulated",
        1,
        coordinator.verifyingKey(),
        owner,
        Sha256Digest.ZERO,
        0,
        0,
        rule.id(),
        List.of(new StudyDefinition.Model(owner, Sha256Digest.ZERO, Sha256Digest.ZERO)),
        Sha256Digest.ZERO,
        SlotLayout.hash(SLOT, layout, new byte[0]),
        List.of(SLOT),
        MIN_SITES,
        faults,
        MIN_CELL,
        Math.max(MIN_SITES, faults + 2),
        PrivacyTerms.off(),
        Sha256Digest.ZERO,
        0,
        false,
        1);
  }
}
