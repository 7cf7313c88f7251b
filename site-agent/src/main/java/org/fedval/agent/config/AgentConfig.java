package org.fedval.agent.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fedval.agent.cohort.CohortFiles;
import org.fedval.agent.cohort.LabelRule;
import org.fedval.agent.inference.ExecutionProvider;
import org.fedval.agent.vault.KekSource;
import org.fedval.agent.worker.Isolation;
import org.fedval.agent.worker.WorkerSettings;
import org.fedval.wire.study.LabelProvenance;
import org.jspecify.annotations.Nullable;

/**
 * {@code agent.yaml}.
 *
 * @param schema {@code fedval.agent/v1}
 * @param siteId 1 to 64 characters of a-z, 0-9 and '-'
 * @param organisation the hospital's name for people
 * @param enrolment HOST:PORT of the coordinator's enrolment service
 * @param data folder of DICOM files; relative paths start at the agent's home; null with a source
 * @param labels the reference standard, {@code labels.csv} in the data folder when absent; never
 *     null with a source
 * @param threads processor threads for inference, 1 to 64; 1 when absent
 * @param keys how the files of this home are encrypted; a key file when absent
 * @param reference how labels follow from their columns and where they come from; one column a
 *     finding, and nothing said, when absent
 * @param attributes the mapping of subgroup attributes, {@code attributes.yaml}; none when absent
 * @param optOut the list of patients who opted out, one Patient ID a line; none when absent
 * @param source an archive in place of {@code data}
 * @param proxy {@code http://HOST:PORT} of a proxy for every connection; none when absent
 * @param proxyCredentials private file with the proxy's user and password, one a line; relative
 *     paths start at the agent's home
 * @param isolation {@code process} or {@code sandbox} for a model; the strongest that this host
 *     gives when absent
 * @param provider {@code cpu}, {@code cuda:N} or {@code tensorrt:N}; the CPU when absent
 * @param batchSeconds 1 to 86400, after which a model that gives no scores is ended; 300 when
 *     absent
 * @param statusPage loopback address and port of the local status page; none when absent
 */
public record AgentConfig(
    String schema,
    String siteId,
    String organisation,
    String enrolment,
    @Nullable Path data,
    @Nullable Path labels,
    @Nullable Integer threads,
    @Nullable KeysAtRest keys,
    @Nullable Reference reference,
    @Nullable Path attributes,
    @Nullable Path optOut,
    @Nullable SourceConfig source,
    @Nullable String proxy,
    @Nullable Path proxyCredentials,
    @Nullable String isolation,
    @Nullable String provider,
    @Nullable Integer batchSeconds,
    @Nullable String statusPage) {
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
    require(
        (data == null) != (source == null),
        "data must be the folder of the DICOM files, or source an archive, and not both.");
    require(source == null || labels != null, "labels must be given beside source.");
    if (proxy != null) {
      var unused = HttpProxy.parse(proxy);
    }
    require(proxy != null || proxyCredentials == null, "proxy_credentials needs proxy.");
    if (statusPage != null) {
      var unused = LoopbackAddress.parse(statusPage);
    }
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
    this(
        schema,
        siteId,
        organisation,
        enrolment,
        data,
        labels,
        threads,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
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

  /**
   * The reference standard of this site.
   *
   * @param rule {@code single}, {@code majority} or {@code adjudicated}; single when absent
   * @param provenance a code of {@link LabelProvenance}; not said when absent
   */
  public record Reference(@Nullable String rule, @Nullable String provenance) {
    public Reference {
      require(
          rule == null || LabelRule.named(rule).isPresent(),
          "reference.rule must be single, majority or adjudicated.");
      require(
          provenance == null || LabelProvenance.of(provenance).isPresent(),
          "reference.provenance must be one of "
              + String.join(", ", LabelProvenance.codes())
              + ".");
    }

    private LabelRule labelRule() {
      return rule == null ? LabelRule.SINGLE : LabelRule.named(rule).orElseThrow();
    }

    private @Nullable LabelProvenance labelProvenance() {
      return provenance == null ? null : LabelProvenance.of(provenance).orElseThrow();
    }
  }

  /** The reference standard. */
  public Path labelsFile(AgentHome home) {
    if (labels != null) {
      return home.root().resolve(labels);
    }
    if (data == null) {
      throw new AssertionError("Beside an archive there are labels.");
    }
    return home.root().resolve(data).resolve("labels.csv");
  }

  /** Where this site describes its cases. */
  public CohortFiles cohortFiles(AgentHome home) {
    return new CohortFiles(
        labelsFile(home),
        reference == null ? LabelRule.SINGLE : reference.labelRule(),
        reference == null ? null : reference.labelProvenance(),
        attributes == null ? null : home.root().resolve(attributes),
        optOut == null ? null : home.root().resolve(optOut));
  }

  /** Where the key that encrypts this home's files comes from. */
  public KekSource kekSource() {
    return KekSource.named(keys == null ? null : keys.kek());
  }

  public static AgentConfig read(AgentHome home) throws ConfigException {
    return SiteYaml.read(home.configFile(), AgentConfig.class);
  }

  /** The proxy for every connection, with its password; empty when there is none. */
  public Optional<HttpProxy> httpProxy(AgentHome home) throws ConfigException, IOException {
    if (proxy == null) {
      return Optional.empty();
    }
    HttpProxy named = HttpProxy.parse(proxy);
    return Optional.of(
        proxyCredentials == null ? named : named.with(home.root().resolve(proxyCredentials)));
  }

  /** Where the local status page is served; empty when it is off. */
  public Optional<LoopbackAddress> statusPageAddress() {
    return Optional.ofNullable(statusPage).map(LoopbackAddress::parse);
  }

  /** Threads for inference. */
  public int inferenceThreads() {
    return threads == null ? 1 : threads;
  }

  /** How models run here; none of them may see the home or the images. */
  public WorkerSettings inference(AgentHome home) {
    List<Path> secret = new ArrayList<>(List.of(home.root()));
    if (data != null) {
      secret.add(home.root().resolve(data));
    }
    return new WorkerSettings(
        Isolation.parse(isolation),
        ExecutionProvider.parse(provider),
        inferenceThreads(),
        batchSeconds == null ? WorkerSettings.BATCH_LIMIT : Duration.ofSeconds(batchSeconds),
        secret);
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
