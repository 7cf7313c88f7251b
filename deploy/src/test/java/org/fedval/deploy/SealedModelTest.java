package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fedval.agent.config.AgentHome;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.SealedBundleRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.wire.bundle.LockedBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** After a whole study no disk but the vendor's has a piece of the model in the clear. */
@ExtendWith(KeptDemo.Once.class)
class SealedModelTest {
  private static final int WINDOW = 24;
  private static final int STEP = 97;

  @TempDir private Path folder;

  private final KeptDemo demo;
  private final List<String> pieces = new ArrayList<>();

  SealedModelTest(KeptDemo demo) {
    this.demo = demo;
  }

  /** Windows over the whole model that say something, and the canaries' lines. */
  @BeforeEach
  void cutTheModelIntoPieces() throws Exception {
    LockedBundle bundle = LockedBundle.read(demo.work().resolve("vendor/model.fvb"));
    byte[] model = bundle.model();
    for (int at = 0; at + WINDOW <= model.length; at += STEP) {
      String piece = new String(model, at, WINDOW, StandardCharsets.ISO_8859_1);
      if (piece.chars().distinct().count() > WINDOW / 2) {
        pieces.add(piece);
      }
    }
    bundle
        .spec()
        .canaries()
        .expected()
        .forEach(row -> pieces.add("- [" + row.get(0) + ", " + row.get(1)));
    assertThat(pieces).hasSizeGreaterThan(20);
  }

  @Test
  void the_search_finds_the_model_where_it_lies_in_the_clear() throws Exception {
    assertThat(findings(demo.work().resolve("vendor"))).hasSize(1);
    Path copied = Files.createDirectories(folder.resolve("deep/er"));
    Files.copy(demo.work().resolve("vendor/model.fvb"), copied.resolve("innocent.tmp"));
    assertThat(findings(folder)).hasSize(1);
  }

  @Test
  void no_agents_home_holds_a_piece_of_the_model() throws Exception {
    for (int site = 1; site <= 3; site++) {
      Path home = demo.work().resolve("site-" + site);
      assertThat(new AgentHome(home).configFile()).isRegularFile();
      assertThat(findings(home)).isEmpty();
    }
  }

  @Test
  void the_coordinators_home_holds_none_either() throws Exception {
    assertThat(demo.coordinator().database()).isRegularFile();
    assertThat(findings(demo.coordinator().root())).isEmpty();
  }

  @Test
  void no_temporary_file_of_their_processes_holds_one() throws Exception {
    assertThat(demo.exit()).isZero();
    assertThat(findings(demo.temporary())).isEmpty();
  }

  @Test
  void who_got_the_key_is_written_down_and_the_sealed_file_is_gone() throws Exception {
    try (Database database = Database.open(demo.coordinator().database())) {
      ValidationStudy study = new StudyRepository(database).list().get(0);
      assertThat(new SealedBundleRepository(database).released(study.digest()))
          .containsOnlyKeys("site-1", "site-2", "site-3");
      assertThat(new BundleStore(database).has(study.sealedBundle().orElseThrow())).isFalse();
    }
  }

  @Test
  void the_report_says_what_sealing_protects_and_what_not() throws Exception {
    assertThat(demo.report().notes())
        .anySatisfy(
            note -> assertThat(note).contains("saw no weights", "could still copy it from memory"));
    assertThat(Files.readString(demo.out().resolve("report.html")))
        .contains("could still copy it from memory");
  }

  /** Files below {@code root} that contain one of the pieces. */
  private List<Path> findings(Path root) throws Exception {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (pieces.stream().anyMatch(text::contains)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
