package org.fedval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.cli.client.RosterMembers.kem;
import static org.fedval.cli.client.RosterMembers.member;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.files.SigningKeyFile;
import org.fedval.wire.sealed.DescribedBundle;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.submission.RosterFile;
import org.fedval.wire.submission.StudyPackage;
import org.fedval.wire.submission.StudyPackageFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyPackTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PLAN =
      """
      schema: fedval.study/v1
      task: %s
      unit: image
      id: packed-study
      title: Packed without a network
      findings: [bright]
      operating_points: [balanced]
      """;

  @TempDir private Path folder;

  private Roster roster;
  private Path rosterFile;
  private Path plan;
  private Path bundle;
  private Path key;
  private Path out;

  @BeforeEach
  void files() throws Exception {
    SigningKey coordinator = SigningKey.generate(RANDOM);
    Octets[] kems = {kem(), kem(), kem()};
    roster =
        new Roster(
            "north",
            3,
            coordinator.verifyingKey(),
            List.of(member("a", kems[0]), member("b", kems[1]), member("c", kems[2])));
    byte[] body = roster.encode();
    SignedBody signed =
        SignedBody.of(body, coordinator.sign(SigInput.outsideByCoordinator(Roster.TYPE, body)));
    rosterFile = folder.resolve("roster-3.fvr");
    Files.write(rosterFile, RosterFile.encode(signed, List.of(kems)));
    plan = folder.resolve("plan.yaml");
    Files.writeString(plan, PLAN.formatted("classification"));
    key = folder.resolve("owner.pem");
    SigningKeyFile.write(key, SigningKey.generate(RANDOM));
    out = folder.resolve("study.fvs");
    TinyFiles.model(folder);
    bundle = folder.resolve(TinyFiles.BUNDLE);
    Fedval made = TinyFiles.bundle(folder, "--key", key);
    assertThat(made.exit()).as(made.err()).isZero();
  }

  @Test
  void a_package_holds_the_signed_study_for_the_roster_of_the_file_and_the_sealed_bundle()
      throws Exception {
    Fedval packed = pack("--bundle", bundle);

    assertThat(packed.exit()).as(packed.err()).isZero();
    try (InputStream in = Files.newInputStream(out)) {
      StudyPackage signed = StudyPackageFile.readHead(in);
      StudyDefinition definition = StudyDefinition.decode(signed.definition().body());
      StudyPackage.Model model = signed.model();
      BundleManifest manifest = BundleManifest.signedBy(model.manifest(), definition.owner());

      assertThat(packed.out().strip()).isEqualTo(definition.hash().hex());
      assertThat(signed.planYaml().toByteArray()).isEqualTo(Files.readAllBytes(plan));
      assertThat(
              LockedStudy.derive(
                      signed.planYaml().toByteArray(),
                      DescribedBundle.of(manifest, model.description().toByteArray()),
                      roster,
                      definition.expires())
                  .definition())
          .isEqualTo(definition);
      assertThat(signed.definition().isSignedOutsideBy(definition.owner(), StudyDefinition.TYPE))
          .isTrue();
      assertThat(model.wraps()).hasSize(3);
      assertThat(Sha256Digest.hash(in.readAllBytes())).isEqualTo(model.sealedFile());
    }
  }

  @Test
  void no_key_of_the_owner_is_in_a_package() throws Exception {
    pack("--bundle", bundle);

    String pem =
        Files.readString(key).lines().filter(line -> !line.startsWith("-")).findFirst().get();
    byte[] der = java.util.Base64.getDecoder().decode(pem);
    byte[] secret = java.util.Arrays.copyOfRange(der, der.length - 32, der.length);
    assertThat(latin(Files.readAllBytes(out))).doesNotContain(latin(secret));
  }

  @Test
  void a_feasibility_study_is_packed_without_a_bundle() throws Exception {
    Files.writeString(plan, PLAN.formatted("feasibility"));

    Fedval packed = pack();

    assertThat(packed.exit()).as(packed.err()).isZero();
    try (InputStream in = Files.newInputStream(out)) {
      assertThat(StudyPackageFile.readHead(in).model()).isNull();
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void another_roster_than_the_pinned_one_is_not_signed_for() {
    Fedval packed = pack("--bundle", bundle, "--roster", "0".repeat(64));

    assertThat(packed.exit()).isEqualTo(1);
    assertThat(packed.err()).contains("not the one of --roster; nothing was sent.");
    assertThat(out).doesNotExist();
  }

  @Test
  void a_roster_file_that_was_changed_is_not_signed_for() throws Exception {
    byte[] changed = Files.readAllBytes(rosterFile);
    changed[changed.length - 1] ^= 1;
    Files.write(rosterFile, changed);

    Fedval packed = pack("--bundle", bundle);

    assertThat(packed.exit()).isEqualTo(1);
    assertThat(packed.err()).contains("is not sound");
    assertThat(out).doesNotExist();
  }

  @Test
  void a_roster_comes_from_one_place() {
    Fedval packed = Fedval.run("study", "pack", "--plan", plan, "--key", key, "--out", out);

    assertThat(packed.exit()).isEqualTo(2);
    assertThat(packed.err()).contains("takes the roster from --roster-file, or from --coordinator");
  }

  @Test
  void a_package_is_submitted_alone() {
    Fedval submitted =
        Fedval.run(
            "study",
            "submit",
            out,
            "--key",
            key,
            "--coordinator",
            "localhost:1",
            "--credentials",
            folder);

    assertThat(submitted.exit()).isEqualTo(2);
    assertThat(submitted.err()).contains("takes a signed package alone");
  }

  @Test
  void a_damaged_head_is_told_from_another_file() throws Exception {
    pack("--bundle", bundle);
    byte[] whole = Files.readAllBytes(out);
    byte[] damaged = whole.clone();
    damaged[StudyPackageFile.PREAMBLE_BYTES] ^= 1;

    assertThat(code(damaged)).isEqualTo("DAMAGED");
    assertThat(code(java.util.Arrays.copyOf(whole, 200))).isEqualTo("DAMAGED");
    assertThat(code("PK and so on".repeat(10).getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("NOT_A_PACKAGE");
  }

  private static String code(byte[] file) throws Exception {
    try {
      StudyPackageFile.readHead(new ByteArrayInputStream(file));
      return "";
    } catch (org.fedval.wire.submission.PackageException e) {
      return e.code();
    }
  }

  private Fedval pack(Object... more) {
    Object[] args = new Object[10 + more.length];
    Object[] first = {
      "study", "pack", "--plan", plan, "--key", key, "--roster-file", rosterFile, "--out", out
    };
    System.arraycopy(first, 0, args, 0, first.length);
    System.arraycopy(more, 0, args, first.length, more.length);
    return Fedval.run(args);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
