package org.fedval.agent.study;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.fedval.agent.cases.CaseJournals;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.config.SealKeyPair;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.dicom.Tag;
import org.fedval.agent.secagg.FrozenCases;
import org.fedval.agent.secagg.FrozenSlots;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.agent.worker.Workers;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.sealed.DescribedBundle;
import org.fedval.wire.study.LockedStudy;

/** A study and a hospital's images in a folder, which a second process can open as well. */
final class StoredCohort {
  private static final SecretBytes COHORT_KEY = SecretBytes.copyOf(new byte[32]);
  private static final long EXPIRES = 4_000_000_000L;

  final StatusBoard status = new StatusBoard();
  final AgentHome home;
  final Path images;
  private final LockedStudy locked;
  private final DescribedBundle described;
  private final Roster roster;
  private final Path bundle;
  private final SecureRandom random = new SecureRandom();

  private StoredCohort(Path folder) throws Exception {
    this.home = new AgentHome(folder.resolve("home"));
    this.images = home.root().resolve("images");
    this.bundle = folder.resolve("tiny.fvb");
    this.roster = Roster.decode(Files.readAllBytes(folder.resolve("roster")));
    this.described =
        DescribedBundle.of(
            BundleManifest.decode(Files.readAllBytes(folder.resolve("manifest"))),
            Files.readAllBytes(folder.resolve("model")));
    this.locked =
        LockedStudy.derive(
            Files.readAllBytes(folder.resolve("plan.yaml")), described, roster, EXPIRES);
  }

  /** Makes a study in this folder, without images. */
  static StoredCohort make(Path folder) throws Exception {
    OfferedStudy study = new OfferedStudy(folder);
    Files.write(folder.resolve("plan.yaml"), study.plan);
    Files.write(folder.resolve("roster"), study.roster.encode());
    Files.write(folder.resolve("manifest"), study.sealed.described().manifest().encode());
    Files.write(folder.resolve("model"), study.sealed.described().model().encode());
    StoredCohort stored = open(folder);
    Files.createDirectories(stored.images);
    stored.labels(0);
    return stored;
  }

  static StoredCohort open(Path folder) throws Exception {
    return new StoredCohort(folder);
  }

  /** Images 0 to n - 1 with other pixels each, a patient for two of them, and their labels. */
  StoredCohort with(int cases) throws Exception {
    for (int n = 0; n < cases; n++) {
      image(n, n);
    }
    labels(cases);
    return this;
  }

  void image(int n, long seed) throws Exception {
    Random values = new Random(seed);
    short[] pixels = new short[6];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) values.nextInt(4096);
    }
    Files.write(
        file(n),
        SampleImages.bytes(
            SampleImages.image("2.25." + n)
                .text(Tag.PATIENT_SEX, n % 3 == 0 ? "F" : "M")
                .pixels16(pixels)
                .build()));
  }

  Path file(int n) {
    return images.resolve("%06d.dcm".formatted(n));
  }

  void labels(int cases) throws Exception {
    StringBuilder rows = new StringBuilder("sop_instance_uid,patient_id,dark\n");
    for (int n = 0; n < cases; n++) {
      rows.append("2.25.%d,P-%d,%d\n".formatted(n, n / 2, n % 2));
    }
    Files.writeString(images.resolve("labels.csv"), rows);
  }

  CaseJournals journals() throws Exception {
    return new CaseJournals(home.cases(), HomeVault.open(home, random), new LocalDisk(), random);
  }

  Path journal() {
    return home.cases().resolve(locked.definition().hash().hex() + ".journal");
  }

  LockedStudy study() {
    return locked;
  }

  /** One pass: digest of what is frozen, of the cases behind it, and of the data-quality record. */
  String count() throws Exception {
    return count("test");
  }

  String count(String software) throws Exception {
    StudyRun run =
        new StudyRun(
            null,
            new CheckedOffer(
                locked, new CheckedOffer.Bundle(described.manifest(), described.model())),
            roster,
            new TrustRules(Set.of(), 2),
            null,
            new ModelVault(
                home,
                "a",
                SealKeyPair.generate(random),
                SigningKey.generate(random).verifyingKey()),
            status,
            new CohortHours(null, Clock.systemUTC(), status));
    AgentConfig config =
        new AgentConfig(
            AgentConfig.SCHEMA, "a", "Hospital a", "localhost:7444", Path.of("images"), null, 1);
    StudyRun.Cohort cohort =
        run.count(
            LockedBundle.read(bundle),
            new StudyRun.Place(
                home,
                config,
                new Workers(config.inference(home)),
                COHORT_KEY,
                journals(),
                software,
                random));
    FvcWriter all = FvcWriter.labelled("test");
    for (long[] unit : cohort.counts().units()) {
      all.vec(Arrays.toString(unit).getBytes(StandardCharsets.UTF_8));
    }
    keep(cohort);
    return all.digest(Sha256Digest.hash(cohort.cases().encode()))
        .digest(Sha256Digest.hash(cohort.record().encode()))
        .vec(
            Files.readAllBytes(
                home.dataQuality().resolve(locked.definition().hash().hex() + ".json")))
        .hash()
        .hex();
  }

  /** Writes what the agent keeps of a counted cohort. */
  private void keep(StudyRun.Cohort cohort) throws Exception {
    Kek kek = HomeVault.open(home, random);
    LocalDisk disk = new LocalDisk();
    new FrozenCases(home.frozen(), kek, disk)
        .keep(locked.definition().hash(), EXPIRES, cohort.cases());
    var unused =
        new FrozenSlots(home.frozen(), home.evidence(), kek, disk, random)
            .freezeOnce(
                locked.definition(),
                LockedStudy.FIRST_SLOT,
                locked.layout(),
                0,
                cohort.counts(),
                cohort.record());
  }
}
