package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.client.VendorClient;
import org.fedval.cli.demo.DemoModel;
import org.fedval.cli.vendor.BundleMaker;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.proto.v1.PhaseReport;
import org.fedval.proto.v1.PutChunkRequest;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpecReader;
import org.fedval.wire.sealed.BundleSealer;
import org.fedval.wire.sealed.SealedBundle;
import org.fedval.wire.study.LockedStudy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every byte that one of three agents sends during a whole study, looked through. */
@ExtendWith(KeptDemo.Once.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatLeavesASiteTest {
  /** 255 degrees of freedom: random bytes exceed it once in 10^7 runs (Wilson and Hilferty). */
  private static final double CHI_SQUARE_LIMIT = 391;

  private static final int WATCHED = 2;

  private final KeptDemo demo;
  private final Recorder recorder = new Recorder();
  private final List<LiveAgent> agents = new ArrayList<>();
  private LiveCoordinator coordinator;
  private CounterVector plain;
  private CounterVector plainLater;
  private VendorClient.Status last;

  WhatLeavesASiteTest(KeptDemo demo) {
    this.demo = demo;
  }

  @BeforeAll
  void a_whole_study_is_run(@TempDir Path folder) throws Exception {
    coordinator = LiveCoordinator.start(folder.resolve("c"));
    SigningKey owner = SigningKey.generate(new SecureRandom());
    Path bundleFile = folder.resolve("model.fvb");
    LockedBundle bundle =
        BundleMaker.make(
            bundleFile,
            ModelSpecReader.read("model-spec.yaml", Samples.demo("model-spec.yaml")),
            DemoModel.build(),
            owner,
            1);
    byte[] plan = Samples.demo("study.yaml");
    try (OperatorClient operator = coordinator.operator();
        VendorClient vendor = coordinator.vendor()) {
      for (int site = 1; site <= 3; site++) {
        String id = "site-" + site;
        agents.add(
            LiveAgent.enrol(
                folder.resolve("a" + site),
                id,
                demo.data(site),
                coordinator,
                operator.createToken(id),
                owner.verifyingKey().fingerprint()));
      }
      Roster roster = operator.publishRoster("watched");
      for (int site = 1; site <= 3; site++) {
        agents.get(site - 1).trust(roster);
      }
      agents.get(0).start();
      agents.get(WATCHED - 1).start(recorder);
      agents.get(2).start();
      Instant expires = Instant.now().plus(Duration.ofDays(1));
      Sha256Digest study = vendor.submit(bundleFile, plan, owner, expires);
      LockedStudy locked = counted(bundleFile, plan, roster, owner);
      List<CaseTable> cases = new ArrayList<>();
      for (int site = 1; site <= 3; site++) {
        cases.add(SiteCounts.cases(demo.data(site), locked, bundle));
      }
      plain = SlotCounts.first(locked.counters(), cases.get(WATCHED - 1));
      plainLater =
          SlotCounts.later(
              locked.counters(1),
              cases.get(WATCHED - 1),
              SiteCounts.pooled(locked, cases, 1).next(),
              new SecureRandom());
      last = vendor.watch(study, status -> {});
    }
  }

  /** What is counted does not depend on how the bundle was sealed. */
  static LockedStudy counted(Path bundleFile, byte[] plan, Roster roster, SigningKey owner)
      throws Exception {
    Path sealed = bundleFile.resolveSibling("again.sealed");
    try (SealedBundle bundle =
        BundleSealer.seal(bundleFile, sealed, owner, 1, new SecureRandom())) {
      return LockedStudy.derive(plan, bundle.described(), roster, 1);
    }
  }

  @AfterAll
  void stop() {
    agents.forEach(LiveAgent::close);
    coordinator.close();
  }

  @Test
  void the_study_was_published_and_the_agent_was_watched_in_every_step() {
    assertThat(last.state()).as(last.sentence()).isEqualTo("PUBLISHED");
    assertThat(recorder.of("Attach")).isNotEmpty();
    assertThat(recorder.of("Submit")).hasSizeGreaterThanOrEqualTo(8);
    assertThat(recorder.of("PutChunk")).isNotEmpty();
    assertThat(recorder.of("ReportPhase")).isNotEmpty();
  }

  @Test
  void no_message_holds_a_run_of_the_plain_counts() {
    PlainRuns runs = new PlainRuns(plain);
    assertThat(runs.size()).isGreaterThan(100);
    for (PlainRuns.Form form : PlainRuns.Form.values()) {
      assertThat(runs.isIn(PlainRuns.encode(plain.unit(0), form)))
          .as("the search finds the gate written as %s", form)
          .isTrue();
    }
    PlainRuns later = new PlainRuns(plainLater);
    for (Recorder.Sent sent : recorder.all()) {
      assertThat(runs.isIn(sent.bytes())).as(sent.call()).isFalse();
      assertThat(later.isIn(sent.bytes())).as(sent.call()).isFalse();
    }
  }

  @Test
  void no_message_names_a_patient_an_image_or_a_file() throws Exception {
    Set<String> names = new LinkedHashSet<>(List.of("CANARY", "labels.csv", "SYN-S", "2.25."));
    for (String row : Files.readAllLines(demo.data(WATCHED).resolve("labels.csv"))) {
      names.addAll(List.of(row.split(",")).subList(0, 2));
    }
    try (Stream<Path> files = Files.walk(demo.data(WATCHED))) {
      files.map(f -> f.getFileName().toString()).filter(f -> f.length() > 5).forEach(names::add);
    }
    assertThat(names).hasSizeGreaterThan(300);
    for (Recorder.Sent sent : recorder.all()) {
      String text = new String(sent.bytes(), StandardCharsets.ISO_8859_1);
      for (String name : names) {
        assertThat(text.contains(name)).as("%s in %s", name, sent.call()).isFalse();
      }
    }
  }

  @Test
  void a_phase_report_carries_the_phase_and_nothing_else() throws Exception {
    assertThat(PhaseReport.getDescriptor().getFields()).hasSize(1);
    for (byte[] bytes : recorder.of("ReportPhase")) {
      assertThat(bytes.length).isLessThanOrEqualTo(2);
      assertThat(PhaseReport.parseFrom(bytes).getUnknownFields().asMap()).isEmpty();
    }
  }

  @Test
  void the_masked_vector_of_each_round_looks_like_random_bytes() throws Exception {
    Map<ByteString, ByteArrayOutputStream> masked = new LinkedHashMap<>();
    for (byte[] chunk : recorder.of("PutChunk")) {
      PutChunkRequest request = PutChunkRequest.parseFrom(chunk);
      ByteArrayOutputStream vector =
          masked.computeIfAbsent(request.getSession(), sid -> new ByteArrayOutputStream());
      assertThat(request.getOffset()).isEqualTo(vector.size());
      request.getData().writeTo(vector);
    }
    assertThat(masked).hasSize(2);
    Iterator<CounterVector> rounds = List.of(plain, plainLater).iterator();
    for (ByteArrayOutputStream vector : masked.values()) {
      long words = Stream.of(rounds.next().units()).mapToLong(unit -> unit.length).sum();
      byte[] bytes = vector.toByteArray();
      assertThat(bytes.length % words).isZero();
      assertThat(bytes.length / words).isIn(4L, 8L);
      assertThat(chiSquare(bytes)).isLessThan(CHI_SQUARE_LIMIT);
    }
    assertThat(chiSquare(PlainRuns.encode(plain.units()[1], PlainRuns.Form.LITTLE_ENDIAN_32)))
        .as("the plain counts do not pass")
        .isGreaterThan(CHI_SQUARE_LIMIT);
  }

  /** Pearson's statistic of the bytes against 256 equally likely values. */
  private static double chiSquare(byte[] bytes) {
    long[] seen = new long[256];
    for (byte b : bytes) {
      seen[b & 0xFF]++;
    }
    double expected = bytes.length / 256.0;
    double sum = 0;
    for (long n : seen) {
      sum += (n - expected) * (n - expected) / expected;
    }
    return sum;
  }
}
