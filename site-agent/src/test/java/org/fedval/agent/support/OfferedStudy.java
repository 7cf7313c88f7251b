package org.fedval.agent.support;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.inference.TinyModels;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.bundle.BundleWriter;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpec;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.study.LockedStudy;

/** A study as the first of three sites is offered it, with the home of that site's agent. */
public final class OfferedStudy {
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
  public final SigningKey coordinator = SigningKey.generate(random);
  public final SigningKey owner = SigningKey.generate(random);
  public final List<SigningKey> identities = new ArrayList<>();
  public final Roster roster;
  public final AgentHome home;
  public final byte[] plan;
  public final LockedStudy locked;
  public final Sha256Digest bundle;

  public OfferedStudy(Path folder) throws Exception {
    this(folder, TinyModels.filled(TinyModels.model(), TinyModels.spec()));
  }

  /** With a specification whose canaries a test may have changed. */
  public OfferedStudy(Path folder, ModelSpec spec) throws Exception {
    this(folder, spec, "");
  }

  /** With differential privacy of this epsilon; c is 2. */
  public static OfferedStudy withEpsilon(Path folder, double epsilon) throws Exception {
    String section = "privacy:\n  epsilon: " + epsilon + "\n  max_images_per_patient: 2\n";
    return new OfferedStudy(
        folder, TinyModels.filled(TinyModels.model(), TinyModels.spec()), section);
  }

  private OfferedStudy(Path folder, ModelSpec spec, String more) throws Exception {
    this.plan = (PLAN + more).getBytes(StandardCharsets.UTF_8);
    List<Roster.Member> members = new ArrayList<>();
    for (String siteId : List.of("a", "b", "c")) {
      SigningKey identity = SigningKey.generate(random);
      identities.add(identity);
      members.add(
          new Roster.Member(
              siteId,
              "Hospital " + siteId,
              identity.verifyingKey(),
              Octets.of(new byte[32]),
              Sha256Digest.ZERO));
    }
    this.roster = new Roster("roster", 1, coordinator.verifyingKey(), members);
    this.home = new AgentHome(folder.resolve("home"));
    home.prepare();
    Files.createDirectories(home.bundles());
    Path file = folder.resolve("tiny.fvb");
    BundleWriter.write(file, spec, TinyModels.model(), owner);
    LockedBundle read = LockedBundle.read(file);
    this.bundle = read.bundleDigest();
    Files.move(file, home.bundles().resolve(bundle.hex() + ".fvb"));
    this.locked = LockedStudy.derive(plan, read, roster, EXPIRES);
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
        bundle,
        1);
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
        null);
  }

  public AgentConfig config() {
    return new AgentConfig(
        AgentConfig.SCHEMA, "a", "Hospital a", "localhost:7444", Path.of("images"), null, 1);
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
