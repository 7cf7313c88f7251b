package org.fedval.coordinator.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.fedval.wire.config.StrictYaml;
import org.fedval.wire.config.YamlFileException;
import org.jspecify.annotations.Nullable;

/**
 * {@code coordinator.yaml}. Every key but {@code schema} has a default.
 *
 * @param schema {@code fedval.coordinator/v1}
 * @param host the name or address that sites reach and that stands in the server certificate
 * @param port of the mutually authenticated services; 0 takes a free one
 * @param enrolmentPort of the enrolment service; 0 takes a free one
 * @param recruitingSeconds how long to wait for approvals
 * @param phaseSeconds how long a protocol phase waits for its sites
 * @param signOfLifeSeconds how long masking waits after a missing site's last sign of life
 * @param web where the pages listen; none if absent
 * @param database a PostgreSQL server; absent for the SQLite file in the home
 * @param replica where several processes share the database
 */
public record CoordinatorConfig(
    String schema,
    @Nullable String host,
    @Nullable Integer port,
    @Nullable Integer enrolmentPort,
    @Nullable Long recruitingSeconds,
    @Nullable Long phaseSeconds,
    @Nullable Long signOfLifeSeconds,
    @Nullable WebConfig web,
    @Nullable DatabaseConfig database,
    @Nullable ReplicaConfig replica) {
  public static final String SCHEMA = "fedval.coordinator/v1";

  /** Names of the ports in {@link #endpoints}. */
  public static final String MAIN = "main";

  public static final String ENROLMENT = "enrolment";
  public static final String WEB = "web";
  private static final long MAX_SECONDS = Duration.ofDays(3650).toSeconds();

  public CoordinatorConfig {
    if (!SCHEMA.equals(schema)) {
      throw new IllegalArgumentException("schema must be " + SCHEMA + ".");
    }
    for (Integer p : new Integer[] {port, enrolmentPort}) {
      if (p != null && (p < 0 || p > 65_535)) {
        throw new IllegalArgumentException("a port is a number from 0 to 65535.");
      }
    }
    for (Long s : new Long[] {recruitingSeconds, phaseSeconds, signOfLifeSeconds}) {
      if (s != null && (s < 1 || s > MAX_SECONDS)) {
        throw new IllegalArgumentException(
            "recruiting_seconds, phase_seconds, sign_of_life_seconds: a deadline is 1 second to 10 years.");
      }
    }
  }

  public String hostName() {
    return host == null ? "127.0.0.1" : host;
  }

  public int mainPort() {
    return port == null ? 7443 : port;
  }

  public int enrolPort() {
    return enrolmentPort == null ? 7444 : enrolmentPort;
  }

  /** Where this process opens its ports. */
  public String listenHost() {
    return replica == null || replica.listen() == null ? hostName() : replica.listen();
  }

  /** Every port that this process opens, by what it is for; other replicas have the same names. */
  public Map<String, Endpoint> endpoints() {
    Map<String, Endpoint> all = new TreeMap<>();
    all.put(MAIN, new Endpoint(listenHost(), mainPort()));
    all.put(ENROLMENT, new Endpoint(listenHost(), enrolPort()));
    if (web != null) {
      all.put(WEB, new Endpoint(web.hostName(), web.portNumber()));
    }
    return all;
  }

  /**
   * The main port as sites reach it.
   *
   * @param opened the one that this process listens on
   */
  public int advertisedPort(int opened) {
    return replica == null || replica.publicPort() == null ? opened : replica.publicPort();
  }

  /** The shared database of several replicas; only where one is configured. */
  public DatabaseConfig shared() {
    if (database == null) {
      throw new IllegalStateException("No shared database is configured.");
    }
    return database;
  }

  public Deadlines deadlines() {
    return new Deadlines(
        seconds(recruitingSeconds, Duration.ofDays(14)),
        seconds(phaseSeconds, Duration.ofHours(12)),
        seconds(signOfLifeSeconds, Duration.ofHours(48)));
  }

  /**
   * Reads the file; absent means all defaults.
   *
   * @throws IOException with one sentence for the operator
   */
  public static CoordinatorConfig read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new CoordinatorConfig(SCHEMA, null, null, null, null, null, null, null, null, null);
    }
    try {
      return StrictYaml.read(file, CoordinatorConfig.class);
    } catch (YamlFileException e) {
      throw new StartException(e.sentence());
    }
  }

  private static Duration seconds(@Nullable Long value, Duration otherwise) {
    return value == null ? otherwise : Duration.ofSeconds(value);
  }
}
