package org.fedval.agent.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fedval.agent.inference.ExecutionProvider;
import org.fedval.agent.vault.KekSource;
import org.fedval.agent.worker.Isolation;
import org.fedval.agent.worker.WorkerSettings;
import org.jspecify.annotations.Nullable;

/**
 * {@code agent.yaml}.
 *
 * @param schema {@code fedval.agent/v1}
 * @param siteId 1 to 64 characters of a-z, 0-9 and '-'
 * @param organisation the hospital's name for people
 * @param enrolment HOST:PORT of the coordinator's enrolment service
 * @param data folder of DICOM files; relative paths start at the agent's home
 * @param labels the reference standard, {@code labels.csv} in the data folder when absent
 * @param threads processor threads for inference, 1 to 64; 1 when absent
 * @param keys how the files of this home are encrypted; a key file when absent
 * @param isolation {@code process} or {@code sandbox} for a model; the strongest that this host
 *     gives when absent
 * @param provider {@code cpu}, {@code cuda:N} or {@code tensorrt:N}; the CPU when absent
 * @param batchSeconds 1 to 86400, after which a model that gives no scores is ended; 300 when
 *     absent
 */
public record AgentConfig(
    String schema,
    String siteId,
    String organisation,
    String enrolment,
    Path data,
    @Nullable Path labels,
    @Nullable Integer threads,
    @Nullable KeysAtRest keys,
    @Nullable String isolation,
    @Nullable String provider,
    @Nullable Integer batchSeconds) {
  public static final String SCHEMA = "fedval.agent/v1";
  private static final Pattern ADDRESS = Pattern.compile("[^:\\s]+:([0-9]{1,5})");

  public AgentConfig {
    require(SCHEMA.equals(schema), "schema must be " + SCHEMA + ".");
    require(
        siteId != null && siteId.matches("[a-z0-9][a-z0-9-]{0,63}"),
        "site_id must be 1 to 64 characters of a-z, 0-9 and '-'.");
    require(
        organisation != null && !organisation.isBlank() && organisation.length() <= 256,
        "organisation must be a name of at most 256 characters.");
    require(
        enrolment != null && isAddress(enrolment),
        "enrolment must be HOST:PORT of the coordinator's enrolment service.");
    require(data != null, "data must be the folder of the DICOM files.");
    require(threads == null || (threads >= 1 && threads <= 64), "threads must be 1 to 64.");
    var unusedIsolation = Isolation.parse(isolation);
    var unusedProvider = ExecutionProvider.parse(provider);
    require(
        batchSeconds == null || (batchSeconds >= 1 && batchSeconds <= 86_400),
        "batch_seconds must be 1 to 86400.");
  }

  /** With the key file that is made at the first start. */
  public AgentConfig(
      String schema,
      String siteId,
      String organisation,
      String enrolment,
      Path data,
      @Nullable Path labels,
      @Nullable Integer threads) {
    this(schema, siteId, organisation, enrolment, data, labels, threads, null, null, null, null);
  }

  /**
   * How the files of this home are encrypted.
   *
   * @param kek {@code file}, {@code passphrase} or {@code credential}
   */
  public record KeysAtRest(@Nullable String kek) {
    public KeysAtRest {
      var unused = KekSource.named(kek);
    }
  }

  /** Where the key that encrypts this home's files comes from. */
  public KekSource kekSource() {
    return KekSource.named(keys == null ? null : keys.kek());
  }

  public static AgentConfig read(AgentHome home) throws ConfigException {
    return SiteYaml.read(home.configFile(), AgentConfig.class);
  }

  /** Threads for inference. */
  public int inferenceThreads() {
    return threads == null ? 1 : threads;
  }

  /** How models run here; none of them may see the home or the images. */
  public WorkerSettings inference(AgentHome home) {
    return new WorkerSettings(
        Isolation.parse(isolation),
        ExecutionProvider.parse(provider),
        inferenceThreads(),
        batchSeconds == null ? WorkerSettings.BATCH_LIMIT : Duration.ofSeconds(batchSeconds),
        List.of(home.root(), home.root().resolve(data)));
  }

  private static boolean isAddress(String address) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      return false;
    }
    int port = Integer.parseInt(parts.group(1));
    return port >= 1 && port <= 65_535;
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
