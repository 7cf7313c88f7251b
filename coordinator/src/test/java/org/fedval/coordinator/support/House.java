package org.fedval.coordinator.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.audit.WitnessDesk;
import org.fedval.coordinator.config.Deadlines;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.desk.Approvals;
import org.fedval.coordinator.desk.EventLoop;
import org.fedval.coordinator.desk.ModelCustody;
import org.fedval.coordinator.desk.ProofMaker;
import org.fedval.coordinator.desk.ReportPublisher;
import org.fedval.coordinator.desk.StudyDesk;
import org.fedval.coordinator.desk.StudySubmission;
import org.fedval.coordinator.desk.Submission;
import org.fedval.coordinator.round.Outboxes;
import org.fedval.coordinator.round.RoundDriver;
import org.fedval.coordinator.round.RoundFactory;
import org.fedval.coordinator.site.AgentVersions;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.LockedStudies;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.store.RosterRepository;
import org.fedval.coordinator.store.SealedBundleRepository;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.store.SlotRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.store.TokenRepository;
import org.fedval.coordinator.store.VectorRepository;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.secagg.body.EnrollRequest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.sealed.BundleSealer;
import org.fedval.wire.sealed.SealedBundle;
import org.fedval.wire.study.LockedStudy;

/** A coordinator's parts on a real database file, with a clock that a test moves. */
public final class House implements AutoCloseable {
  public static final Deadlines DEADLINES =
      new Deadlines(Duration.ofDays(1), Duration.ofHours(1), Duration.ofHours(2));

  public final HandClock clock = new HandClock();
  public final SecureRandom random = new SecureRandom();
  public final SigningKey coordinatorKey = SigningKey.generate(random);
  public final SigningKey owner = SigningKey.generate(random);
  public final Map<String, SigningKey> identities = new TreeMap<>();
  public final Map<String, SealPair> seals = new TreeMap<>();
  public final Path folder;
  public BundleStore bundles;
  public VectorRepository vectors;
  public Database database;
  public AuditLog audit;
  public SiteRepository sites;
  public RosterRepository rosterRows;
  public RosterBook rosters;
  public StudyRepository studies;
  public ReportRepository reports;
  public SealedBundleRepository sealedRows;
  public LockedStudies lockedStudies;
  public ModelCustody custody;
  public SealedBundle sealed;
  public Outboxes outboxes;
  public EventLoop loop;
  public RoundFactory rounds;
  public StudySubmission submission;
  public StudyDesk desk;

  private final Supplier<Database> opening;

  public House(Path folder) throws Exception {
    this(folder, () -> TestDatabase.SQLITE.open(folder));
  }

  /** On a database of the test's choice, opened again at each restart. */
  public House(Path folder, Supplier<Database> opening) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.opening = opening;
    open();
  }

  /** The same folder under a new process. */
  public void restart() {
    close();
    open();
  }

  private void open() {
    database = opening.get();
    bundles = new BundleStore(database);
    vectors = new VectorRepository(database);
    audit = openLog();
    sites = new SiteRepository(database);
    rosterRows = new RosterRepository(database);
    rosters = new RosterBook(sites, rosterRows, coordinatorKey);
    studies = new StudyRepository(database);
    reports = new ReportRepository(database);
    sealedRows = new SealedBundleRepository(database);
    lockedStudies = new LockedStudies(sealedRows);
    custody = new ModelCustody(studies, rosters, sealedRows, bundles, clock);
    outboxes = new Outboxes();
    loop = new EventLoop();
    rounds =
        new RoundFactory(
            coordinatorKey,
            lockedStudies,
            vectors,
            new RoundDriver.RoundServices(
                DEADLINES, clock, outboxes, new SessionBodyRepository(database)),
            random);
    submission = new StudySubmission(rosters, bundles, sealedRows, studies, coordinatorKey, clock);
    desk =
        new StudyDesk(
            new StudyDesk.Parts(
                loop,
                studies,
                rosters,
                sealedRows,
                custody,
                new Approvals(sites, rosterRows, studies),
                submission,
                outboxes,
                rounds,
                new SlotRepository(database),
                new ReportPublisher(
                    lockedStudies,
                    reports,
                    clock,
                    "test",
                    new AgentVersions(),
                    new ProofMaker(
                        coordinatorKey,
                        audit,
                        rosters,
                        sealedRows,
                        new SessionBodyRepository(database))),
                new WitnessDesk(audit, sites, outboxes, clock),
                DEADLINES,
                clock));
  }

  private AuditLog openLog() {
    try {
      return AuditLog.open(database, coordinatorKey, clock);
    } catch (StartException e) {
      database.close();
      throw new IllegalStateException(e);
    }
  }

  public void enrol(String... siteIds) {
    for (String siteId : siteIds) {
      SigningKey identity = SigningKey.generate(random);
      identities.put(siteId, identity);
      SealPair seal = new SealPair(random);
      seals.put(siteId, seal);
      byte[] token = Sha256Digest.hash(siteId.getBytes()).toByteArray();
      byte[] body =
          new EnrollRequest(
                  siteId,
                  Sha256Digest.of(token),
                  identity.verifyingKey(),
                  seal.x25519.publicKey(),
                  seal.mlKem.encapsulationKey(),
                  Octets.of(new byte[] {1}),
                  0)
              .encode();
      new TokenRepository(database).add(token, siteId, clock.instant().plus(Duration.ofDays(1)));
      assertThat(
              sites.enrol(
                  token,
                  new SiteRepository.EnrolledSite(
                      siteId,
                      "Hospital " + siteId,
                      identity.verifyingKey().toByteArray(),
                      SignedBody.signOutside(EnrollRequest.TYPE, body, identity)),
                  clock.instant()))
          .isTrue();
    }
  }

  public Roster publishRoster() {
    return Roster.decode(rosters.publish("roster").orElseThrow().body());
  }

  /** A bundle of the owner's, sealed and uploaded; the digest of the sealed file. */
  public Sha256Digest uploadBundle() throws Exception {
    sealed = seal(expires());
    return upload(sealed);
  }

  /** Uploads what {@link #seal} wrote last. */
  public Sha256Digest upload(SealedBundle bundle) throws Exception {
    Sha256Digest digest = bundle.described().manifest().ciphertextHash();
    try (BundleStore.Upload upload = bundles.begin(digest)) {
      upload.append(Files.readAllBytes(sealedFile()));
      assertThat(upload.finish()).isTrue();
    }
    return digest;
  }

  /** A sealed bundle that is not uploaded. */
  public SealedBundle seal(long expires) throws Exception {
    Path file = folder.resolve("tiny.fvb");
    TinyStudy.writeBundle(file, owner);
    return BundleSealer.seal(file, sealedFile(), owner, expires, random);
  }

  /** What {@link #seal} wrote last. */
  public Path sealedFile() {
    return folder.resolve("tiny.sealed");
  }

  public long expires() {
    return clock.instant().plus(Duration.ofDays(30)).getEpochSecond();
  }

  /** What vendor, coordinator and sites derive alike. */
  public LockedStudy locked(String studyId, Roster roster) throws Exception {
    return LockedStudy.derive(TinyStudy.plan(studyId), sealed.described(), roster, expires());
  }

  /** What the owner hands in for a definition over this roster. */
  public Submission handedIn(StudyDefinition definition, byte[] plan, Roster roster) {
    return new Submission(
        "vendor",
        byOwner(definition),
        Octets.of(plan),
        new Submission.SealedModel(
            sealed.manifest(),
            Octets.of(sealed.described().model().encode()),
            sealed.wraps(
                definition.hash(),
                roster,
                roster.members().stream().map(m -> seals.get(m.siteId()).key()).toList(),
                owner,
                random)));
  }

  public SignedBody byOwner(StudyDefinition definition) {
    return SignedBody.signOutside(StudyDefinition.TYPE, definition.encode(), owner);
  }

  /** A site's SEAL key pair. */
  public static final class SealPair {
    public final X25519KeyPair x25519;
    public final MlKem mlKem;

    SealPair(SecureRandom random) {
      this.x25519 = X25519KeyPair.fromScalar(SecretBytes.random(32, random));
      this.mlKem = MlKem.fromSeed(SecretBytes.random(MlKem.SEED_BYTES, random));
    }

    public SealingKey key() {
      return new SealingKey(x25519.publicKey(), mlKem.encapsulationKey());
    }
  }

  /** Waits until the loop has done what was asked of it before. */
  public void settle() {
    loop.call(() -> true);
  }

  public void tick() {
    loop.call(
        () -> {
          desk.tick();
          return true;
        });
  }

  @Override
  public void close() {
    loop.close();
    database.close();
  }
}
