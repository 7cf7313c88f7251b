package org.fedval.agent.study;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fedval.agent.cases.CaseBinding;
import org.fedval.agent.cases.CaseJournal;
import org.fedval.agent.cases.CaseJournals;
import org.fedval.agent.cohort.LabelsException;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.inference.CanaryRefusedException;
import org.fedval.agent.inference.EngineLostException;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.inference.ModelRefusedException;
import org.fedval.agent.inference.ProviderException;
import org.fedval.agent.privacy.OrderKey;
import org.fedval.agent.privacy.PatientLimit;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.release.ReleaseGate;
import org.fedval.agent.release.ReleasedCounts;
import org.fedval.agent.results.OwnStudy;
import org.fedval.agent.run.RunSettings;
import org.fedval.agent.secagg.SessionStart;
import org.fedval.agent.source.ConfiguredSource;
import org.fedval.agent.worker.Workers;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.AdvertisedClient;
import org.fedval.crypto.secagg.SitePolicy;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secagg.slot.CohortRecord;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.plan.NoisePlan;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.study.EarlierGate;
import org.fedval.wire.study.LockedStudy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One approved study at this site. {@link #fetch} brings the model into memory, {@link #count} runs
 * the canaries and counts the cohort; {@link #start} is what a session begins with.
 */
final class StudyRun {
  private static final Logger log = LoggerFactory.getLogger(StudyRun.class);
  private static final int DIGEST_KEY_BYTES = 32;

  private final SiteInstruction.StudyOffered offered;
  private final CheckedOffer offer;
  private final StudyDefinition definition;
  private final Roster roster;
  private final TrustRules trust;
  private final ApprovalPolicy policy;
  private final ModelVault vault;
  private final StatusBoard status;
  private final CohortHours hours;

  StudyRun(
      SiteInstruction.StudyOffered offered,
      CheckedOffer offer,
      Roster roster,
      TrustRules trust,
      ApprovalPolicy policy,
      ModelVault vault,
      StatusBoard status,
      CohortHours hours) {
    this.hours = hours;
    this.offered = offered;
    this.offer = offer;
    this.definition = offer.definition();
    this.roster = roster;
    this.vault = vault;
    this.trust = trust;
    this.policy = policy;
    this.status = status;
  }

  Sha256Digest digest() {
    return definition.hash();
  }

  /** The study's own name, as in its plan. */
  String studyId() {
    return definition.studyId();
  }

  /** The roster that the study was approved over. */
  Roster roster() {
    return roster;
  }

  /** Whom this site trusted when it approved. */
  TrustRules trust() {
    return trust;
  }

  /** The study as derived from its public parts; the model is not needed for it. */
  LockedStudy locked() {
    return offer.locked();
  }

  /** What this site keeps for its own report. */
  OwnStudy own(CaseTable cases) {
    return new OwnStudy(
        digest(),
        studyId(),
        definition.expires(),
        roster.size(),
        offered.planYaml(),
        locked().plan().operatingPoints(),
        cases);
  }

  /** The opened bundle, in memory. */
  LockedBundle fetch(CoordinatorClient coordinator)
      throws Denial, IOException, InterruptedException {
    status.phase(SitePhaseName.FETCHING_BUNDLE);
    return vault.open(offer, coordinator);
  }

  /** What may leave, masked, the cases behind it, which stay, and whom it is of. */
  record Cohort(ReleasedCounts counts, CaseTable cases, CohortRecord record) {}

  /**
   * Where a cohort is counted, and by what.
   *
   * @param cohortKey this site's own key of all its cohort records
   * @param journals how the cases end is kept there
   * @param software versions on which scores depend
   */
  record Place(
      AgentHome home,
      AgentConfig config,
      Workers workers,
      SecretBytes cohortKey,
      CaseJournals journals,
      String software,
      SecureRandom random) {}

  /**
   * Runs the canaries and the cohort in a worker; then the sealed file goes and the model is wiped,
   * since nothing needs them again.
   */
  Cohort count(LockedBundle bundle, Place place) throws Denial, IOException, InterruptedException {
    status.phase(SitePhaseName.CHECKING_CANARIES);
    InferenceLog inference = new InferenceLog(place.workers(), status, place.home(), digest());
    try (LockedModel model = LockedModel.open(bundle, inference::start)) {
      inference.passed(model);
      Cohort cohort = counted(model, place);
      inference.passed(model);
      vault.remove(offer);
      return cohort;
    } catch (CanaryRefusedException e) {
      throw new Denial(Denial.Code.CANARY_DEVIATION, String.valueOf(e.getMessage()));
    } catch (ModelRefusedException e) {
      throw new Denial(Denial.Code.BUNDLE, String.valueOf(e.getMessage()));
    } catch (ProviderException | EngineLostException e) {
      throw new Denial(Denial.Code.INFERENCE, String.valueOf(e.getMessage()));
    } finally {
      bundle.wipeModel();
    }
  }

  /** Counts the cohort of a feasibility study; there is no model. */
  Cohort count(Place place) throws Denial, IOException, InterruptedException {
    return counted(null, place);
  }

  private Cohort counted(@Nullable LockedModel model, Place place)
      throws Denial, IOException, InterruptedException {
    AgentHome home = place.home();
    AgentConfig config = place.config();
    RunSettings settings = RunSettings.forCores(config.inferenceThreads());
    LockedStudy study = locked();
    status.phase(SitePhaseName.RUNNING_COHORT);
    try (CaseJournal journal =
        place.journals().begin(binding(model, settings, place), status::sayOfCohort)) {
      ConfiguredSource source = new ConfiguredSource(config, home);
      CohortCounting.Counted counted =
          new CohortCounting(study, model, limit(study, home, place.random()))
              .count(
                  source.open(status::sayOfCohort),
                  config.cohortFiles(home).withScratch(home.cases()),
                  settings,
                  digestKey(place.random()),
                  place.cohortKey(),
                  journal,
                  hours.between(status.progress()));
      keep(counted.quality(), home);
      status.phase(SitePhaseName.AGGREGATING);
      return new Cohort(
          new ReleaseGate(definition.hash()).release(study, counted.counts()),
          counted.cases(),
          counted.cohort());
    } catch (LabelsException e) {
      throw new Denial(Denial.Code.LABELS, String.valueOf(e.getMessage()));
    } catch (DicomSourceException e) {
      throw new Denial(Denial.Code.DATA, String.valueOf(e.getMessage()));
    } catch (ReleaseGate.Refused e) {
      throw new Denial(Denial.Code.PROTOCOL, String.valueOf(e.getMessage()));
    }
  }

  private CaseBinding binding(@Nullable LockedModel model, RunSettings settings, Place place) {
    return new CaseBinding(
        digest(),
        studyId(),
        definition.expires(),
        definition.models().stream().map(StudyDefinition.Model::plainHash).toList(),
        model == null ? locked().plan().findings() : model.spec().findingNames(),
        model == null ? "none" : model.engine().facts().provider().toString(),
        place.software(),
        settings.batchSize(),
        place.config().inferenceThreads());
  }

  /** How many images of a patient count; null without differential privacy. */
  private static @Nullable PatientLimit limit(
      LockedStudy study, AgentHome home, SecureRandom random) throws IOException {
    NoisePlan noise = study.plan().noise();
    return noise == null
        ? null
        : new PatientLimit(
            OrderKey.loadOrCreate(home.imageOrderKeyFile(), random), noise.recordsPerPatient());
  }

  /** The record helps the site's people only, so the study goes on without it. */
  private void keep(QualityRecord quality, AgentHome home) {
    status.sayOfCohort(quality.sentence());
    try {
      Path file = quality.write(home, digest(), studyId());
      log.atInfo().addKeyValue("file", file).log("Data-quality record written");
    } catch (IOException e) {
      status.sayOfCohort(
          "The data-quality record could not be written into " + home.dataQuality() + ".");
    }
  }

  /** Everything that a session of the first slot begins with, with fresh secrets. */
  SessionStart start(SiteInstruction.SessionProposed proposed, SecureRandom random) {
    return start(proposed, 0, Optional.empty(), random);
  }

  /** Everything that a session of a slot begins with, with fresh secrets. */
  SessionStart start(
      SiteInstruction.SessionProposed proposed,
      int slot,
      Optional<EarlierGate> earlier,
      SecureRandom random) {
    return new SessionStart(
        offered,
        proposed,
        roster,
        locked().layout(slot),
        new SitePolicy(policy.siteFloor(), 1, policy.cellFloor()),
        trust,
        SecretBytes.random(AdvertisedClient.ROOT_BYTES, random),
        earlier);
  }

  /** This site's place in the study's roster; -1 when it has none. */
  int index(VerifyingKey own) {
    return IntStream.range(0, roster.size())
        .filter(i -> roster.identity(i).equals(own))
        .findFirst()
        .orElse(-1);
  }

  private static byte[] digestKey(SecureRandom random) {
    byte[] key = new byte[DIGEST_KEY_BYTES];
    random.nextBytes(key);
    return key;
  }
}
