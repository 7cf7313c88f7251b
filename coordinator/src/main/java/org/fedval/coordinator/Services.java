package org.fedval.coordinator;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import org.fedval.coordinator.account.AccountServices;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.audit.WitnessDesk;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.desk.Approvals;
import org.fedval.coordinator.desk.EventLoop;
import org.fedval.coordinator.desk.ModelCustody;
import org.fedval.coordinator.desk.ProofMaker;
import org.fedval.coordinator.desk.ReportPublisher;
import org.fedval.coordinator.desk.StudyBoard;
import org.fedval.coordinator.desk.StudyDesk;
import org.fedval.coordinator.desk.StudySubmission;
import org.fedval.coordinator.grpc.Announcer;
import org.fedval.coordinator.round.Outboxes;
import org.fedval.coordinator.round.RoundDriver;
import org.fedval.coordinator.round.RoundFactory;
import org.fedval.coordinator.site.AgentVersions;
import org.fedval.coordinator.site.Enrolment;
import org.fedval.coordinator.site.Revocation;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.site.SignsOfLife;
import org.fedval.coordinator.site.SiteOffice;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.EndorsementRepository;
import org.fedval.coordinator.store.IdentityRepository;
import org.fedval.coordinator.store.LockedStudies;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.store.RosterRepository;
import org.fedval.coordinator.store.SealedBundleRepository;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SiteLifeRepository;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.store.SlotRepository;
import org.fedval.coordinator.store.StudyIndex;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.store.TokenRepository;
import org.fedval.coordinator.store.VectorRepository;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.mtls.CertificateAuthority;

/**
 * What stands behind the ports of one coordinator, wired once: the ports translate, these decide.
 */
record Services(
    Clock clock,
    CertificateAuthority authority,
    Database database,
    EventLoop loop,
    AuditLog audit,
    SiteRepository sites,
    StudyRepository studies,
    ReportRepository reports,
    RosterRepository rosterRows,
    IdentityRepository identities,
    EndorsementRepository endorsements,
    RosterBook rosters,
    Revocation revocation,
    BundleStore bundles,
    ModelCustody custody,
    AgentVersions agents,
    SessionBodyRepository bodies,
    StudyDesk desk,
    StudyBoard board,
    Enrolment enrolments,
    Announcer announcer,
    SignsOfLife life,
    SiteOffice office,
    Outboxes outboxes,
    AccountServices accounts) {

  /** Wires them over an open database. */
  static Services over(
      Database database,
      EventLoop loop,
      CoordinatorHome home,
      CoordinatorConfig config,
      SigningKey key,
      CertificateAuthority authority,
      String version,
      Clock clock,
      SecureRandom random)
      throws IOException {
    AuditLog audit = AuditLog.open(database, key, clock);
    SiteRepository sites = new SiteRepository(database);
    StudyRepository studies = new StudyRepository(database);
    ReportRepository reports = new ReportRepository(database);
    RosterRepository rosterRows = new RosterRepository(database);
    IdentityRepository identities = new IdentityRepository(database);
    EndorsementRepository endorsements = new EndorsementRepository(database);
    RosterBook rosters =
        new RosterBook(sites, rosterRows, key, endorsements::list, identities::rotations);
    Revocation revocation = new Revocation(identities, rosters, clock);
    BundleStore bundles = new BundleStore(database);
    VectorRepository vectors = new VectorRepository(database);
    FilesOfOlderHome older = new FilesOfOlderHome(home);
    bundles.discardLeftovers();
    bundles.keepOnly(studies.openBundles());
    older.takeOver(bundles, studies.openBundles());
    SealedBundleRepository sealed = new SealedBundleRepository(database);
    LockedStudies locked = new LockedStudies(sealed);
    ModelCustody custody = new ModelCustody(studies, rosters, sealed, bundles, clock);
    Outboxes outboxes = new Outboxes();
    AgentVersions agents = new AgentVersions();
    SessionBodyRepository bodies = new SessionBodyRepository(database);
    older.takeOver(vectors, bodies.ofOpenStudies());
    RoundFactory rounds =
        new RoundFactory(
            key,
            locked,
            vectors,
            new RoundDriver.RoundServices(config.deadlines(), clock, outboxes, bodies),
            random);
    StudyDesk desk =
        new StudyDesk(
            new StudyDesk.Parts(
                loop,
                studies,
                rosters,
                sealed,
                custody,
                new Approvals(sites, rosterRows, studies),
                new StudySubmission(rosters, bundles, sealed, studies, key, clock),
                outboxes,
                rounds,
                new SlotRepository(database),
                new ReportPublisher(
                    locked,
                    reports,
                    clock,
                    version,
                    agents,
                    new ProofMaker(key, audit, rosters, sealed, bodies)),
                new WitnessDesk(audit, sites, outboxes, clock),
                config.deadlines(),
                clock));
    Enrolment enrolments =
        new Enrolment(
            new Enrolment.Parts(sites, new TokenRepository(database), identities),
            authority,
            key.verifyingKey(),
            clock,
            random);
    Announcer announcer = new Announcer(loop, outboxes, rosters, revocation);
    return new Services(
        clock,
        authority,
        database,
        loop,
        audit,
        sites,
        studies,
        reports,
        rosterRows,
        identities,
        endorsements,
        rosters,
        revocation,
        bundles,
        custody,
        agents,
        bodies,
        desk,
        new StudyBoard(new StudyIndex(database), studies, rosters, locked, desk.live()),
        enrolments,
        announcer,
        new SignsOfLife(new SiteLifeRepository(database), clock),
        new SiteOffice(
            enrolments,
            rosters,
            revocation,
            new SiteOffice.Notices(announcer::roster, announcer::hangUp)),
        outboxes,
        AccountServices.over(database, clock, random));
  }
}
