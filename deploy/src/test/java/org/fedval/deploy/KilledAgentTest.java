package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.store.VectorRepository;
import org.fedval.coordinator.study.StudyState;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One agent is killed in the middle: a clear end, a whole database, nothing left over. Starts
 * first, since it waits for the demo's deadlines.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class KilledAgentTest {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration END = Duration.ofSeconds(100);

  @Test
  void killed_before_the_study_it_is_named_when_recruiting_ends(@TempDir Path folder)
      throws Exception {
    Path data = TinySites.write(folder.resolve("hospitals"), 3);
    Path out = folder.resolve("out");
    Ended demo = run(line -> line.contains("run as separate processes"), out, "--data", data);

    assertThat(demo.errors)
        .startsWith("fedval: the study ended without a report. ")
        .contains("site-2")
        .containsAnyOf("recruiting", "in phase ");
    leavesNothingHalfDone(out, demo);
  }

  @Test
  void killed_in_its_cohort_it_is_named_with_the_phase(@TempDir Path out) throws Exception {
    Ended demo = run(line -> line.strip().startsWith("site-2") && line.contains("cohort"), out);

    assertThat(demo.errors)
        .startsWith("fedval: the study ended without a report. site-2 did not answer within ")
        .containsPattern("in phase (AdvertiseKeys|ShareKeys|MaskedInputCollection),");
    assertThat(demo.screen).contains("site-2: its agent's process ended");
    leavesNothingHalfDone(out, demo);
  }

  private record Ended(String screen, String errors, List<ProcessHandle> children) {}

  private static Ended run(Predicate<String> moment, Path out, Object... more) throws Exception {
    List<Object> command = new ArrayList<>(List.of("demo", "--out", out, "--keep"));
    command.addAll(List.of(more));
    try (FedvalProcess demo = FedvalProcess.start(command.toArray())) {
      String pids = demo.awaitLine(line -> line.contains("run as separate processes"), START);
      List<ProcessHandle> children =
          Stream.of("coordinator", "site-1", "site-2", "site-3")
              .map(name -> FedvalProcess.named(pids, name))
              .toList();
      demo.awaitLine(moment, START);
      children.get(2).destroyForcibly();
      assertThat(demo.exit(END)).as(demo.out()).isEqualTo(1);
      assertThat(demo.err()).hasLineCount(1).endsWith(".");
      return new Ended(demo.out(), demo.err(), children);
    }
  }

  private static void leavesNothingHalfDone(Path out, Ended demo) throws Exception {
    assertThat(demo.children).noneMatch(ProcessHandle::isAlive);
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactly("work");
    }
    CoordinatorHome coordinator = new CoordinatorHome(out.resolve("work/coordinator"));
    try (Connection direct = DriverManager.getConnection("jdbc:sqlite:" + coordinator.database());
        ResultSet check = direct.createStatement().executeQuery("PRAGMA integrity_check")) {
      assertThat(check.next()).isTrue();
      assertThat(check.getString(1)).isEqualTo("ok");
    }
    try (Database database = Database.open(coordinator.database())) {
      assertThat(new VectorRepository(database).isEmpty())
          .as("no masked vectors of the ended session")
          .isTrue();
      assertThat(new StudyRepository(database).list())
          .singleElement()
          .satisfies(
              study -> {
                assertThat(study.state()).isEqualTo(StudyState.ABORTED);
                assertThat(study.sentence()).contains("site-2");
              });
    }
  }
}
