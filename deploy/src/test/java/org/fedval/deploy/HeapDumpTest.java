package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fedval.cli.client.Credentials;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.client.VendorClient;
import org.fedval.cli.demo.DemoModel;
import org.fedval.cli.vendor.BundleMaker;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Hkdf;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.shamir.FieldElement;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.proto.v1.PutChunkRequest;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpecReader;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.SuppressionGate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A coordinator's process after a whole study: its memory, its screen and its folder, searched for
 * what the sites never opened. The process runs without garbage collection, so that every object it
 * ever made is in the dump.
 */
@ExtendWith(KeptDemo.Once.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeapDumpTest {
  private static final int SITES = 3;
  private static final int SECRET_BYTES = 32;
  private static final int PLAIN_WINDOW = 16;
  private static final int PLAIN_DISTINCT = 5;
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final KeptDemo demo;
  private final List<NotedRandom> randoms = new ArrayList<>();
  private final List<Recorder> recorders = new ArrayList<>();
  private final List<CounterVector> plain = new ArrayList<>();
  private final PatternSearch search = new PatternSearch();
  private final Set<String> mustBeFound = new TreeSet<>();
  private final Set<String> found = new TreeSet<>();
  private BitSet allowed;
  private int units;
  private String ended;

  HeapDumpTest(KeptDemo demo) {
    this.demo = demo;
  }

  @BeforeAll
  void a_study_is_run_and_the_process_is_dumped(@TempDir Path folder) throws Exception {
    Path home = folder.resolve("c");
    assertThat(Fedval.run("coordinator", "init", "--home", home).exit()).isZero();
    Files.writeString(
        home.resolve("coordinator.yaml"),
        "schema: fedval.coordinator/v1\nport: 0\nenrolment_port: 0\n");
    List<String> machine =
        List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xms64m", "-Xmx2g");
    try (FedvalProcess process =
        FedvalProcess.startWith(machine, "coordinator", "run", "--home", home)) {
      process.awaitLine(line -> line.contains("Listening"), LIMIT);
      LockedStudy study = runStudy(folder, new CoordinatorHome(home));
      Path dump = folder.resolve("heap.hprof");
      assertThat(jcmd(process.pid(), dump)).contains("Heap dump file created");
      prepareSearch(study);
      found.addAll(search.in(dump));
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          found.addAll(search.in(file));
        }
      }
      found.addAll(
          search.in((process.out() + process.err()).getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  @AfterAll
  void forget() {
    found.clear();
  }

  @Test
  void the_study_was_published_and_some_units_stayed_closed() {
    assertThat(ended).isEqualTo("PUBLISHED");
    assertThat(allowed.cardinality()).isPositive().isLessThan(units - 1);
  }

  @Test
  void the_search_finds_what_the_coordinator_may_know() {
    assertThat(found).containsAll(mustBeFound);
    assertThat(mustBeFound).hasSizeGreaterThan(SITES);
  }

  @Test
  void no_secret_that_stayed_closed_and_no_plain_vector_is_there() {
    Set<String> unexpected = new TreeSet<>(found);
    unexpected.removeAll(mustBeFound);
    assertThat(unexpected).isEmpty();
  }

  private LockedStudy runStudy(Path folder, CoordinatorHome home) throws Exception {
    String[] listening = Files.readString(home.listeningFile()).trim().split(" ");
    String address = listening[0] + ":" + listening[1];
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
    List<LiveAgent> agents = new ArrayList<>();
    try (OperatorClient operator =
            new OperatorClient(new Credentials(home.credentials("operator")).connect(address));
        VendorClient vendor =
            new VendorClient(new Credentials(home.credentials("vendor")).connect(address))) {
      for (int site = 1; site <= SITES; site++) {
        String id = "site-" + site;
        agents.add(
            LiveAgent.enrol(
                folder.resolve("a" + site),
                id,
                demo.data(site),
                listening[0] + ":" + listening[2],
                operator.createToken(id),
                owner.verifyingKey().fingerprint()));
      }
      Roster roster = operator.publishRoster("watched");
      for (LiveAgent agent : agents) {
        agent.trust(roster);
        randoms.add(new NotedRandom());
        recorders.add(new Recorder());
        agent.start(randoms.get(randoms.size() - 1), recorders.get(recorders.size() - 1));
      }
      Instant expires = Instant.now().plus(Duration.ofDays(1));
      Sha256Digest digest = vendor.submit(bundleFile, plan, owner, expires);
      ended = vendor.watch(digest, status -> {}).state();
      LockedStudy study = StoredStudy.of(home).locked();
      for (int site = 1; site <= SITES; site++) {
        plain.add(SiteCounts.of(demo.data(site), study, bundle));
      }
      return study;
    } finally {
      agents.forEach(LiveAgent::close);
    }
  }

  private void prepareSearch(LockedStudy study) throws Exception {
    CounterVector sum = plain.stream().reduce(CounterVector::plus).orElseThrow();
    units = study.layout().units().size();
    allowed =
        new SuppressionGate(study.counters())
            .allowed(
                study.layout(),
                sum.unit(0),
                Math.toIntExact(study.definition().minCell()),
                study.definition().minContributors());
    for (int site = 0; site < SITES; site++) {
      secretsOf(site);
      plainOf(site, sum);
    }
    for (byte[] window : windows(sum.unit(0), PlainRuns.Form.BIG_ENDIAN_64)) {
      search.add("pooled gate", window);
      mustBeFound.add("pooled gate");
    }
  }

  /** Everything that a site derived from its root, and every other 32 bytes that it drew. */
  private void secretsOf(int site) throws Exception {
    Sha256Digest sid = session(site);
    int roots = 0;
    for (byte[] draw : randoms.get(site).drawn(SECRET_BYTES)) {
      search.add("a draw of site " + site, draw);
      Hkdf prk = Hkdf.extract(sid.toByteArray(), draw);
      if (!isRoot(site, sid, prk)) {
        continue;
      }
      roots++;
      add("root of site " + site, draw);
      add("r of site " + site, element(prk, FvcWriter.labelled("r").u16(site)));
      for (int unit = 0; unit < units; unit++) {
        boolean opened = unit == 0 || allowed.get(unit);
        String name = "b[%d] of site %d".formatted(unit, site);
        add(name, selfSecret(prk, site, unit));
        if (opened) {
          mustBeFound.add(name);
        }
      }
    }
    assertThat(roots).as("roots of site %d among its draws", site).isEqualTo(1);
  }

  /** Whether the site advertised the commitment to the b[0] that this root gives. */
  private boolean isRoot(int site, Sha256Digest sid, Hkdf prk) {
    byte[] commitment =
        FvcWriter.labelled("self-commit")
            .digest(sid)
            .u16(site)
            .u16(0)
            .raw(selfSecret(prk, site, 0))
            .hash()
            .toByteArray();
    return recorders.get(site).of("Submit").stream()
        .anyMatch(sent -> PlainRuns.contains(sent, commitment));
  }

  private Sha256Digest session(int site) throws Exception {
    byte[] chunk = recorders.get(site).of("PutChunk").get(0);
    return Sha256Digest.of(PutChunkRequest.parseFrom(chunk).getSession().toByteArray());
  }

  private static byte[] selfSecret(Hkdf prk, int site, int unit) {
    return element(prk, FvcWriter.labelled("b").u16(site).u16(unit));
  }

  private static byte[] element(Hkdf prk, FvcWriter info) {
    return FieldElement.derive(prk, info.toByteArray()).encode();
  }

  private void add(String name, byte[] secret) {
    SecretForms.of(secret).forEach(form -> search.add(name, form));
  }

  /** Stretches of a site's own numbers that are not also in the sums, which everybody may know. */
  private void plainOf(int site, CounterVector sum) {
    int added = 0;
    for (int unit = 0; unit < units; unit++) {
      for (PlainRuns.Form form : PlainRuns.Form.values()) {
        Set<ByteBuffer> known = new HashSet<>();
        windows(sum.unit(unit), form).forEach(window -> known.add(ByteBuffer.wrap(window)));
        for (byte[] window : windows(plain.get(site).unit(unit), form)) {
          if (known.add(ByteBuffer.wrap(window))) {
            search.add("plain unit %d of site %d as %s".formatted(unit, site, form), window);
            added++;
          }
        }
      }
    }
    assertThat(added).as("stretches of site %d", site).isGreaterThan(50);
  }

  private static List<byte[]> windows(long[] words, PlainRuns.Form form) {
    List<byte[]> windows = new ArrayList<>();
    for (int from = 0; from + PLAIN_WINDOW <= words.length; from++) {
      long[] window = LongStream.of(words).skip(from).limit(PLAIN_WINDOW).toArray();
      // A stretch that begins like much of the memory would only slow the search down.
      boolean telling =
          window[0] != 0
              && window[1] != 0
              && window[0] != window[1]
              && LongStream.of(window).distinct().count() >= PLAIN_DISTINCT;
      if (telling) {
        windows.add(PlainRuns.encode(window, form));
      }
    }
    return windows;
  }

  private static String jcmd(long pid, Path dump) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.heap_dump",
                "-all",
                dump.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
