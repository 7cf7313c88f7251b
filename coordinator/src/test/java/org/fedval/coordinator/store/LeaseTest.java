package org.fedval.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fedval.coordinator.support.TestDatabase;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who leads on a shared database, and that nobody else can write to it. */
class LeaseTest {
  private static final Duration OVER_AT_ONCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir private Path folder;

  private PostgresServer server;
  private Lease first;
  private Lease second;

  @BeforeEach
  void prepare() throws Exception {
    server = TestDatabase.server(folder);
    first = new Lease(server, "first", LONG);
    second = new Lease(server, "second", LONG);
    first.prepare();
    second.prepare();
  }

  @AfterEach
  void close() throws Exception {
    first.close();
    second.close();
  }

  @Test
  void one_leads_until_it_is_silent_or_gives_up() throws Exception {
    Term term = first.take().orElseThrow();
    assertThat(first.renew(term, "a main=1")).isTrue();

    assertThat(second.take()).isEmpty();
    assertThat(second.look()).isEqualTo(new Lease.Seen(term, "first", "a main=1", false));

    first.giveUp(term);
    Term next = second.take().orElseThrow();
    assertThat(next.number()).isEqualTo(term.number() + 1);
    assertThat(second.look().address()).as("nobody listens yet").isEmpty();
    assertThat(first.renew(term, "a main=1")).as("an old leader renews").isFalse();
    first.giveUp(term);
    assertThat(second.look().over()).as("an old leader gives up what it has not").isFalse();
  }

  @Test
  void of_many_who_take_at_the_same_time_one_leads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int round = 1; round <= 5; round++) {
      CountDownLatch together = new CountDownLatch(1);
      List<Future<Optional<Term>>> takers =
          java.util.stream.IntStream.range(0, 4)
              .mapToObj(
                  n ->
                      threads.submit(
                          () -> {
                            try (Lease lease = new Lease(server, "taker-" + n, LONG)) {
                              together.await();
                              return lease.take();
                            }
                          }))
              .toList();
      together.countDown();
      int leaders = 0;
      for (Future<Optional<Term>> taker : takers) {
        leaders += taker.get().isPresent() ? 1 : 0;
      }
      assertThat(leaders).isEqualTo(1);
      assertThat(first.look().term()).isEqualTo(new Term(round));
      first.giveUp(new Term(round));
    }
    threads.shutdown();
  }

  @Test
  void a_leader_that_was_paused_cannot_write_after_a_takeover() throws Exception {
    try (Lease silent = new Lease(server, "paused", OVER_AT_ONCE);
        Database paused = Database.open(server, silent.take().orElseThrow())) {
      add(paused, 1);

      try (Database leading = Database.open(server, second.take().orElseThrow())) {
        for (int attempt = 0; attempt < 2; attempt++) {
          int number = 10 + attempt;
          assertThatThrownBy(() -> add(paused, number)).isInstanceOf(RuntimeException.class);
        }
        add(leading, 2);
        assertThat(tokens()).isEqualTo(2);
      }
    }
  }

  @Test
  void a_transaction_that_was_open_at_the_takeover_is_undone() throws Exception {
    try (Lease silent = new Lease(server, "paused", OVER_AT_ONCE);
        Database paused = Database.open(server, silent.take().orElseThrow())) {

      assertThatThrownBy(
              () ->
                  paused.change(
                      h -> {
                        h.execute("INSERT INTO log_witness (site_id, size) VALUES ('before', 1)");
                        takeOver();
                        h.execute("INSERT INTO log_witness (site_id, size) VALUES ('after', 2)");
                      }))
          .isInstanceOf(JdbiException.class)
          .matches(Database::isOutOfOrder);

      assertThat(TestDatabase.POSTGRESQL.column(folder, "SELECT site_id FROM log_witness"))
          .isEmpty();
    }
  }

  /** The connections' end is one defence; this is the database's own, without it. */
  @Test
  void a_connection_that_outlives_its_term_is_refused_by_the_tables() throws Exception {
    try (Database leading = Database.open(server, first.take().orElseThrow())) {
      assertThatThrownBy(
              () ->
                  leading.change(
                      h -> {
                        h.execute("SET LOCAL fedval.term = '0'");
                        h.execute("INSERT INTO log_witness (site_id, size) VALUES ('old', 1)");
                      }))
          .hasMessageContaining("another replica leads")
          .matches(Database::isOutOfOrder);
    }
    assertThatThrownBy(
            () ->
                java.sql.DriverManager.getConnection(server.url())
                    .createStatement()
                    .execute("DELETE FROM study"))
        .hasMessageContaining("another replica leads");
  }

  @Test
  void every_table_is_fenced() throws Exception {
    Database.open(server, first.take().orElseThrow()).close();

    assertThat(
            TestDatabase.POSTGRESQL.column(
                folder,
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN"
                    + " (SELECT event_object_table FROM information_schema.triggers"
                    + " WHERE trigger_name = 'fedval_fence')"))
        .containsExactlyInAnyOrder("leader", "flyway_schema_history");
  }

  @Test
  void a_broken_rule_of_the_tables_is_not_a_broken_database() throws Exception {
    try (Database leading = Database.open(server, first.take().orElseThrow())) {
      assertThatThrownBy(() -> twice(leading)).matches(e -> !Database.isOutOfOrder(e));
    }
    try (Database file = TestDatabase.SQLITE.open(folder)) {
      assertThatThrownBy(() -> twice(file)).matches(e -> !Database.isOutOfOrder(e));
    }
    assertThat(Database.isOutOfOrder(new IllegalStateException())).isFalse();
  }

  private static void twice(Database database) {
    for (int times = 0; times < 2; times++) {
      database.change(h -> h.execute("INSERT INTO log_witness (site_id, size) VALUES ('a', 1)"));
    }
  }

  private void takeOver() {
    try {
      assertThat(second.take()).isPresent();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(Database database, int number) {
    byte[] hash = new byte[32];
    hash[0] = (byte) number;
    new TokenRepository(database).add(hash, "site-" + number, Instant.EPOCH);
  }

  private int tokens() throws Exception {
    return TestDatabase.POSTGRESQL.column(folder, "SELECT site_id FROM enrolment_token").size();
  }
}
