package org.fedval.coordinator.replica;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.fedval.coordinator.CoordinatorServer;
import org.fedval.coordinator.OpenedDatabase;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.Endpoint;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.coordinator.store.Lease;
import org.fedval.coordinator.store.PostgresServer;
import org.fedval.coordinator.store.Term;
import org.fedval.wire.mtls.CredentialsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process on a shared database. It leads while it has the lease; otherwise it stands by: it
 * takes connections and relays them to the leader, and takes the lease over when the leader is
 * silent. A process that takes over goes on as one that was started again.
 */
public final class Replica {
  private static final Logger log = LoggerFactory.getLogger(Replica.class);
  private static final long LOOK_MILLIS = 500;
  private static final long PAUSE_MILLIS = 1_000;

  private final CoordinatorHome home;
  private final CoordinatorConfig config;
  private final String version;
  private final Clock clock;
  private final PostgresServer server;
  private final String where;
  private volatile @Nullable Thread running;
  private volatile boolean stopping;

  /** From then on nothing but {@link #stop} ends it: what fails now may work again soon. */
  private boolean stoodBy;

  /**
   * @throws IOException with one sentence when the configured account cannot be read
   */
  public Replica(CoordinatorHome home, CoordinatorConfig config, String version, Clock clock)
      throws IOException {
    this.home = home;
    this.config = config;
    this.version = version;
    this.clock = clock;
    this.server = config.shared().server(home);
    this.where = server.url();
  }

  /**
   * Leads and stands by in turn until {@link #stop}.
   *
   * @param tells gets a sentence when this process begins to lead and when it begins to stand by
   * @throws IOException with one sentence when it can do neither
   */
  public void run(Consumer<String> tells) throws IOException, CredentialsException {
    running = Thread.currentThread();
    try (Lease lease = new Lease(server, config.listenHost())) {
      prepare(lease);
      while (!stopping) {
        try {
          lead(awaitTurn(lease, tells), tells);
        } catch (StartException e) {
          if (!stoodBy) {
            throw e;
          }
          log.warn("{} Trying again.", e.getMessage());
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      if (!stopping) {
        Thread.currentThread().interrupt();
      }
    } catch (SQLException e) {
      throw OpenedDatabase.sentence(e, where);
    }
  }

  /** Ends {@link #run}; another process may lead at once. */
  public void stop() {
    stopping = true;
    Thread thread = running;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** A first process may find no table yet; a database that is away at the start is told. */
  private void prepare(Lease lease) throws IOException {
    try {
      lease.prepare();
    } catch (SQLException | RuntimeException e) {
      throw OpenedDatabase.sentence(e, where);
    }
  }

  private Term awaitTurn(Lease lease, Consumer<String> tells)
      throws IOException, InterruptedException {
    Optional<Term> term = take(lease);
    if (term.isPresent()) {
      return term.get();
    }
    try (Relay relay = Relay.open(config.endpoints())) {
      stoodBy = true;
      tells.accept("Standing by: another replica leads, and connections are relayed to it.");
      while (term.isEmpty()) {
        relay.toward(leader(lease));
        Thread.sleep(LOOK_MILLIS);
        term = take(lease);
      }
    }
    return term.get();
  }

  private static @Nullable Address leader(Lease lease) {
    try {
      return Address.parse(lease.look().address()).orElse(null);
    } catch (SQLException e) {
      return null;
    }
  }

  private static Optional<Term> take(Lease lease) {
    try {
      return lease.take();
    } catch (SQLException e) {
      log.warn("The database does not answer; trying again");
      return Optional.empty();
    }
  }

  private Address address(CoordinatorServer leader) {
    Map<String, Endpoint> endpoints = new TreeMap<>();
    endpoints.put(CoordinatorConfig.MAIN, new Endpoint(config.listenHost(), leader.port()));
    endpoints.put(
        CoordinatorConfig.ENROLMENT, new Endpoint(config.listenHost(), leader.enrolmentPort()));
    WebConfig pages = config.web();
    if (pages != null) {
      leader
          .webPort()
          .ifPresent(
              port -> endpoints.put(CoordinatorConfig.WEB, new Endpoint(pages.hostName(), port)));
    }
    return new Address(endpoints);
  }

  private void lead(Term term, Consumer<String> tells)
      throws IOException, CredentialsException, InterruptedException {
    try (Lease own = new Lease(server, config.listenHost());
        LeaseKeeper keeper = new LeaseKeeper(own, term);
        OpenedDatabase database = OpenedDatabase.open(server, term)) {
      try (CoordinatorServer leader =
          CoordinatorServer.start(home, config, version, clock, database)) {
        keeper.announce(address(leader));
        tells.accept(
            "Listening on %s, port %d (sites, vendors, operators) and %d (enrolment)."
                .formatted(config.listenHost(), leader.port(), leader.enrolmentPort()));
        while (!keeper.isLostWithin(LOOK_MILLIS)) {
          if (leader.isBroken()) {
            log.warn("The database failed while this replica led; it begins anew");
            Thread.sleep(PAUSE_MILLIS);
            return;
          }
        }
        log.warn("Another replica leads now, or the database was silent; this one steps down");
      }
    } catch (SQLException e) {
      log.warn("The lease could not be closed");
    }
  }
}
