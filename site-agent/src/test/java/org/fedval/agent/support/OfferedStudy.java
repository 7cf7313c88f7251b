package org.fedval.agent.support;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.config.SealKeyPair;
import org.fedval.agent.inference.TinyModels;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.study.SiteState;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.agent.vault.StableStorage;
import org.fedval.agent.worker.Workers;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.bundle.BundleWriter;
import org.fedval.wire.bundle.ModelSpec;
import org.fedval.wire.sealed.BundleSealer;
import org.fedval.wire.sealed.SealedBundle;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.study.LockedStudy;

/** A study as the first of three sites is offered it, with the home of that site's agent. */
public final class OfferedStudy {
  private static final List<String> SITES = List.of("a", "b", "c");
  private static final String PLAN =
      """
      schema: fedval.study/v1
      task: classification
      unit: image
      id: s-1
      title: A small study
      cohort:
        modalities: [DX]
      findings: [dark]
      operating_points: [balanced]
      subgroups:
        - attribute: sex
          levels: [F, M]
      endpoints:
        - finding: dark
          metric: sensitivity
          operating_point: balanced
          goal: 0.5
          alternative: 0.9
      """;
  private static final long EXPIRES = 4_000_000_000L;

  public final SecureRandom random = new SecureRandom();
  public final SigningKey coordinator;
  public final SigningKey owner;
  public final List<SigningKey> identities = new ArrayList<>();
  public final List<SealKeyPair> seals = new ArrayList<>();
  public final Roster roster;
  public final AgentHome home;
  public final byte[] plan;
  public final LockedStudy locked;
  public final SealedBundle sealed;

  /** The model's owner's copy, which no site ever gets. */
  public final Path plainFile;

  /** The sealed file as the agent keeps it; here from the start, so that nothing is fetched. */
  public final Path sealedFile;

  public OfferedStudy(Path folder) throws Exception {
    this(folder, TinyModels.filled(TinyModels.model(), TinyModels.spec()));
  }

  /** With a specification whose canaries a test may have changed. */
  public OfferedStudy(Path folder, ModelSpec spec) throws Exception {
    this(folder, spec, SITES);
  }

  /** With these sites, in this order; this home is the first one's. */
  public OfferedStudy(Path folder, ModelSpec spec, List<String> siteIds) throws Exception {
    this(folder, spec, siteIds, "");
  }

  /** With differential privacy of this epsilon; c is 2. */
  public static OfferedStudy withEpsilon(Path folder, double epsilon) throws Exception {
    String section = "privacy:\n  epsilon: " + epsilon + "\n  max_images_per_patient: 2\n";
    return new OfferedStudy(
        folder, TinyModels.filled(TinyModels.model(), TinyModels.spec()), SITES, section);
  }

  private OfferedStudy(Path folder, ModelSpec spec, List<String> siteIds, String more)
      throws Exception {
    this.coordinator = SigningKey.generate(random);
    this.owner = SigningKey.generate(random);
    this.plan = (PLAN + more).getBytes(StandardCharsets.UTF_8);
    List<Roster.Member> members = new ArrayList<>();
    for (String siteId : siteIds) {
      SigningKey identity = SigningKey.generate(random);
      identities.add(identity);
      SealKeyPair seal = SealKeyPair.generate(random);
      seals.add(seal);
      members.add(
          new Roster.Member(
              siteId,
              "Hospital " + siteId,
              identity.verifyingKey(),
              seal.publicKey().x25519(),
              Sha256Digest.hash(seal.publicKey().mlKem().toByteArray())));
    }
    this.roster = new Roster("roster", 1, coordinator.verifyingKey(), members);
    this.home = new AgentHome(folder.resolve("home"));
    home.prepare();
    Files.createDirectories(home.bundles());
    this.plainFile = folder.resolve("tiny.fvb");
    BundleWriter.write(plainFile, spec, TinyModels.model(), owner);
    Path written = folder.resolve("tiny.sealed");
    this.sealed = BundleSealer.seal(plainFile, written, owner, EXPIRES, random);
    this.sealedFile =
        home.bundles().resolve(sealed.described().manifest().ciphertextHash().hex() + ".sealed");
    Files.move(written, sealedFile);
    this.locked = LockedStudy.derive(plan, sealed.described(), roster, EXPIRES);
  }

  /** The wraps of the owner's key for a, b and c. */
  public List<SignedBody> wraps() {
    return sealed.wraps(
        locked.definition().hash(),
        roster,
        seals.stream().map(SealKeyPair::publicKey).toList(),
        owner,
        random);
  }

  private Octets countersigned(SignedBody manifest) {
    return coordinator.sign(SigInput.outsideByCoordinator(BundleManifest.TYPE, manifest.body()));
  }

  private OfferedStudy(OfferedStudy first, String yaml) throws Exception {
    this.coordinator = first.coordinator;
    this.owner = first.owner;
    this.identities.addAll(first.identities);
    this.roster = first.roster;
    this.home = first.home;
    this.seals.addAll(first.seals);
    this.sealed = first.sealed;
    this.plainFile = first.plainFile;
    this.sealedFile = first.sealedFile;
    this.plan = yaml.getBytes(StandardCharsets.UTF_8);
    this.locked = LockedStudy.derive(plan, sealed.described(), roster, EXPIRES);
  }

  /** Another study of the same sites, model and questions. */
  public OfferedStudy again(String id) throws Exception {
    return asking("id: s-1", "id: " + id);
  }

  /** The same study with a part of its plan replaced. */
  public OfferedStudy asking(String part, String instead) throws Exception {
    return new OfferedStudy(this, PLAN.replace(part, instead));
  }

  public SignedBody signedRoster() {
    byte[] body = roster.encode();
    return SignedBody.of(body, coordinator.sign(SigInput.outsideByCoordinator(Roster.TYPE, body)));
  }

  public SiteInstruction.StudyOffered offer() {
    return offer(locked.definition(), plan, coordinator, owner);
  }

  public SiteInstruction.StudyOffered offer(
      StudyDefinition definition, byte[] planYaml, SigningKey byCoordinator, SigningKey byOwner) {
    byte[] body = definition.encode();
    return new SiteInstruction.StudyOffered(
        SignedBody.of(
            body, byCoordinator.sign(SigInput.outsideByCoordinator(StudyDefinition.TYPE, body))),
        SignedBody.signOutside(StudyDefinition.TYPE, body, byOwner).signatureOctets(),
        Octets.of(planYaml),
        new SiteInstruction.OfferedModel(
            sealed.manifest(),
            countersigned(sealed.manifest()),
            Octets.of(sealed.described().model().encode())));
  }

  public ApprovalPolicy policy() {
    return policy(10, 3);
  }

  public ApprovalPolicy policy(int cell, int sites) {
    return new ApprovalPolicy(
        ApprovalPolicy.SCHEMA,
        List.of(owner.verifyingKey().fingerprint().text()),
        cell,
        sites,
        null,
        null,
        null);
  }

  /** What this site remembers between starts, read from its home. */
  public SiteState state() throws Exception {
    return state(new LocalDisk());
  }

  public SiteState state(StableStorage disk) throws Exception {
    return SiteState.open(
        home,
        HomeVault.open(home, random),
        disk,
        identities.get(0),
        coordinator.verifyingKey(),
        "a",
        policy(),
        random);
  }

  public AgentConfig config() {
    return new AgentConfig(
        AgentConfig.SCHEMA, "a", "Hospital a", "localhost:7444", Path.of("images"), null, 1);
  }

  /** The workers that {@link #config} asks for. */
  public Workers workers() {
    return new Workers(config().inference(home));
  }

  /** The operator's yes to the roster and to every other site. */
  public void trustEverybody() throws Exception {
    Files.writeString(home.approvedRostersFile(), roster.hash().hex() + "\n");
    StringBuilder fingerprints = new StringBuilder();
    roster
        .members()
        .forEach(m -> fingerprints.append(m.identity().fingerprint().text()).append('\n'));
    Files.writeString(home.fingerprintsFile(), fingerprints);
  }
}
