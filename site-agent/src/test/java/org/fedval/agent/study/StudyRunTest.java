package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.fedval.agent.cohort.LabelsException;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.dicom.Tag;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.inference.ExecutionProvider;
import org.fedval.agent.inference.TinyModels;
import org.fedval.agent.release.ReleasedCounts;
import org.fedval.agent.support.ModelServer;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.worker.Isolation;
import org.fedval.agent.worker.WorkerSettings;
import org.fedval.agent.worker.Workers;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpec;
import org.fedval.wire.session.WrapOutcome;
import org.fedval.wire.study.CohortRule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunTest {
  private static final SecretBytes COHORT_KEY = SecretBytes.copyOf(new byte[32]);

  @TempDir private Path folder;

  private final StatusBoard status = new StatusBoard();
  private OfferedStudy study;
  private Path images;

  @BeforeEach
  void open() throws Exception {
    study = new OfferedStudy(folder);
    images = Files.createDirectories(study.home.root().resolve("images"));
  }

  @Test
  void a_cohort_is_counted_and_its_quality_stays_here() throws Exception {
    for (String uid : List.of("2.25.1", "2.25.2", "2.25.3")) {
      Files.write(
          images.resolve(uid + ".dcm"), SampleImages.bytes(SampleImages.image(uid).build()));
    }
    labels("2.25.1,P-1,1\n2.25.2,P-2,0\n2.25.8,P-8,0\n2.25.9,P-9,0\n");

    ReleasedCounts counts = count();

    assertThat(counts.study()).isEqualTo(study.locked.definition().hash());
    assertThat(status.snapshot().scored()).isEqualTo(2);
    assertThat(status.snapshot().sentence())
        .isEqualTo(
            "1 picture came under more than one SOP Instance UID. 2 label rows have no image.");
    Path file = study.home.dataQuality().resolve(counts.study().hex() + ".json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    JsonNode record = new ObjectMapper().readTree(file.toFile());
    assertThat(record.path("schema").asText()).isEqualTo("fedval.data-quality/v1");
    assertThat(record.path("objects").asLong()).isEqualTo(3);
    assertThat(record.path("cases").asLong()).isEqualTo(2);
    assertThat(record.path("excluded").path("no_label_row").asLong()).isEqualTo(1);
    assertThat(record.path("label_rows_without_image").asLong()).isEqualTo(2);
    assertThat(record.path("patient_id_mismatches").asLong()).isEqualTo(1);
    assertThat(record.path("unknown_levels").path("sex").asLong()).isEqualTo(2);
    assertThat(record.path("repeated_pictures").asLong()).isEqualTo(1);
    assertThat(Files.readString(file)).doesNotContain("P-1", "2.25.1");
    assertThat(study.home.bundles()).as("the ciphertext after the pass").isEmptyDirectory();
    Path computed = study.home.inferenceRecords().resolve(counts.study().hex() + ".json");
    JsonNode inference = new ObjectMapper().readTree(computed.toFile());
    assertThat(inference.path("schema").asText()).isEqualTo("fedval.inference-record/v1");
    assertThat(inference.path("provider").asText()).isEqualTo("cpu");
    assertThat(inference.path("driver").asText()).isEmpty();
    assertThat(inference.path("onnx_runtime").asText()).isEqualTo("1.28.0");
    assertThat(inference.path("isolation").asText()).contains("a ");
    assertThat(inference.path("canary_max_deviation").asDouble())
        .isLessThanOrEqualTo(inference.path("canary_tolerance").asDouble());
    assertThat(inference.path("workers_lost").asInt(-1)).isZero();
    assertThat(status.snapshot().engine())
        .startsWith("The model runs on cpu, ONNX Runtime 1.28.0, in a ");
  }

  @Test
  void a_provider_that_is_not_there_denies_the_study_and_tells_the_site_why() throws Exception {
    labels("2.25.1,P-1,1\n");

    Denial denial =
        denial(
            () ->
                run()
                    .count(
                        fetch(),
                        place(
                            study.config(),
                            new Workers(
                                new WorkerSettings(
                                    Isolation.PROCESS,
                                    ExecutionProvider.parse("cuda:0"),
                                    1,
                                    WorkerSettings.BATCH_LIMIT,
                                    List.of())))));

    assertThat(denial.code()).isEqualTo(Denial.Code.INFERENCE);
    assertThat(denial.sentence()).contains("cuda:0 is not in this ONNX Runtime 1.28.0");
  }

  @Test
  void the_opened_model_is_wiped_once_it_is_loaded() throws Exception {
    labels("2.25.1,P-1,1\n");
    LockedBundle bundle = fetch();
    byte[] model = bundle.model();

    run().count(bundle, place(study.config()));

    assertThat(model).containsOnly(0);
    org.assertj.core.api.Assertions.assertThatThrownBy(bundle::model)
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void under_privacy_a_patient_counts_with_few_images_and_strangers_not_at_all() throws Exception {
    study = OfferedStudy.withEpsilon(folder.resolve("private"), 4);
    images = Files.createDirectories(study.home.root().resolve("images"));
    StringBuilder rows = new StringBuilder();
    for (int i = 1; i <= 5; i++) {
      String uid = "2.25." + i;
      Files.write(
          images.resolve(uid + ".dcm"), SampleImages.bytes(SampleImages.image(uid).build()));
      rows.append(uid).append(",P-1,1\n");
    }
    Files.write(images.resolve("junk"), new byte[200]);
    labels(rows.toString());

    byte[] sealed = Files.readAllBytes(study.sealedFile);
    List<long[]> first = count().units();
    Files.write(study.sealedFile, sealed);
    List<long[]> again = count().units();

    int all = study.locked.counters().indexOf(Cell.overall(Cell.Kind.POSITIVE, "dark"));
    int junk = study.locked.counters().indexOf(Cell.excluded(Exclusion.NOT_DICOM));
    assertThat(first.get(0)[2 * all]).isEqualTo(1);
    assertThat(first.get(1 + all)[0]).isEqualTo(2);
    assertThat(first.get(1 + junk)[0]).isZero();
    assertThat(again).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void who_opted_out_is_one_patient_behind_many_images_and_is_named_nowhere() throws Exception {
    StringBuilder rows = new StringBuilder("2.25.9,P-9,1\n");
    Files.write(
        images.resolve("9.dcm"),
        SampleImages.bytes(SampleImages.image("2.25.9").text(Tag.PATIENT_ID, "P-9").build()));
    for (String uid : List.of("2.25.1", "2.25.2", "2.25.3")) {
      Files.write(
          images.resolve(uid + ".dcm"), SampleImages.bytes(SampleImages.image(uid).build()));
      rows.append(uid).append(",KEY-1,1\n");
    }
    labels(rows.toString());
    Path optOut = Files.writeString(study.home.root().resolve("opt-out.txt"), "P-1\n");
    Files.setPosixFilePermissions(optOut, PosixFilePermissions.fromString("rw-------"));
    AgentConfig plain = study.config();
    AgentConfig config =
        new AgentConfig(
            plain.schema(),
            plain.siteId(),
            plain.organisation(),
            plain.enrolment(),
            plain.data(),
            null,
            1,
            null,
            null,
            null,
            Path.of("opt-out.txt"),
            null,
            null,
            null,
            null,
            null,
            null,
            null);

    List<long[]> units = run().count(fetch(), place(config)).counts().units();

    int cell = study.locked.counters().indexOf(Cell.excluded(Exclusion.OPT_OUT));
    assertThat(units.get(0)[2 * cell]).as("patients").isEqualTo(1);
    assertThat(units.get(1 + cell)[0]).as("images").isEqualTo(3);
    assertThat(status.snapshot().sentence()).doesNotContain("P-1", "KEY-1");
    Path record =
        study.home.dataQuality().resolve(study.locked.definition().hash().hex() + ".json");
    assertThat(Files.readString(record))
        .contains("\"opt_out\" : 3", "\"study_id\" : \"s-1\"")
        .doesNotContain("P-1", "KEY-1");

    Files.delete(optOut);
    assertThatThrownBy(
            () ->
                config
                    .cohortFiles(study.home)
                    .reader(source -> {}, CohortRule.ANY, List.of("dark"), List.of()))
        .isInstanceOf(LabelsException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void data_without_anything_to_tell_gives_no_sentence() throws Exception {
    Files.write(images.resolve("1.dcm"), SampleImages.bytes(SampleImages.image("2.25.1").build()));
    labels("2.25.1,P-1,1\n");

    count();

    assertThat(status.snapshot().sentence()).isEmpty();
  }

  @Test
  void a_record_that_cannot_be_written_does_not_stop_the_study() throws Exception {
    labels("2.25.1,P-1,1\n");
    Files.write(study.home.dataQuality(), new byte[0]);

    assertThat(count()).isNotNull();
    assertThat(status.snapshot().sentence())
        .startsWith("The data-quality record could not be written into ");
  }

  @Test
  void without_labels_the_site_denies() {
    assertThat(denial(this::count).code()).isEqualTo(Denial.Code.LABELS);
  }

  @Test
  void without_images_the_site_denies() throws Exception {
    labels("2.25.1,P-1,1\n");
    Path elsewhere = study.home.root().resolve("labels.csv");
    Files.move(images.resolve("labels.csv"), elsewhere);
    Files.delete(images);
    Files.write(images, new byte[0]);

    Denial denial =
        denial(
            () ->
                run()
                    .count(
                        fetch(),
                        place(
                            new AgentConfig(
                                AgentConfig.SCHEMA,
                                "a",
                                "Hospital a",
                                "localhost:7444",
                                Path.of("images"),
                                Path.of("labels.csv"),
                                1))));

    assertThat(denial.code()).isEqualTo(Denial.Code.DATA);
  }

  @Test
  void hardware_that_does_not_reproduce_the_canaries_denies() throws Exception {
    ModelSpec spec = TinyModels.filled(TinyModels.model(), TinyModels.spec());
    study =
        new OfferedStudy(
            folder.resolve("deviating"),
            spec.withExpected(
                Collections.nCopies(spec.canaries().count(), List.of(0.123f, 0.987f))));

    assertThat(denial(this::count).code()).isEqualTo(Denial.Code.CANARY_DEVIATION);
  }

  private void labels(String rows) throws Exception {
    Files.writeString(images.resolve("labels.csv"), "sop_instance_uid,patient_id,dark\n" + rows);
  }

  private StudyRun.Place place(AgentConfig config) throws Exception {
    return place(config, study.workers());
  }

  private StudyRun.Place place(AgentConfig config, Workers workers) throws Exception {
    return new StudyRun.Place(
        study.home, config, workers, COHORT_KEY, study.state().journals(), "test", study.random);
  }

  private StudyRun run() {
    return new StudyRun(
        study.offer(),
        new CheckedOffer(
            study.locked,
            new CheckedOffer.Bundle(
                study.sealed.described().manifest(), study.sealed.described().model())),
        study.roster,
        new TrustRules(Set.of(), 2),
        study.policy(),
        new ModelVault(study.home, "a", study.seals.get(0), study.coordinator.verifyingKey()),
        status,
        new CohortHours(null, java.time.Clock.systemUTC(), new StatusBoard()));
  }

  private LockedBundle fetch() throws Exception {
    try (ModelServer server = new ModelServer(new WrapOutcome.Released(study.wraps().get(0)));
        CoordinatorClient client = server.client()) {
      return run().fetch(client);
    }
  }

  private ReleasedCounts count() throws Exception {
    return run().count(fetch(), place(study.config())).counts();
  }

  private static Denial denial(org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
    Denial denial = catchThrowableOfType(Denial.class, step);
    assertThat(denial).isNotNull();
    assertThat(denial.sentence()).endsWith(".");
    return denial;
  }
}
